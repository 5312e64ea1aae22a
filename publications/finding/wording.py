"""A search in words, for a mail, a feed or a frame: what was typed, and each chosen value by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _

from calls.rules import enumerate_words
from core.countries import country_name
from core.texts import colon
from partners.states import OrganisationType
from programmes.models import Priority, Programme, Region, SpecificObjective, Theme
from publications.finding.naming import FACET_NAMES
from publications.finding.query import Query
from publications.finding.vocabulary import label_of
from publications.models import Organisation
from publications.states import Status

Names = Mapping[str, str]
UNKNOWN = "unknown"


def in_words(query: Query) -> str:
    """On one line, in the active language; "All projects" for a query that looks for nothing."""
    return "; ".join(parts(query)) or _("All projects")


def parts(query: Query) -> list[str]:
    """What is looked for, one condition after the other."""
    found = [_("“%(words)s”") % {"words": query.text}] if query.text else []
    for facet, values in query.chosen.items():
        names = _names(facet, values)
        shown = [_("not known") if value == UNKNOWN else names.get(value, value) for value in values]
        found.append(f"{_label(facet)}{colon()} {enumerate_words(shown, 'or')}")
    for facet, (low, high) in query.ranges.items():
        found.append(f"{_label(facet)}{colon()} {_between(low, high)}")
    return found


def _label(facet: str) -> str:
    return str(FACET_NAMES.get(facet, facet))


def _between(low: int | None, high: int | None) -> str:
    if high is None:
        return _("from %(low)s") % {"low": low}
    if low is None:
        return _("up to %(high)s") % {"high": high}
    return _("from %(low)s to %(high)s") % {"low": low, "high": high}


def _names(facet: str, values: Iterable[str]) -> Names:
    """The names of these values; one query at most."""
    reader = READERS.get(facet)
    return reader([value for value in values if value != UNKNOWN]) if reader else {}


def _programmes(values: list[str]) -> Names:
    return {one.slug: str(one) for one in Programme.objects.filter(slug__in=values)}


def _priorities(values: list[str]) -> Names:
    wanted = {value.rpartition("-")[::2]: value for value in values}
    rows = Priority.objects.filter(programme_period__in=[edition for edition, _number in wanted])
    return {
        wanted[key]: str(row.title)
        for row in rows
        if (key := (row.programme_period_id, str(row.number))) in wanted
    }


def _objectives(values: list[str]) -> Names:
    rows = SpecificObjective.objects.filter(code__in=values).order_by("-pk")
    return {row.code: f"{row.code} {row.title}" for row in rows}


def _themes(values: list[str]) -> Names:
    wanted = {value.rpartition("-")[::2]: value for value in values}
    rows = Theme.objects.filter(programme_period__in=[edition for edition, _code in wanted])
    return {wanted[key]: str(row) for row in rows if (key := (row.programme_period_id, row.code)) in wanted}


def _regions(values: list[str]) -> Names:
    return dict(Region.objects.filter(code__in=values).values_list("code", "name"))


def _partners(values: list[str]) -> Names:
    return dict(Organisation.objects.filter(slug__in=values).values_list("slug", "name"))


def _bands(values: list[str]) -> Names:
    return {value: label_of("budget", value, None, "") for value in values}


READERS: Mapping[str, Callable[[list[str]], Names]] = {
    "programme": _programmes,
    "priority": _priorities,
    "objective": _objectives,
    "theme": _themes,
    "country": lambda values: {code: country_name(code) for code in values},
    "region": _regions,
    "nuts3": _regions,
    "partner": _partners,
    "kind": lambda values: {str(value): str(label) for value, label in OrganisationType.choices},
    "budget": _bands,
    "eu": _bands,
    "status": lambda values: {str(value): str(label) for value, label in Status.choices},
}
