"""What the keys of a cut are called, and the searches that they stand for."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _

from core.countries import country_name
from core.texts import Text
from partners.states import OrganisationType
from programmes.models import Region, Theme
from publications.figures.sums import Cut, Dimension, Sums
from publications.states import Status


@dataclass(frozen=True)
class Line:
    """One row of a cut for people. `search` has the parameters that find its projects, if there are any."""

    key: str
    label: str
    sums: Sums
    search: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Name:
    """What a period of a programme or an objective is called; `code` is the one of addresses."""

    code: str
    title: Text
    period: str = ""


Names = Mapping[tuple[Dimension, str], Name]


def read_names(cuts: Iterable[Cut]) -> Names:
    """The names of all programmes and objectives in some cuts, in one statement."""
    keys = {cut.dimension: list(cut.rows) for cut in cuts}
    objectives = [int(key) for key in keys.get(Dimension.OBJECTIVE, ())]
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, [keys.get(Dimension.PROGRAMME, []), objectives])
        return {
            (Dimension(dimension), key): Name(code, Text(json.loads(title)), period)
            for dimension, key, code, title, period in cursor.fetchall()
        }


_NAMES = """
SELECT 'edition', edition.code, programme.slug, programme.name::text, edition.period_id
FROM programmes_programmeperiod edition
JOIN programmes_programme programme ON programme.code = edition.programme_id
WHERE edition.code = ANY(%s)
UNION ALL
SELECT 'objective', id::text, code, title::text, '' FROM programmes_specificobjective WHERE id = ANY(%s)
"""


def lines(cut: Cut, language: str, names: Names | None = None) -> list[Line]:
    """The rows of a cut with their names: years and countries by name, others the largest first.

    At most one statement; `names` spares it. What is not known is not among them: see `Cut.unknown`.
    """
    if cut.dimension in (Dimension.PROGRAMME, Dimension.OBJECTIVE):
        known = read_names([cut]) if names is None else names
        own = {key: known[cut.dimension, key] for key in cut.rows if (cut.dimension, key) in known}
        found = list(
            (_programmes if cut.dimension is Dimension.PROGRAMME else _objectives)(cut, own, language)
        )
        return sorted(found, key=lambda line: (-line.sums.projects, line.label, line.key))
    name = {
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


def _programmes(cut: Cut, names: Mapping[str, Name], language: str) -> Iterable[Line]:
    for key, name in names.items():
        label = f"{name.title.best(language).text or name.code} {name.period}"
        yield Line(key, label, cut.rows[key], (("programme", name.code), ("period", name.period)))


def _objectives(cut: Cut, names: Mapping[str, Name], language: str) -> Iterable[Line]:
    """Objectives with the same code and title are one, whichever programme follows them."""
    added: dict[tuple[str, str], Sums] = {}
    for key, name in names.items():
        place = (name.code, name.title.best(language).text)
        added[place] = added.get(place, Sums()) + cut.rows[key]
    for (code, title), sums in added.items():
        yield Line(code, f"{code} {title}".strip(), sums, (("objective", code),))


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
