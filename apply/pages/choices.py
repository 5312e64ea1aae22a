"""What the fields of choice of a page offer: from the catalogue, the call, the programme, the project."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apply.pages.lists import Choices
from calls.models import Call, CallTheme
from core.countries import countries_by_name
from core.prepared import Prepared
from core.rows import JsonRows
from core.texts import Text
from programmes.models import LegalStatusOption, ProgrammeIndicator, Region, StateAidScheme, Theme
from projects.budget import periods
from projects.dates import months
from projects.form import FormField
from projects.models import Answer, Entry, Partnership, Project
from projects.models.entries import CLOSURE

# The list that a field draws on, by its key, else by its kind.
LISTS = {
    "objective": "objectives",
    "theme": "themes",
    "call_theme": "call_themes",
    "strategy.strategy": "strategies",
    "partner.legal_form": "legal_forms",
    "partner.state_aid_scheme": "schemes",
    "output.indicator": "output_indicators",
    "result.indicator": "result_indicators",
}
LISTS_OF_KIND = {
    "partner": "partners",
    "partners": "partners",
    "activities": "activities",
    "country": "countries",
    "region": "regions",
}
Rows = QuerySet[Any, Any]
# An id that no row has.
NOBODY = -1


@dataclass(frozen=True)
class Offers:
    """The lists of one page; `within` are regions by their country."""

    lists: Mapping[str, Choices]
    periods: Choices

    def of(self, field: FormField, country: str = "") -> Choices:
        """What a field offers; regions are those of a country."""
        if field.choices:
            return field.choices
        if field.kind == "period":
            late = [(str(CLOSURE), _("After the end of the project"))] if field.group == "result" else []
            return [*self.periods, *late]
        found = self.lists.get(list_of(field), ())
        if field.kind == "region":
            return [one for one in found if one[0].startswith(country)] if country else ()
        return found


def list_of(field: FormField) -> str:
    """The name of the list that a field draws on; "" when its choices are the catalogue's or it has none."""
    if field.choices:
        return ""
    return LISTS.get(field.key) or LISTS_OF_KIND.get(field.kind, "")


def offers(project: Project, shown: Iterable[FormField], countries: Iterable[str] = ()) -> Offers:
    """What the fields of a page offer; one query, or none when nothing is to be looked up.

    `countries` are those chosen on the page: only their regions are offered.
    """
    shown = list(shown)
    wanted = {list_of(field) for field in shown} - {""}
    where = Where.of(project, tuple(sorted(set(countries))) if "regions" in wanted else ())
    found = _lists(frozenset(wanted), where) if wanted else {}
    lists = {name: [_choice(row) for row in found[f"list_{name}"] or ()] for name in wanted}
    in_periods = any(field.kind == "period" for field in shown)
    return Offers(
        {name: _sorted(name, rows) for name, rows in lists.items()},
        period_choices(project) if in_periods else (),
    )


@dataclass(frozen=True)
class Where:
    """Whose lists are read. An id that no row has stands for an objective that was not chosen."""

    project: int
    call: int
    edition: str
    objective: int
    countries: tuple[str, ...] = ()

    @classmethod
    def of(cls, project: Project, countries: tuple[str, ...]) -> Where:
        edition = project.call.programme_period_id
        return cls(project.pk, project.call_id, edition, project.objective_id or NOBODY, countries)


def _lists(wanted: frozenset[str], where: Where) -> Mapping[str, Any]:
    """The lists of a page in one query; its SQL is worked out once, but for regions of some countries."""
    found: Mapping[str, Any]
    if where.countries:
        found = _asked(wanted, where).get()
    else:
        known = {name: getattr(where, name) for name in _needs(wanted)}
        (found,) = _prepared(wanted).rows(**known)
    return found


def _asked(wanted: Iterable[str], where: Where) -> Rows:
    facts = {f"list_{name}": _READ[name](where) for name in sorted(wanted)}
    return Call.objects.filter(pk=where.call).values(**facts)


@cache
def _prepared(wanted: frozenset[str]) -> Prepared[Any]:
    nobody = {"project": NOBODY, "call": NOBODY, "edition": "", "objective": NOBODY}

    def build(**ids: Any) -> Rows:
        return _asked(wanted, Where(**{**nobody, **ids}))

    return Prepared(build, **{name: _STAND_INS[name] for name in _needs(wanted)})


_STAND_INS: Mapping[str, int | str] = {"project": -11, "call": -12, "edition": "no edition", "objective": -13}
# Which ids a list is found by, besides the call's.
_BY: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("themes", "legal_forms"), ("edition",)),
    **dict.fromkeys(("output_indicators", "result_indicators"), ("edition", "objective")),
    **dict.fromkeys(("partners", "activities"), ("project",)),
}


def _needs(wanted: Iterable[str]) -> set[str]:
    return {"call", *(name for one in wanted for name in _BY.get(one, ()))}


def period_choices(project: Project) -> list[tuple[str, str]]:
    """The periods of the project with the months in which each begins and ends; none without its dates."""
    length, duration = project.call.period_months, months(project.start_date, project.end_date)
    if not length or not duration or project.start_date is None:
        return []
    return list(_in_periods(project.start_date, duration, length, get_language()))


