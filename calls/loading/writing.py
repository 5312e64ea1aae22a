"""Writing the demo calls of a file: what differs is written, what people changed is left alone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import TrailEntry
from calls.facts import LISTS
from calls.loading.reading import CallContent, read_call
from calls.models import (
    Call,
    CallAnnex,
    CallField,
    CallFlatRate,
    CallFund,
    CallObjectiveBudget,
    CallRule,
    CallText,
    Criterion,
    ScalePoint,
)
from core.loading.problems import Problem, refuse_if_any
from core.loading.reading import read_yaml
from core.loading.writing import Report, sync, sync_links
from programmes.models import ProgrammePeriod

Row = dict[str, Any]
# Table, its name in the file's content, and what knows a row within its call.
TABLES = (
    (CallFund, "funds", "fund_id"),
    (CallFlatRate, "flat_rates", "kind"),
    (CallRule, "rules", "kind"),
    (Criterion, "criteria", "key"),
    (ScalePoint, "scale", "value"),
    (CallField, "fields", "key"),
    (CallAnnex, "annexes", "key"),
    (CallText, "texts", "kind"),
    (CallObjectiveBudget, "objective_budgets", "objective"),
)


def load_demo(directory: Path, *, now: datetime | None = None) -> Report:
    """Bring the demo calls in line with calls.yaml in `directory`; says what changed.

    A call that is there keeps its moments until it has closed; then it opens anew. One that people changed
    in the portal is left alone. Raises BadFiles and changes nothing when anything is wrong.
    """
    problems: list[Problem] = []
    now = now or timezone.now()
    file = read_yaml(directory, "calls.yaml", problems)
    editions = ProgrammePeriod.objects.prefetch_related("funds", "priorities__objectives")
    known = {edition.code: edition for edition in editions}
    found = [read_call(entry, known, now) for entry in file.entries("calls", "call")]
    file.finish()
    refuse_if_any(problems)
    report = Report()
    with transaction.atomic():
        _write(found, report, now)
    return report


def _write(found: list[CallContent], report: Report, now: datetime) -> None:
    touched = _changed_by_people()
    found = [call for call in found if call.row["code"] not in touched]
    held = Call.objects.in_bulk([call.row["code"] for call in found], field_name="code")
    for call in found:
        before = held.get(call.row["code"])
        if before is not None and before.closes_at > now:
            call.row.update(
                opens_at=before.opens_at,
                step1_closes_at=before.step1_closes_at,
                closes_at=before.closes_at,
            )
    ours = Call.objects.filter(is_demo=True).exclude(code__in=touched)
    scope = ours.select_related("programme_period")
    calls = sync(Call, [call.row for call in found], key=["code"], report=report.kind("calls"), scope=scope)
    links = {calls[call.row["code"],]: call.objectives for call in found}
    sync_links(Call, "objectives", links, report=report.kind("calls"))
    for name in LISTS:
        offered = {calls[call.row["code"],]: _all_of(name, call) for call in found}
        sync_links(Call, name, offered, report=report.kind("calls"))
    for model, name, key in TABLES:
        sync(
            model,
            ({**row, "call": calls[call.row["code"],]} for call in found for row in _rows(call, name)),
            key=["call", key],
            report=report.kind(name.replace("_", " ")),
            scope=model._default_manager.filter(call__in=ours).select_related("call"),
        )


def _rows(call: CallContent, name: str) -> list[Row]:
    rows: list[Row] = getattr(call, name) if hasattr(call, name) else getattr(call.asked, name)
    return rows


def _all_of(name: str, call: CallContent) -> list[int]:
    """Everything that the call's edition offers of a list, if the call does."""
    if name not in call.asked.lists:
        return []
    model: Any = Call._meta.get_field(name).related_model
    rows = model._default_manager.filter(programme_period=call.row["programme_period"], retired=False)
    return [row.pk for row in rows]


def _changed_by_people() -> set[str]:
    """The codes of demo calls that somebody changed in the portal."""
    codes = dict.fromkeys(Call.objects.filter(is_demo=True).values_list("code", flat=True))
    chains = {f"call:{code}": code for code in codes}
    touched = TrailEntry.objects.filter(chain__in=chains, actor__isnull=False)
    return {chains[chain] for chain in touched.values_list("chain", flat=True).distinct()}
