"""An invented open call for micro-projects, in two languages with equal content, marked as demo."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction

from accounts.models import User
from calls import setting_up
from calls.models import Call
from calls.presets import presets
from calls.states import FormStep, RuleKind, Severity, Use
from cascade.demo_calls import basics
from core.errors import DomainError
from core.loading.writing import Report
from programmes.demo import manager_of
from programmes.models import ProgrammePeriod, SpecificObjective

FILE = "micro_call.yaml"
Row = dict[str, Any]


def load(directory: Path) -> Report:
    """The call, set up and published by the demo manager of its programme, once; then it is left to people.

    DomainError where the setting DEMO is off.
    """
    if not settings.DEMO:
        raise DomainError("Demo calls are loaded only where the setting DEMO is on.")
    report = Report()
    noted = report.kind("demo calls for micro-projects")
    row = yaml.safe_load((directory / FILE).read_text(encoding="utf-8"))["call"]
    edition = ProgrammePeriod.objects.filter(code=row["edition"]).select_related("programme").first()
    by = manager_of(row["programme"])
    if Call.objects.filter(code=row["code"]).exists():
        noted.unchanged += 1
    elif edition is not None and by is not None:
        _open(row, edition, by)
        noted.added.append(row["code"])
    return report


@transaction.atomic
def _open(row: Row, edition: ProgrammePeriod, by: User) -> None:
    call = setting_up.create(edition, basics(row), by=by)
    taken = presets()[row["set"]].values_for(call)
    lead = {RuleKind.ONE_LEAD: {"parameters": {}, "severity": Severity.ERROR}}
    offered = SpecificObjective.objects.filter(priority__programme_period=edition, code__in=row["objectives"])
    values = {
        **taken,
        "rules": {**taken["rules"], **lead},
        "objectives": list(offered.select_related("priority")),
        "funds": {"ERDF": {"rate": Decimal(row["rate"]), "is_fixed": False}},
        "fields": dict.fromkeys(row["fields"], (Use.REQUIRED, FormStep.FIRST)),
    }
    setting_up.change(call, values, by=by)
    setting_up.publish(call, by=by)
    Call.objects.filter(pk=call.pk).update(is_demo=True)
