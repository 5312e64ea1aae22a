"""Addresses of imports in the secretariat: of one's own secretariat only."""

from publications.models import ImportDoubt, ImportMapping, ImportRun
from tests.house.access.table import SECRETARIAT, Row

SIGN_IN = {302: "anonymous"}
ANY = {200: f"{SECRETARIAT} officer_elsewhere", **SIGN_IN}


def mapping(world):
    known = ImportMapping.objects.filter(name="a-list").first()
    return known or ImportMapping.objects.create(
        name="a-list", title="A list", source="a-list", is_builtin=True
    )


def of_mapping(world):
    return {"name": mapping(world).name}


def run(world):
    return ImportRun.objects.create(
        mapping=mapping(world), source="a-list", owner=world.officer, file_name="a.csv", state="read"
    )


def of_run(world):
    return {"uid": run(world).uid}


def of_read_run(world):
    made = run(world)
    made.definition = {"key": ["title"], "columns": {"title": ["Title"]}, "title": "A list"}
    made.definition |= {"source": "a-list", "prefix": "a"}
    made.found = {"columns": ["Title"]}
    made.save()
    return {"uid": made.uid}


def of_doubt(world):
    run(world)
    doubt, _is_new = ImportDoubt.objects.get_or_create(
        source="a-list", digest="d", defaults={"kind": "project", "left": "A", "right": "B"}
    )
    return {"pk": doubt.pk}


ROWS = [
    Row("secretariat:imports", ANY),
    Row("secretariat:import_new", ANY),
    Row("secretariat:import_mappings", ANY),
    Row("secretariat:import_mapping", ANY, of=of_mapping),
    Row(
        "secretariat:import_mapping_copy",
        {302: f"{SECRETARIAT} officer_elsewhere anonymous"},
        of=of_mapping,
        method="post",
    ),
    Row("secretariat:import_run", {200: SECRETARIAT, **SIGN_IN}, of=of_run),
    Row("secretariat:import_columns", {200: SECRETARIAT, **SIGN_IN}, of=of_read_run),
    Row("secretariat:import_report", {200: SECRETARIAT, **SIGN_IN}, of=of_run),
    Row("secretariat:import_write", {302: f"{SECRETARIAT} anonymous"}, of=of_run, method="post"),
    Row("secretariat:import_stop", {302: f"{SECRETARIAT} anonymous"}, of=of_run, method="post"),
    Row(
        "secretariat:import_judge",
        {302: f"{SECRETARIAT} anonymous"},
        of=of_doubt,
        method="post",
        data=lambda world: {"verdict": "same"},
    ),
]
