"""A version written back says again what it said, whatever was done meanwhile."""

import random

import pytest
from django.db import transaction

from core.errors import DomainError
from projects import dossier, entries, fields
from projects.form import CATALOGUE, GROUPS
from projects.lifecycle.restoring import restore
from projects.models import AnswerRevision, Entry
from tests.factories.programmes import ProgrammeIndicatorFactory
from tests.factories.projects import complete_call, complete_project, show_fields

pytestmark = pytest.mark.django_db
VALUES = {
    "choice": ("yes", "positive", "general_public", "micro", "partly", ""),
    "period": ("1", "2", "4", "255", ""),
    "number": ("0", "12.5", "999999999.99", ""),
    "email": ("a@example.org", ""),
    "phone": ("+32 56", ""),
    "address": ("www.example.org", ""),
    "country": ("BE", "FR", ""),
    "region": ("BE251", "FRE11", ""),
    "line": ("Een", "Twee", "", "é" * 15),
    "text": ("Een", "Twee\nregels", "", "x" * 300),
}
KINDS = {field.key: field.kind for field in CATALOGUE}


def edit_at_random(project, chance):
    """One act of a person: a field, or an entry added, removed, brought back or moved."""
    by = project.created_by
    act = chance.choice(["add", "remove", "restore", "move", *["save"] * 8])
    rows = list(Entry.objects.filter(project=project))
    if act == "add":
        kind = chance.choice(list(GROUPS))
        above = [row for row in rows if row.kind == GROUPS[kind].parent]
        return entries.add(project, kind, by=by, parent=chance.choice(above) if above else None)
    if act != "save":
        row = chance.choice(rows)
        verb = {"remove": entries.remove, "restore": entries.restore, "move": entries.move}[act]
        return verb(row, by=by, **({"position": chance.randint(1, 4)} if act == "move" else {}))
    stored = fields.tokens(project)
    key = chance.choice(sorted(stored))
    kind = fields_kind(key)
    if kind not in VALUES:
        return None
    return fields.save(project, key, chance.choice(VALUES[kind]), base=stored[key].token, by=by)


def fields_kind(key):
    parts = key.split(".")
    return KINDS.get(f"{parts[0]}.{parts[2]}" if len(parts) > 2 else key) or KINDS.get(parts[0], "")


@pytest.mark.parametrize("seed", range(4))
def test_a_version_comes_back_exactly_after_any_edits(seed):
    chance = random.Random(seed)  # noqa: S311 - the same edits each time
    project = complete_project(call=show_fields(complete_call(period_months=6)))
    ProgrammeIndicatorFactory(programme_period=project.call.programme_period, objective=project.objective)
    entries.add(project, "work_package", by=project.created_by)
    done = 0
    for turn in range(120):
        if turn == 60:
            frozen = dossier.from_data(dossier.to_data(dossier.load(project)))
        try:
            with transaction.atomic():
                done += edit_at_random(project, chance) is not None
        except (DomainError, IndexError):
            continue
    assert done > 30
    written = set(AnswerRevision.objects.values_list("pk", flat=True))
    assert dossier.load(project) != frozen
    project.refresh_from_db()
    with transaction.atomic():
        restore(project, frozen, by=project.created_by)
    found = dossier.load(project)
    assert found.entries == frozen.entries
    assert found.answers == frozen.answers
    assert found == frozen
    assert written <= set(AnswerRevision.objects.values_list("pk", flat=True))
    assert Entry.objects.filter(project=project).count() >= len(frozen.entries)


def test_what_was_added_since_a_version_can_be_brought_back():
    project = complete_project(call=show_fields(complete_call(period_months=6)))
    frozen = dossier.load(project)
    package = entries.add(project, "work_package", by=project.created_by)
    with transaction.atomic():
        restore(project, frozen, by=project.created_by)
    assert dossier.load(project).entries == ()
    entries.restore(package, by=project.created_by)
    assert [row.uid for row in dossier.load(project).entries] == [package.uid]
