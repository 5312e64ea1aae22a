"""Programmes and what they are made of, calls and regions, as the interface gives them."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from calls.models import Call
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
        about="Programmes through all their periods.",
        fields=(
            field("code", STRING, "Code, such as FWVL."),
            field("slug", STRING, "Its part of addresses, also in the search."),
            field("page", URI, "Address of its page.", address("catalogue:programme", value="slug")),
            field("name", TEXTS, "Name by language."),
            field("strand", STRING, "Strand of Interreg: A, B, C or D."),
            field("countries", STRINGS, "Countries (ISO 3166)."),
            field("languages", STRINGS, "Languages (ISO 639)."),
            field("website", nullable(STRING), "Its website.", reading.text("website")),
            field("introduction", TEXTS, "What it is, by language."),
        ),
        rows=Programme.objects.all,
        key="code",
    )


def periods() -> Resource:
    """Editions: a programme in one programming period."""
    return Resource(
        name="periods",
        about="Programmes in one programming period: money, rate, dates.",
        fields=(
            field("code", STRING, "Code of the programme in this period, such as FWVL-VI."),
            field("programme", STRING, "Code of the programme.", "programme_id"),
            field("period", STRING, "Programming period, such as 2021-2027.", "period_id"),
            field("first_year", INTEGER, "First year of the period.", "period__first_year"),
            field("last_year", INTEGER, "Last year of the period.", "period__last_year"),
            field("cci", nullable(STRING), "Number at the European Commission.", reading.text("cci")),
            field("name", TEXTS, "Name by language."),
            field("total_budget", nullable(MONEY), "Money in all, in euros; null: not known."),
            field("total_budget_is_rounded", _BOOLEAN, "Whether the source rounds it."),
            field("eu_budget", nullable(MONEY), "European money, in euros; null: not known."),
            field("eu_budget_is_rounded", _BOOLEAN, "Whether the source rounds it."),
            field("max_rate", nullable(MONEY), "Highest rate of co-financing, in percent."),
            field("adopted_on", nullable(_DAY), "Day of adoption by the European Commission."),
        ),
        rows=ProgrammePeriod.objects.all,
        key="code",
        filters=_of_edition("programme", "period"),
    )


def priorities() -> Resource:
    return Resource(
        name="priorities",
        about="Priorities of a programme in one period.",
        fields=(
            *_edition(),
            field("number", INTEGER, "Number."),
            field("letter", nullable(STRING), "Letter, where it has one.", reading.text("letter")),
            field("title", TEXTS, "Title by language."),
            field("share", nullable(MONEY), "Share of the money, in percent; null: not known."),
            field("is_internal", _BOOLEAN, "Whether it is for technical assistance only."),
        ),
        rows=Priority.objects.all,
        filters=_of_edition(),
    )


def objectives() -> Resource:
    return Resource(
        name="objectives",
        about="Specific objectives under the priorities.",
        fields=(
            *_edition("priority__"),
            field("priority", INTEGER, "Number of the priority.", "priority__number"),
            field("code", STRING, "Code, such as RSO2.4."),
            field("title", TEXTS, "Title by language."),
            field("policy_objective", nullable(STRING), "Policy objective: PO2.", "policy_objective_id"),
        ),
        rows=SpecificObjective.objects.all,
        filters=_of_edition("priority__programme_period__programme", "priority__programme_period__period"),
    )


def themes() -> Resource:
    return Resource(
        name="themes",
        about="Themes of a programme in one period.",
        fields=(
            *_edition(),
            field("code", STRING, "Code."),
            field("title", TEXTS, "Title by language."),
            field("priority", nullable(INTEGER), "Number of its priority, if any.", "priority__number"),
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
        about="Calls for proposals, planned and published (Regulation (EU) 2021/1060, Art. 49(2)).",
        fields=(
            field("code", STRING, "Code."),
            field("page", URI, "Address of its page.", address("catalogue:call", value="code")),
            *_edition(),
            field("title", TEXTS, "Title by language."),
            field("introduction", TEXTS, "What it is for, by language."),
            field("state", {"type": "string", **state}, "planned, or published."),
            field("opens_at", MOMENT, "Moment of opening."),
            field("step1_closes_at", nullable(MOMENT), "Closing of the first step, of a call of two steps."),
            field("closes_at", MOMENT, "Moment of closing: up to it proposals are taken."),
            field("budget", MONEY, "European money, in euros."),
            field("languages", STRINGS, "Languages in which applicants write."),
            field("objectives", STRINGS, "Codes of its specific objectives.", ArraySubquery(codes)),
            field("is_demo", _BOOLEAN, "Whether this is an invented call that shows the portal."),
        ),
        rows=Call.objects.announced,
        key="code",
        filters=(
            *_of_edition(),
            Filter("state", "planned, or published.", state, lambda rows, said: rows.filter(state=said)),
        ),
    )


def regions() -> Resource:
    country, level = {"type": "string", "pattern": "^[A-Z]{2}$"}, {"enum": ["0", "1", "2", "3"]}
    return Resource(
        name="regions",
        about="Regions of Europe, NUTS 2021; level 0 is a country.",
        fields=(
            field("code", STRING, "NUTS code."),
            field("name", STRING, "Name in its own language."),
            field("name_latin", STRING, "Name in Latin letters."),
            field("level", INTEGER, "0 (country) to 3."),
            field("country", STRING, "Country, as NUTS writes it."),
            field("parent", nullable(STRING), "Code of the region around it.", "parent_id"),
        ),
        rows=Region.objects.all,
        key="code",
        filters=(
            Filter("country", "Country.", country, lambda rows, said: rows.filter(country=said)),
            Filter("level", "Level.", level, lambda rows, said: rows.filter(level=int(said))),
        ),
    )


def _edition(before: str = "") -> list[Field]:
    of = f"{before}programme_period"
    return [
        field("edition", STRING, "Code of the programme in its period, see /periods.", f"{of}_id"),
        field("programme", STRING, "Code of the programme.", f"{of}__programme_id"),
        field("period", STRING, "Programming period.", f"{of}__period_id"),
    ]


def _of_edition(
    programme: str = "programme_period__programme", period: str = "programme_period__period"
) -> tuple[Filter, ...]:
    return (
        Filter("programme", "A programme, by its slug.", STRING, _equal(f"{programme}__slug")),
        Filter(
            "period",
            "A programming period, such as 2021-2027.",
            {"type": "string", "pattern": r"^\d{4}-\d{4}$"},
            _equal(period),
        ),
    )


def _equal(column: str) -> Narrow:
    def narrow(rows: QuerySet[Any], said: str) -> QuerySet[Any]:
        return rows.filter(**{column: said})

    return narrow
