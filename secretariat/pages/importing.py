"""What the pages of imports show of a run: its rows as filtered, its numbers, its doubts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import get_language

from core.money import eur, percent
from publications.importing.content import label_of
from publications.importing.fields import FIELDS
from publications.importing.reports import told
from publications.models import ImportDoubt, ImportRow, ImportRun
from secretariat.forms.importing import RowsForm

PAGE, DOUBTS = 50, 100
READ = (
    "programme", "start_date", "end_date", "total_budget", "eu_funding", "rate", "partner.role",
    "partner.country", "partner.region", "partner.budget", "partner.eu_funding",
)  # fmt: skip


def rows_page(run: ImportRun, given: QueryDict) -> dict[str, Any]:
    """The rows that the address asks for, a page of them, with their notes in words."""
    form = RowsForm(given)
    form.is_valid()
    rows = _filtered(ImportRow.objects.filter(run=run), form.cleaned_data).order_by("pk")
    page: Page[ImportRow] = Paginator(rows, PAGE).get_page(given.get("page"))
    shown = [
        {
            "row": row,
            "read": read_of(row.data),
            "notes": [told(note) for note in row.notes],
            "changes": row.changes,
        }
        for row in page
    ]
    return {"page": page, "rows": shown, "chosen": form.cleaned_data}


def read_of(data: dict[str, Any]) -> list[tuple[str, str]]:
    """The facts of a row by which a person sees whether its columns are the right ones, as read."""
    found = []
    for name in READ:
        value = data.get(name)
        if value is not None and value != "":
            found.append((label_of(name), _shown(FIELDS[name].kind, str(value))))
    return found


def _shown(kind: str, value: str) -> str:
    language = get_language() or "en"
    if kind == "money":
        return eur(Decimal(value), language)
    if kind == "rate":
        return percent(Decimal(value), language)
    return date_format(date.fromisoformat(value), "DATE_FORMAT") if kind == "day" else value


def _filtered(rows: QuerySet[ImportRow], chosen: dict[str, Any]) -> QuerySet[ImportRow]:
    if chosen.get("outcome"):
        rows = rows.filter(outcome=chosen["outcome"])
    if chosen.get("repaired"):
        rows = rows.filter(is_repaired=True)
    if text := (chosen.get("q") or "").replace("\0", ""):
        rows = rows.filter(
            Q(label__icontains=text) | Q(organisation__icontains=text) | Q(code__icontains=text)
        )
    return rows


def numbers(run: ImportRun) -> list[dict[str, Any]]:
    """How many rows came to each outcome, for those that there are; each leads to its rows."""
    return [
        {"value": outcome.value, "label": outcome.label, "number": run.counts[outcome.value]}
        for outcome in ImportRow.Outcome
        if run.counts.get(outcome.value)
    ]


def doubts(run: ImportRun) -> list[ImportDoubt]:
    """What may be one thing under two names, the open questions first."""
    found = ImportDoubt.objects.filter(source=run.source).select_related("judged_by")
    waiting = [one for one in found[:DOUBTS] if one.verdict == ImportDoubt.Verdict.OPEN]
    judged = [one for one in found[:DOUBTS] if one.verdict != ImportDoubt.Verdict.OPEN]
    return waiting + judged
