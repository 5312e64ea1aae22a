"""Addresses of reports on policy instruments, in both doors."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from projects.models import PolicyReport
from tests.house.access.contracts import SIGN_IN, agreed
from tests.house.access.table import Row
from tests.world import World


def report(world: World) -> Mapping[str, Any]:
    project = world.contracted
    made = PolicyReport.objects.create(
        creation_key=uuid4(),
        project=project,
        instrument=uuid4(),
        kind="action_plan",
        language="nl",
        title="Plan",
        text="Plan",
        happened_on=date(2026, 1, 1),
        reported_by=project.created_by,
    )
    return {"uid": project.uid, "report": made.uid}


ROWS = [
    Row("apply:policy_reports", SIGN_IN, of=agreed, note="no instruments"),
    Row("apply:policy_reports", SIGN_IN, of=agreed, method="post", note="no instruments"),
    Row(
        "apply:policy_report_take_back",
        {302: "applicant anonymous", 403: "colleague"},
        of=report,
        method="post",
    ),
    Row("secretariat:policy_reports", SIGN_IN, of=agreed, note="no instruments"),
    Row(
        "secretariat:policy_report",
        {302: "officer manager anonymous", 403: "committee auditor"},
        of=report,
        method="post",
        data=lambda world: {"verdict": "confirmed"},
    ),
]
