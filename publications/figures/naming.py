"""What the keys of a cut are called, and the searches that they stand for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _

from core.countries import country_name
from partners.states import OrganisationType
from programmes.models import ProgrammePeriod, Region, SpecificObjective, Theme
from publications.figures.sums import Cut, Dimension, Sums
from publications.states import Status


@dataclass(frozen=True)
class Line:
    """One row of a cut for people. `search` has the parameters that find its projects, if there are any."""

    key: str
    label: str
    sums: Sums
    search: tuple[tuple[str, str], ...] = ()


def lines(cut: Cut, language: str) -> list[Line]:
    """The rows of a cut with their names: years and countries by name, others the largest first.

    At most one statement. What is not known is not among them: see `Cut.unknown`.
    """
    name = {
        Dimension.PROGRAMME: _programmes,
        Dimension.OBJECTIVE: _objectives,
        Dimension.THEME: _themes,
        Dimension.REGION: _regions,
    }.get(cut.dimension)
    found = (
        list(name(cut, language))
        if name
        else [_plain(cut, key, sums, language) for key, sums in cut.rows.items()]
    )
    if cut.dimension is Dimension.REGION:
        return found
    if cut.dimension is Dimension.YEAR:
        return sorted(found, key=lambda line: line.key)
    return sorted(found, key=lambda line: (-line.sums.projects, line.label, line.key))


def region_names(codes: Collection[str], language: str) -> Mapping[str, str]:
    """Names by NUTS code, in Latin letters; countries in the reader's language. One statement."""
    named = Region.objects.filter(code__in=[code for code in codes if len(code) > 2]).annotate(
        shown=Coalesce(NullIf(F("name_latin"), Value("")), F("name"))
    )
    found = dict(named.order_by().values_list("code", "shown"))
    return {code: country_name(code, language) if len(code) == 2 else found.get(code, code) for code in codes}


def _plain(cut: Cut, key: str, sums: Sums, language: str) -> Line:
    if cut.dimension is Dimension.STATUS:
        label = str(Status(key).label) if key in Status.values else key
        return Line(key, label, sums, (("status", key),))
    if cut.dimension is Dimension.KIND:
        label = str(OrganisationType(key).label) if key in OrganisationType.values else key
        return Line(key, label, sums, (("kind", key),))
    if cut.dimension is Dimension.PAIR:
        one, _dash, other = key.partition("-")
        names = {"one": country_name(one, language), "other": country_name(other, language)}
        return Line(key, _("%(one)s and %(other)s") % names, sums)
    return Line(key, key, sums, (("year", key),))


def _programmes(cut: Cut, language: str) -> Iterable[Line]:
    editions = ProgrammePeriod.objects.select_related("programme").in_bulk(list(cut.rows))
    for key, sums in cut.rows.items():
        if edition := editions.get(key):
            search = (("programme", edition.programme.slug), ("period", edition.period_id))
            yield Line(key, f"{edition.programme} {edition.period_id}", sums, search)


def _objectives(cut: Cut, language: str) -> Iterable[Line]:
    """Objectives with the same code and title are one, whichever programme follows them."""
    keys = [int(key) for key in cut.rows]
    named: dict[tuple[str, str], Sums] = {}
    for row in SpecificObjective.objects.filter(pk__in=keys).order_by("code", "pk").only("code", "title"):
        name = (row.code, row.title.best(language).text)
        named[name] = named.get(name, Sums()) + cut.rows[str(row.pk)]
    return [
        Line(code, f"{code} {title}".strip(), sums, (("objective", code),))
        for (code, title), sums in named.items()
    ]


def _themes(cut: Cut, language: str) -> Iterable[Line]:
    themes = Theme.objects.in_bulk([int(key) for key in cut.rows])
    for key, sums in cut.rows.items():
        if theme := themes.get(int(key)):
            address = f"{theme.programme_period_id}-{theme.code}"
            yield Line(key, theme.title.best(language).text or theme.code, sums, (("theme", address),))


def _regions(cut: Cut, language: str) -> Iterable[Line]:
    return regions(cut, region_names(list(cut.rows), language))


def regions(cut: Cut, names: Mapping[str, str]) -> list[Line]:
    """The regions of a cut by country and name."""
    found = []
    for key, sums in cut.rows.items():
        facet = {2: "country", 5: "nuts3"}.get(len(key), "region")
        found.append(Line(key, names[key], sums, ((facet, key),)))
    return sorted(found, key=lambda line: (line.key[:2] if len(line.key) > 2 else "", line.label, line.key))
