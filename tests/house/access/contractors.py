"""Addresses of contractors of public procurement, in both doors."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from projects.models import Contractor
from tests.house.access.contracts import SIGN_IN, WRITERS, funded
from tests.house.access.table import Row
from tests.world import World


def named(world: World) -> Mapping[str, Any]:
    funded(world)
    project = world.contracted
    made = Contractor.objects.create(
        creation_key=uuid4(),
        project=project,
        partner=uuid4(),
        name="Bouw bv",
        country="BE",
        language="nl",
        subject="Bouw",
        awarded_on=date(2026, 1, 1),
        given_by=project.created_by,
    )
    return {"uid": project.uid, "contractor": made.uid}


def seen(world: World) -> Mapping[str, Any]:
    row = Contractor.objects.filter(project=world.contracted).latest("pk")
    return {"verdict": "confirmed", "seen": f"{row.given_at:%Y-%m-%dT%H:%M:%S.%f%z}"}


ROWS = [
    Row("apply:contractors", WRITERS, of=funded),
    Row("apply:contractors", SIGN_IN, of=lambda world: {"uid": world.submitted.uid}, note="no contract"),
    Row("apply:contractors", {400: "applicant colleague", **SIGN_IN}, of=funded, method="post"),
    Row("apply:contractor", {200: "applicant", **SIGN_IN}, of=named),
    Row("apply:contractor", {400: "applicant colleague", **SIGN_IN}, of=named, method="post"),
    Row(
        "apply:contractor_take_back",
        {302: "applicant anonymous", 403: "colleague"},
        of=named,
        method="post",
    ),
    Row("secretariat:contractors", {200: "officer manager committee auditor", **SIGN_IN}, of=funded),
    Row(
        "secretariat:contractor",
        {302: "officer manager anonymous", 403: "committee auditor"},
        of=named,
        method="post",
        data=seen,
    ),
]
