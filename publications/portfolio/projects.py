"""The projects of a portfolio as plain data: what an entry shows, and the partners by number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Func, Max, QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import JSONObject, Left

from core.texts import LANGUAGES, Text
from programmes.models import ProgrammePeriod, SpecificObjective
from publications.models import PublicationQuerySet, PublishedPartner

TITLE, SUMMARY = 300, 320  # characters of an entry
_NAMES = ("pk", "code", "acronym", "programme_period_id", "objective_id", "status", "start_date", "end_date")
_MONEY = ("total_budget", "total_budget_is_approximate", "eu_funding", "is_demo")
_TEXTS = ("title", "summary")


def read(records: PublicationQuerySet, language: str, own: int | None = None) -> dict[str, Any]:
    """Projects by name, with the organisations, programmes and objectives that they name.

    A partner is `[number of the organisation, is lead]`; of natural persons only how many there are is said.
    `own` is the key of an organisation whose own part in each project is told.
    """
    rows = list(_named(records))
    partners = _partners([row[0] for row in rows], own)
    return {
        "projects": [_project(row, partners.roles.get(row[0], []), language) for row in rows],
        "organisations": partners.organisations,
        "editions": _editions({row[3] for row in rows}),
        "objectives": _objectives({row[4] for row in rows if row[4]}),
    }


def newest(records: PublicationQuerySet) -> Any:
    """The moment of the newest change of these records."""
    return records.order_by().aggregate(at=Max("data_date"))["at"]


def _named(records: PublicationQuerySet) -> QuerySet[Any, tuple[Any, ...]]:
    """One row for each project, by name; of the texts as much as an entry shows."""
    by_name = Func(F("acronym"), function="public.portal_name_key", output_field=TextField())
    texts = {
        f"{name}_{language}": Left(KeyTextTransform(language, name), most + 1)
        for name, most in zip(_TEXTS, (TITLE, SUMMARY), strict=True)
        for language in LANGUAGES
    }
    found = records.alias(by_name=by_name).annotate(**texts).order_by("by_name", "code")
    return found.values_list(*_NAMES, *_MONEY, *texts)


class _Partners:
    """The partners of some projects, each organisation named once."""

    def __init__(self) -> None:
        self.organisations: list[list[str]] = []
        self.roles: dict[int, list[Any]] = {}
        self._numbers: dict[tuple[object, ...], int] = {}

    def number(self, name: str, country: str, key: int | None) -> int:
        """The number of an organisation; those without a page are one where name and country are the same."""
        place = (key,) if key else (name, country)
        if place not in self._numbers:
            self._numbers[place] = len(self.organisations)
            self.organisations.append([name, country])
        return self._numbers[place]


def _partners(keys: Sequence[int], own: int | None) -> _Partners:
    found = _Partners()
    shown = JSONObject(
        name=F("organisation__name"),
        own=F("name"),
        country=F("country"),
        role=F("role"),
        key=F("organisation_id"),
        person=F("is_natural_person"),
        budget=Func(F("budget"), function="text", output_field=TextField()),
        eu=Func(F("eu_funding"), function="text", output_field=TextField()),
    )
    rows = (
        PublishedPartner.objects.filter(publication__in=keys)
        .order_by()
        .values("publication_id")
        .annotate(rows=ArrayAgg(shown, order_by="position"))
    )
    for row in rows:
        found.roles[row["publication_id"]] = [_role(one, found, own) for one in row["rows"]]
    return found


def _role(one: Mapping[str, Any], found: _Partners, own: int | None) -> dict[str, Any]:
    """A partner of a project: its number, null for a person or where no name is published."""
    name = "" if one["person"] else one["name"] or one["own"]
    role: dict[str, Any] = {"n": found.number(name, one["country"], one["key"]) if name else None}
    if one["role"] == "lead":
        role["lead"] = True
    if own is not None and one["key"] == own:
        role["own"] = {"role": one["role"], "budget": one["budget"], "eu": one["eu"]}
    return role


def _project(row: Sequence[Any], roles: list[dict[str, Any]], language: str) -> dict[str, Any]:
    _pk, code, acronym, edition, objective, status, start, end, total, is_about, eu, is_demo, *texts = row
    title = Text(dict(zip(LANGUAGES, texts[: len(LANGUAGES)], strict=True))).best(language)
    summary = Text(dict(zip(LANGUAGES, texts[len(LANGUAGES) :], strict=True))).best(language)
    said: dict[str, Any] = {
        "code": code,
        "acronym": acronym,
        "title": _cut(title.text, TITLE),
        "summary": _cut(summary.text, SUMMARY),
        "edition": edition,
        "objective": objective,
        "status": status,
        "start": start,
        "end": end,
        "total": total,
        "eu": eu,
        "partners": roles,
    }
    marks = {"title_in": title, "summary_in": summary}
    said.update({name: text.language for name, text in marks.items() if text.text and text.is_fallback})
    return said | {name: True for name, is_so in (("about", is_about), ("demo", is_demo)) if is_so}


def _cut(text: str, most: int) -> str:
    """The text on one line, cut behind a sentence or a word.

    What is longer than `most` is read one character further: that one tells, before spaces are joined.
    """
    plain = " ".join(text.split())
    if len(text) <= most:
        return plain
    cut = plain[:most]
    end = cut.rfind(". ")
    return cut[: end + 1] if end > most // 2 else cut.rsplit(" ", 1)[0][:most] + " …"


def _editions(codes: set[str]) -> dict[str, Any]:
    rows = ProgrammePeriod.objects.filter(pk__in=codes).values_list("pk", "programme__name", "period_id")
    return {code: {"programme": dict(name), "period": period} for code, name, period in rows}


def _objectives(keys: set[int]) -> dict[str, Any]:
    rows = SpecificObjective.objects.filter(pk__in=keys).values_list("pk", "code", "title")
    return {str(key): {"code": code, "title": dict(title)} for key, code, title in rows}
