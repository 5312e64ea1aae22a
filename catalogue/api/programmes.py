"""Programmes and what they are made of, calls and regions, as the interface gives them."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from calls.models import Call, CallRule
from calls.states import CallState
from catalogue.api.fields import (
    INTEGER,
    MOMENT,
    MONEY,
    STRING,
    STRINGS,
    TEXTS,
    URI,
    Field,
    address,
    field,
    nested,
    nullable,
)
from catalogue.api.resources import Filter, Narrow, Resource
from programmes.models import (
    Priority,
    Programme,
    ProgrammePeriod,
    Region,
    SpecificObjective,
    Theme,
)
from publications.exports import reading

_BOOLEAN = {"type": "boolean"}
_DAY = {"type": "string", "format": "date"}


def programmes() -> Resource:
    return Resource(
        name="programmes",
        about=_("Programmes through all their periods."),
        fields=(
            field("code", STRING, _("Code, such as FWVL.")),
            field("slug", STRING, _("Its part of addresses, also in the search.")),
            field("page", URI, _("Address of its page."), address("catalogue:programme", value="slug")),
            field("name", TEXTS, _("Name by language.")),
            field("strand", STRING, _("Strand of Interreg: A, B, C or D.")),
            field("countries", STRINGS, _("Countries (ISO 3166).")),
            field("languages", STRINGS, _("Languages (ISO 639).")),
            field("website", nullable(STRING), _("Its website."), reading.text("website")),
            field("introduction", TEXTS, _("What it is, by language.")),
        ),
        rows=Programme.objects.all,
        key="code",
    )


def periods() -> Resource:
    """Editions: a programme in one programming period."""
    return Resource(
        name="periods",
        about=_("Programmes in one programming period: money, rate, dates."),
        fields=(
            field("code", STRING, _("Code of the programme in this period, such as FWVL-VI.")),
            field("programme", STRING, _("Code of the programme."), "programme_id"),
            field("period", STRING, _("Programming period, such as 2021-2027."), "period_id"),
            field("first_year", INTEGER, _("First year of the period."), "period__first_year"),
            field("last_year", INTEGER, _("Last year of the period."), "period__last_year"),
            field("cci", nullable(STRING), _("Number at the European Commission."), reading.text("cci")),
            field("name", TEXTS, _("Name by language.")),
            field("total_budget", nullable(MONEY), _("Money in all, in euros; null: not known.")),
            field("total_budget_is_rounded", _BOOLEAN, _("Whether the source rounds it.")),
            field("eu_budget", nullable(MONEY), _("European money, in euros; null: not known.")),
            field("eu_budget_is_rounded", _BOOLEAN, _("Whether the source rounds it.")),
            field("max_rate", nullable(MONEY), _("Highest rate of co-financing, in percent.")),
            field("adopted_on", nullable(_DAY), _("Day of adoption by the European Commission.")),
        ),
        rows=ProgrammePeriod.objects.all,
        key="code",
        filters=_of_edition("programme", "period"),
    )


def priorities() -> Resource:
    return Resource(
        name="priorities",
        about=_("Priorities of a programme in one period."),
        fields=(
            *_edition(),
            field("number", INTEGER, _("Number.")),
            field("letter", nullable(STRING), _("Letter, where it has one."), reading.text("letter")),
            field("title", TEXTS, _("Title by language.")),
            field("share", nullable(MONEY), _("Share of the money, in percent; null: not known.")),
            field("is_internal", _BOOLEAN, _("Whether it is for technical assistance only.")),
        ),
        rows=Priority.objects.all,
        filters=_of_edition(),
    )


def objectives() -> Resource:
    return Resource(
        name="objectives",
        about=_("Specific objectives under the priorities."),
        fields=(
            *_edition("priority__"),
            field("priority", INTEGER, _("Number of the priority."), "priority__number"),
            field("code", STRING, _("Code, such as RSO2.4.")),
            field("title", TEXTS, _("Title by language.")),
            field("policy_objective", nullable(STRING), _("Policy objective: PO2."), "policy_objective_id"),
        ),
        rows=SpecificObjective.objects.all,
        filters=_of_edition("priority__programme_period__programme", "priority__programme_period__period"),
    )


def themes() -> Resource:
    return Resource(
        name="themes",
        about=_("Themes of a programme in one period."),
        fields=(
            *_edition(),
            field("code", STRING, _("Code.")),
            field("title", TEXTS, _("Title by language.")),
            field("priority", nullable(INTEGER), _("Number of its priority, if any."), "priority__number"),
        ),
        rows=Theme.objects.all,
        filters=_of_edition(),
    )


def calls() -> Resource:
    """The timetable of calls that CPR Art. 49(2) asks for: planned and published ones."""
    objectives_of = Call.objectives.through.objects.filter(call=OuterRef("pk"))
    codes = objectives_of.order_by("specificobjective__code").values("specificobjective__code")
    state = {"enum": [CallState.PLANNED.value, CallState.PUBLISHED.value]}
    return Resource(
        name="calls",
        about=_("Calls for proposals, planned and published (Regulation (EU) 2021/1060, Art. 49(2))."),
        fields=(
            field("code", STRING, _("Code.")),
            field("page", URI, _("Address of its page."), address("catalogue:call", value="code")),
            *_edition(),
            field("title", TEXTS, _("Title by language.")),
            field("introduction", TEXTS, _("What it is for, by language.")),
            field("state", {"type": "string", **state}, _("planned, or published.")),
            field("opens_at", MOMENT, _("Moment of opening.")),
            field(
                "step1_closes_at", nullable(MOMENT), _("Closing of the first step, of a call of two steps.")
            ),
            field("closes_at", MOMENT, _("Moment of closing: proposals are taken until then.")),
            field("budget", MONEY, _("European money, in euros.")),
            field("languages", STRINGS, _("Languages in which applicants write.")),
            field("objectives", STRINGS, _("Codes of its specific objectives."), ArraySubquery(codes)),
            *_where_and_for_whom(),
            field("is_demo", _BOOLEAN, _("Whether this is an invented call that shows the portal.")),
        ),
        rows=Call.objects.announced,
        key="code",
        filters=(
            *_of_edition(),
            Filter("state", _("planned, or published."), state, lambda rows, said: rows.filter(state=said)),
        ),
    )


def _where_and_for_whom() -> list[Field]:
    """Of a call: geographical area and eligible applicants."""
    area = ProgrammePeriod.area.through.objects.filter(programmeperiod=OuterRef("programme_period"))
    codes = area.order_by("region").values("region")
    asked = [
        field("kind", STRING, _("Kind of rule, such as partner_types.")),
        field("parameters", {"type": "object"}, _("What it asks, by the names of its kind.")),
    ]
    return [
        field("countries", STRINGS, _("Countries (ISO 3166)."), "programme_period__programme__countries"),
        field("area", STRINGS, _("Regions that it covers, by NUTS code."), ArraySubquery(codes)),
        nested(
            "rules",
            _("What it asks of proposals; rules on partners and area say who may take part."),
            asked,
            CallRule.objects.filter(call=OuterRef("pk")).order_by("pk"),
        ),
    ]


def regions() -> Resource:
    country, level = {"type": "string", "pattern": "^[A-Z]{2}$"}, {"enum": ["0", "1", "2", "3"]}
    return Resource(
        name="regions",
        about=_("Regions of Europe, NUTS 2021; level 0 is a country."),
        fields=(
            field("code", STRING, _("NUTS code.")),
            field("name", STRING, _("Name in its own language.")),
            field("name_latin", STRING, _("Name in Latin letters.")),
            field("level", INTEGER, _("0 (country) to 3.")),
            field("country", STRING, _("Country, as NUTS writes it.")),
            field("parent", nullable(STRING), _("Code of the region around it."), "parent_id"),
        ),
        rows=Region.objects.all,
        key="code",
        filters=(
            Filter("country", _("Country."), country, lambda rows, said: rows.filter(country=said)),
            Filter("level", _("Level."), level, lambda rows, said: rows.filter(level=int(said))),
        ),
    )


def _edition(before: str = "") -> list[Field]:
    of = f"{before}programme_period"
    return [
        field("edition", STRING, _("Code of the programme in its period, see /periods."), f"{of}_id"),
        field("programme", STRING, _("Code of the programme."), f"{of}__programme_id"),
        field("period", STRING, _("Programming period."), f"{of}__period_id"),
    ]


def _of_edition(
    programme: str = "programme_period__programme", period: str = "programme_period__period"
) -> tuple[Filter, ...]:
    return (
        Filter("programme", _("A programme, by its slug."), STRING, _equal(f"{programme}__slug")),
        Filter(
            "period",
            _("A programming period, such as 2021-2027."),
            {"type": "string", "pattern": r"^\d{4}-\d{4}$"},
            _equal(period),
        ),
    )


def _equal(column: str) -> Narrow:
    def narrow(rows: QuerySet[Any], said: str) -> QuerySet[Any]:
        return rows.filter(**{column: said})

    return narrow
