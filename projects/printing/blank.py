"""The blank form of a call: every field with its help and limit, rules, criteria and annexes, as PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _lazy

from accounts.models import TrailEntry
from calls import rules
from calls.models import Call
from calls.states import BudgetForm, CostCategory, FlatRateKind
from core.texts import LANGUAGES, Text, colon
from documents import engine
from documents.kinds import Kind
from documents.models import Document
from documents.states import DocumentState
from projects.form import GROUPS, PARTS, SECTIONS, FormField, fields_of, sections_of, uses_from

KIND = "blank_form"
KINDS_IN_WORDS: dict[str, str | Promise] = {
    "line": gettext_lazy("One line"),
    "text": gettext_lazy("Text"),
    "email": gettext_lazy("E-mail address"),
    "phone": gettext_lazy("Telephone number"),
    "address": gettext_lazy("Address of a website"),
    "country": gettext_lazy("Country, from a list"),
    "region": gettext_lazy("Region, from a list"),
    "choice": gettext_lazy("One of a list"),
    "date": gettext_lazy("Date"),
    "period": gettext_lazy("Number of a period"),
    "number": gettext_lazy("Number"),
    "amount": gettext_lazy("Amount in euro"),
    "rate": gettext_lazy("Percentage"),
    "whole_percent": gettext_lazy("Whole percentage"),
    "indicator": gettext_lazy("Indicator of the programme, from a list"),
    "partner": gettext_lazy("A partner"),
    "partners": gettext_lazy("Partners"),
    "activities": gettext_lazy("Activities"),
    "categories": gettext_lazy("Some of a list"),
    "table": gettext_lazy("Table"),
}

# What the rows of money are called that have no part of their own.
OF_MONEY = {
    "rate": gettext_lazy("Co-financing rates"),
    "contribution": gettext_lazy("Contributions"),
    "cost": gettext_lazy("Costs"),
    "lump_sum": gettext_lazy("Lump sums"),
}
WRITTEN = frozenset({"line", "text", "email", "phone", "address"})  # kinds whose characters are counted


@dataclass(frozen=True)
class BlankField:
    """A field as the blank form shows it. `step` is 2 for what a two-step call asks for only then."""

    label: str
    help: str
    kind: str
    limit: int | None
    is_required: bool
    is_multilingual: bool
    choices: tuple[str, ...]
    step: int


@dataclass(frozen=True)
class BlankGroup:
    """Fields under one heading. `most` is set where the group repeats."""

    title: str
    most: int | None
    fields: tuple[BlankField, ...]


@dataclass(frozen=True)
class BlankSection:
    title: str
    groups: tuple[BlankGroup, ...]


def data_of(call: Call) -> dict[str, Any]:
    """The plain facts of a call that its blank form shows: same facts, same document."""
    edition = call.programme_period
    return {
        **_rows_of(call),
        "programme": edition.programme_id,
        "programme_name": dict(edition.programme.name),
        "period": edition.period_id,
        "code": call.code,
        "title": dict(call.title),
        "introduction": dict(call.introduction),
        "is_demo": call.is_demo,
        "at": _changed_at(call),
        "opens_at": call.opens_at.isoformat(),
        "closes_at": call.closes_at.isoformat(),
        "step1_closes_at": call.step1_closes_at.isoformat() if call.step1_closes_at else None,
        "zone": call.time_zone,
        "budget": call.budget,
        "languages": list(call.languages),
        "period_months": call.period_months,
        "budget_form": call.budget_form,
        "categories": list(call.allowed_categories),
    }


def _changed_at(call: Call) -> str | None:
    """When the call's set-up was changed last, as its trail has it; else when it was published."""
    entries = TrailEntry.objects.filter(chain=call.chain)
    of_others = Q(action__endswith=" role") | Q(action__endswith=" late code")
    changed: datetime | None = entries.exclude(of_others).aggregate(at=Max("at"))["at"]
    at = changed or call.published_at
    return at.isoformat() if at else None


def _rows_of(call: Call) -> dict[str, Any]:
    """What hangs on the call, in its order."""
    objectives = call.objectives.select_related("priority").order_by("priority__number", "code")
    return {
        "fields": [[row.key, row.use, row.step] for row in call.fields.all()],
        "objectives": [[objective.code, dict(objective.title)] for objective in objectives],
        "funds": [
            [dict(row.fund.abbreviation), row.rate, row.is_fixed]
            for row in call.funds.select_related("fund").order_by("fund_id")
        ],
        "flat_rates": [[row.kind, row.rate, row.is_fixed] for row in call.flat_rates.order_by("kind")],
        "rules": [[row.kind, row.parameters, row.severity] for row in call.rules.all()],
        "criteria": [
            [dict(row.title), dict(row.question), row.weight]
            for row in call.criteria.order_by("position", "pk")
        ],
        "lump_sums": [
            [dict(row.name), dict(row.description), row.amount] for row in call.lump_sums.order_by("pk")
        ],
        "annexes": [
            {
                "title": dict(row.title),
                "description": dict(row.description),
                "is_required": row.is_required,
                "per_partner": row.per_partner,
                "step": row.step,
                "has_template": bool(row.template),
            }
            for row in call.annexes.all()
        ],
    }