@lru_cache(maxsize=500)
def _in_periods(
    start: date, duration: int, length: int, _language: str | None
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (str(one.number), _period(one.number, start, one.first_month, one.last_month))
        for one in periods(duration, length)
    )


def regions_of(country: str) -> list[tuple[str, str]]:
    """The NUTS 3 regions of a country by code; none for what is no country."""
    if not (len(country) == 2 and country.isascii() and country.isalpha()):
        return []
    regions = Region.objects.filter(level=3, country=country).order_by("code")
    return [(one.code, f"{one.code} {one.name}") for one in regions]


def _period(number: int, start: date, first: int, last: int) -> str:
    begins, ends = _after(start, first - 1), _after(start, last) - timedelta(days=1)
    span = {"number": number, "first": date_format(begins, "M Y"), "last": date_format(ends, "M Y")}
    return _("%(number)s: %(first)s to %(last)s") % span


def _after(start: date, count: int) -> date:
    """The same day `count` months later, the 28th at most; beyond the calendar its last day."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return date(year, month + 1, min(start.day, 28)) if year <= date.max.year else date.max


def _sorted(name: str, rows: list[tuple[str, str]]) -> Choices:
    if name != "countries":
        return rows
    return countries_by_name(code for code, _name in rows)


def _choice(row: Mapping[str, Any]) -> tuple[str, str]:
    """One choice with its words in the reader's language; texts come as one object of all languages."""
    parts = [row.get("code") or "", *(_in_words(row.get(name)) for name in ("text", "unit"))]
    code, text, unit = parts
    words = " ".join(part for part in (code, text, f"({unit})" if unit else "") if part)
    return str(row["value"]), words


def _in_words(value: Any) -> str:
    return str(Text(value)) if isinstance(value, dict) else str(value or "")


def _facts(rows: Rows, value: str, **parts: Any) -> JsonRows:
    return JsonRows(rows, value=F(value), **parts)


def _objectives(_where: Where) -> JsonRows:
    links = Call.objectives.through.objects.filter(call=OuterRef("pk"))
    ordered = links.order_by("specificobjective__priority__number", "specificobjective__code")
    name = "specificobjective__"
    return _facts(ordered, f"{name}pk", code=F(f"{name}code"), text=F(f"{name}title"))


def _themes(where: Where) -> JsonRows:
    themes = Theme.objects.filter(programme_period=where.edition)
    return _facts(themes, "pk", code=F("code"), text=F("title"))


def _call_themes(_where: Where) -> JsonRows:
    return _facts(CallTheme.objects.filter(call=OuterRef("pk")).order_by("position"), "code", text=F("title"))


def _strategies(_where: Where) -> JsonRows:
    links = Call.strategies.through.objects.filter(call=OuterRef("pk")).order_by("strategy__position")
    return _facts(links, "strategy__code", text=F("strategy__title"))


def _legal_forms(where: Where) -> JsonRows:
    options = LegalStatusOption.objects.filter(programme_period=where.edition, retired=False)
    return _facts(options, "pk", text=F("description"))


def _schemes(_where: Where) -> JsonRows:
    links = Call.state_aid_schemes.through.objects.filter(call=OuterRef("pk"))
    offered = StateAidScheme.objects.filter(pk__in=links.values("stateaidscheme")).order_by("pk")
    return _facts(offered, "pk", text=F("name"))


def _indicators(kind: str) -> Callable[[Where], JsonRows]:
    def rows(where: Where) -> JsonRows:
        of_objective = ProgrammeIndicator.objects.filter(
            programme_period=where.edition, objective=where.objective, retired=False
        ).filter(kind=kind)
        ordered = of_objective.order_by("position", "identifier")
        return _facts(ordered, "pk", code=F("identifier"), text=F("name"), unit=F("unit"))

    return rows


def _partners(where: Where) -> JsonRows:
    partners = Partnership.objects.filter(project=where.project).order_by("position")
    return _facts(partners, "uid", text=F("abbreviation"))


def _activities(where: Where) -> JsonRows:
    """Activities by their title in the first language that has one; numbers need the whole tree."""
    present = Entry.objects.present().filter(project=where.project, kind="activity")
    titles = Answer.objects.filter(project=where.project).exclude(text="").order_by("language")
    key = Concat(Value("activity."), Cast(OuterRef("uid"), CharField()), Value(".title"))
    named = present.annotate(named=Subquery(titles.filter(field=key).values("text")[:1]))
    named = named.order_by("parent__position", "position")
    return _facts(named, "uid", text=F("named"))


def _countries(_where: Where) -> JsonRows:
    return _facts(Region.objects.filter(level=0).order_by("code"), "code")


def _regions(where: Where) -> JsonRows:
    regions = Region.objects.filter(level=3, country__in=list(where.countries)).order_by("code")
    return _facts(regions, "code", code=F("code"), text=F("name"))


_READ: Mapping[str, Callable[[Where], JsonRows]] = {
    "objectives": _objectives,
    "themes": _themes,
    "call_themes": _call_themes,
    "strategies": _strategies,
    "legal_forms": _legal_forms,
    "schemes": _schemes,
    "output_indicators": _indicators("output"),
    "result_indicators": _indicators("result"),
    "partners": _partners,
    "activities": _activities,
    "countries": _countries,
    "regions": _regions,
}
