"""What is known of a region: projects, partners, money, programmes, and the regions around and in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from calls.models import Call
from core.countries import country_name
from core.facts import Fact
from core.facts import read as read_facts
from core.rows import JsonRows
from core.texts import Text
from programmes.models import ProgrammePeriod, Region
from publications.figures import Cut, Dimension, Sums, drawing
from publications.figures.drawing import Measure, Table
from publications.figures.naming import Line
from publications.models import Publication

LATEST, CALLS = 6, 20
FACETS = {2: "country", 5: "nuts3"}


@dataclass(frozen=True)
class Stated:
    """What a programme stated of the region in one period."""

    title: Text
    period: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Active:
    """A programme in one period with partners in the region."""

    slug: str
    title: Text
    period: str
    sums: Sums


class Place:
    """A region for its page, in four statements. Raises Region.DoesNotExist."""

    def __init__(self, code: str, language: str) -> None:
        self.code = code
        self.language = language
        own = next((one for one in self._near if one.code == code), None)
        if own is None:
            raise Region.DoesNotExist(code)
        self.region = own

    @property
    def name(self) -> str:
        return self._name(self.region)

    def _name(self, region: Region) -> str:
        return (
            country_name(region.code, self.language)
            if region.level == 0
            else region.name_latin or region.name
        )

    @cached_property
    def _known(self) -> list[tuple[Any, ...]]:
        """The kept sums of the region and of those in it, by programme period; one statement."""
        gap, deeper = f"{self.code}?{self.region.level + 1}", f"^{self.code}[0-9A-Z]$"
        with connection.cursor() as cursor:
            cursor.execute(_SUMS, [self.code, gap, len(self.code) + 1, deeper])
            return list(cursor.fetchall())

    @cached_property
    def sums(self) -> Sums:
        return sum((Sums.of(row[5:]) for row in self._known if row[0] == self.code), Sums())

    @cached_property
    def active(self) -> list[Active]:
        """Programmes with projects here, those with most first."""
        found = [
            Active(row[2], Text(json.loads(row[3])), row[4], Sums.of(row[5:]))
            for row in self._known
            if row[0] == self.code
        ]
        shown = [one for one in found if one.sums.projects]
        return sorted(shown, key=lambda one: (-one.sums.projects, one.slug, one.period))

    @cached_property
    def _near(self) -> list[Region]:
        """The region, those around it and those in it; one statement."""
        around = [self.code[:length] for length in range(2, len(self.code) + 1)]
        inner = Q(code__startswith=self.code, level=len(self.code) - 1)
        stated = ProgrammePeriod.objects.filter(facts__contains=[{"codes": [self.code]}])
        rows = JsonRows(
            stated.order_by("-period__first_year", "code"),
            programme="programme__name",
            period="period_id",
            facts="facts",
        )
        return list(Region.objects.filter(Q(code__in=around) | inner).annotate(stated=rows).order_by("code"))

    @cached_property
    def stated(self) -> list[Stated]:
        """What editions themselves state of the region, the newest period first; read with the regions."""
        rows: list[dict[str, Any]] = vars(self.region)["stated"]
        return [
            Stated(
                Text(row["programme"]),
                row["period"],
                read_facts(fact for fact in row["facts"] if self.code in fact.get("codes", ())),
            )
            for row in rows
        ]

    @property
    def around(self) -> list[dict[str, str]]:
        """From the country down."""
        found = [one for one in self._near if len(one.code) < len(self.code)]
        return [
            {"label": self._name(one), "url": reverse("catalogue:region", args=[one.code])} for one in found
        ]

    @cached_property
    def inner(self) -> list[Line]:
        """The regions in it, those without projects too, by name."""
        sums: dict[str, Sums] = {}
        for row in self._known:
            sums[row[0]] = sums.get(row[0], Sums()) + Sums.of(row[5:])
        found = [
            Line(
                one.code,
                self._name(one),
                sums.get(one.code, Sums()),
                ((FACETS.get(len(one.code), "region"), one.code),),
            )
            for one in self._near
            if len(one.code) > len(self.code)
        ]
        return sorted(found, key=lambda line: (line.label, line.key))

    @property
    def table(self) -> Table:
        gap = f"{self.code}?{self.region.level + 1}"
        unknown = sum((Sums.of(row[5:]) for row in self._known if row[0] == gap), Sums())
        cut = Cut(Dimension.REGION, unknown=unknown, whole=self.sums)
        caption = _("Regions in %(name)s") % {"name": self.name}
        return drawing.table(cut, self.inner, caption=caption, language=self.language, link=page_of)

    @property
    def picture(self) -> SafeString:
        """The regions in it by number of projects; of the last level the region itself."""
        lines: Sequence[Line] = self.inner or [Line(self.code, self.name, self.sums)]
        return drawing.region_map(
            lines,
            measure=Measure.PROJECTS,
            title=_("Projects in %(name)s") % {"name": self.name},
            language=self.language,
            within=self.code,
            link=page_of if self.inner else lambda line: "",
        )

    @cached_property
    def latest(self) -> list[Publication]:
        return list(Publication.objects.filter(nuts__contains=[self.code]).for_cards()[:LATEST])

    @cached_property
    def calls(self) -> list[Call]:
        """Open calls of programmes whose area has a part of the region, or all of it."""
        around = [self.code[:length] for length in range(2, len(self.code) + 1)]
        covers = Q(programme_period__area__code__startswith=self.code) | Q(programme_period__area__in=around)
        keys = Call.objects.open().filter(covers).order_by().values("pk")
        found = Call.objects.open().filter(pk__in=keys).select_related("programme_period__programme")
        return list(found.order_by("closes_at", "pk")[:CALLS])

    @property
    def search(self) -> str:
        """The list of its projects."""
        return f"{FACETS.get(len(self.code), 'region')}={self.code}"


def page_of(line: Line) -> str:
    """The page of a region."""
    return reverse("catalogue:region", args=[line.key])


_SUMS = """
SELECT kept.key, kept.edition, programme.slug, programme.name::text, edition.period_id,
  sum(kept.projects)::bigint, sum(kept.paid)::bigint, sum(kept.eu_funding), sum(kept.budgeted)::bigint,
  sum(kept.total_budget), sum(kept.partners)::bigint, sum(kept.partners_paid)::bigint,
  sum(kept.partners_funding)
FROM publications_keptfigure kept
JOIN programmes_programmeperiod edition ON edition.code = kept.edition
JOIN programmes_programme programme ON programme.code = edition.programme_id
WHERE kept.dimension = 'region' AND (kept.key IN (%s, %s) OR length(kept.key) = %s AND kept.key ~ %s)
GROUP BY 1, 2, 3, 4, 5
"""