def request_all(call: Call) -> list[Document]:
    """Ask for the blank form in every language of the portal; made once for the same facts."""
    data = data_of(call)
    return [engine.request(KIND, subject_of(call.code), language, data) for language in LANGUAGES]


def ready_languages() -> ArraySubquery:
    """For calls: the languages in which the form of each can be had now, in no order, some twice."""
    subject = Concat(Value(subject_of("")), OuterRef("code"))
    ready = Document.objects.filter(kind=KIND, subject=subject, state=DocumentState.READY)
    return ArraySubquery(ready.values("language"))


def subject_of(code: str) -> str:
    """What the document is about, in the documents' own words."""
    return f"call:{code}"


class BlankForm(Kind):
    """Shows what a call asks for; reads nothing but its data."""

    label = _lazy("Blank application form")
    template: ClassVar[str] = "documents/blank_form.html"
    sources: ClassVar[tuple[str, ...]] = ("projects.form", "calls.rules")

    def context(self, data: dict[str, Any], language: str) -> dict[str, Any]:
        """The sections with their fields, and the call's facts in words."""
        return {
            **data,
            "moments": {
                name: _moment(data[name], data["zone"])
                for name in ("opens_at", "closes_at", "step1_closes_at")
                if data[name]
            },
            "budget": Decimal(data["budget"]),
            "budget_form": BudgetForm(data["budget_form"]).label,
            "categories": [CostCategory(each).label for each in data["categories"]],
            "sections": sections(data["fields"], is_two_step=bool(data["step1_closes_at"])),
            "is_two_step": bool(data["step1_closes_at"]),
            "funds": [(name, Decimal(rate), is_fixed) for name, rate, is_fixed in data["funds"]],
            "flat_rates": [
                (FlatRateKind(kind).label, Decimal(rate), is_fixed)
                for kind, rate, is_fixed in data["flat_rates"]
            ],
            "rules": [rules.describe(_Rule(kind, terms)) for kind, terms, _severity in data["rules"]],
            "lump_sums": [(name, text, Decimal(amount)) for name, text, amount in data["lump_sums"]],
        }

    def title(self, data: dict[str, Any], language: str) -> str:
        title = Text(data["title"]).best(language).text or data["code"]
        return _("Application form of %(call)s") % {"call": title}

    def filename(self, data: dict[str, Any], language: str) -> str:
        return f"{data['code']}-form-{language}.pdf"

    def data_date(self, data: dict[str, Any]) -> datetime | None:
        """When the call was changed last; unknown of forms that were asked for before this was kept."""
        return datetime.fromisoformat(data["at"]) if data.get("at") else None


@dataclass(frozen=True)
class _Rule:
    kind: str
    parameters: dict[str, Any]


def sections(deviations: list[list[Any]], *, is_two_step: bool) -> list[BlankSection]:
    """What the form of a call shows, section by section, texts in the active language."""
    rows = [(key, use, step) for key, use, step in deviations]
    last = uses_from(rows)
    first = uses_from(rows, 1) if is_two_step else last
    found = []
    for section in sections_of(last):
        shown = [
            field for field in fields_of(section) if last[field.key] != "hidden" and field.kind != "table"
        ]
        groups = [
            BlankGroup(title, most, tuple(_field(one, last[one.key], first[one.key]) for one in fields))
            for title, most, fields in _grouped(shown)
        ]
        if groups:
            found.append(BlankSection(str(SECTIONS[section]), tuple(groups)))
    return found


def _grouped(fields: list[FormField]) -> Iterator[tuple[str, int | None, list[FormField]]]:
    """The fields under the headings that they stand under: the entry that repeats, and the part of it."""
    for (group, part), rows in groupby(fields, key=lambda field: (field.group, field.part)):
        heading = str(PARTS[part]) if part in PARTS else ""
        if group in GROUPS:
            name = str(GROUPS[group].plural)
            yield f"{name}{colon()} {heading}" if heading else name, GROUPS[group].most, list(rows)
        elif group == "partner":
            name = _("Each partner")
            yield f"{name}{colon()} {heading}" if heading else name, None, list(rows)
        else:
            yield heading or str(OF_MONEY.get(group, "")), None, list(rows)


def _field(field: FormField, use: str, first_use: str) -> BlankField:
    return BlankField(
        label=str(field.label),
        help=str(field.help),
        kind=str(KINDS_IN_WORDS[field.kind]),
        limit=field.limit if field.kind in WRITTEN else None,
        is_required=use == "required" or field.required,
        is_multilingual=field.multilingual,
        choices=tuple(str(label) for _value, label in field.choices),
        step=2 if first_use == "hidden" else 1,
    )


def _moment(iso: str, zone: str) -> datetime:
    return datetime.fromisoformat(iso).astimezone(ZoneInfo(zone))
