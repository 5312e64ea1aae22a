"""Addresses of assessment sheets as PDF."""

from collections.abc import Mapping
from typing import Any

from tests.house.access.table import Row
from tests.world import World

SIGN_IN = {302: "anonymous"}
READS = "officer manager committee auditor"


def of_submitted(world: World) -> Mapping[str, Any]:
    return {"uid": world.submitted.uid}


def of_sheet(world: World) -> Mapping[str, Any]:
    return {"pk": world.sheet.pk}


def of_consolidation(world: World) -> Mapping[str, Any]:
    return {"uid": world.consolidation.version.project.uid}


ROWS = [
    Row("secretariat:consolidated_sheet", SIGN_IN, of=of_submitted, note="nothing written"),
    Row("secretariat:consolidated_sheet", {200: READS, **SIGN_IN}, of=of_consolidation),
    Row("secretariat:consolidated_sheet", {302: f"{READS} anonymous"}, of=of_consolidation, method="post"),
    Row("secretariat:consolidated_sheet_state", {200: READS, **SIGN_IN}, of=of_consolidation),
    Row("secretariat:consolidated_sheet_file", {503: READS, **SIGN_IN}, of=of_consolidation),
    Row(
        "secretariat:assessment_sheet",
        SIGN_IN,
        of=lambda world: {"pk": world.assessment.pk},
        note="not finished",
    ),
    Row("secretariat:assessment_sheet", {200: f"{READS} assessor", **SIGN_IN}, of=of_sheet),
    Row("secretariat:assessment_sheet", {302: f"{READS} assessor anonymous"}, of=of_sheet, method="post"),
    Row("secretariat:assessment_sheet_state", {200: f"{READS} assessor", **SIGN_IN}, of=of_sheet),
    Row("secretariat:assessment_sheet_file", {503: f"{READS} assessor", **SIGN_IN}, of=of_sheet),
]
