"""A search as a network: which organisations and which countries work together."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalogue.atlas.looked import Looked
from core.arcs import arcs
from core.countries import country_name
from core.texts import colon
from publications import figures
from publications.figures import Cut, Dimension, Network, drawing
from publications.figures.drawing import Column, Table
from publications.figures.network import Member

DRAWN = 20  # pairs in the picture; the table has all that were looked for
COUNTRIES = 16  # in the table of countries: those with most projects


class Together(Looked):
    """Who works with whom in the projects that a search finds."""

    page = "network"

    @cached_property
    def network(self) -> Network:
        return figures.network(self.query, edition=self.edition)

    @cached_property
    def cuts(self) -> Mapping[Dimension | None, Cut]:
        return figures.cuts(self.query, [Dimension.PAIR, Dimension.REGION], edition=self.edition)

    @property
    def picture(self) -> SafeString:
        pairs = self.network.pairs[:DRAWN]
        found = {member.key: member for pair in pairs for member in (pair.one, pair.other)}
        members = sorted(found.values(), key=lambda member: (member.country, -member.projects, member.name))
        places = {member.key: place for place, member in enumerate(members)}
        joined = [(places[pair.one.key], places[pair.other.key], pair.projects) for pair in pairs]
        told = (f"{pair.one.name} – {pair.other.name}{colon()} {pair.projects}" for pair in pairs)
        return arcs(
            [self._placed(member) for member in members],
            joined,
            title=_("Organisations that share most projects"),
            summary="; ".join(told),
            language=self.language,
        )

    def _placed(self, member: Member) -> str:
        return f"{member.name} ({member.country})" if member.country else member.name

    @property
    def table(self) -> Table:
        rows = [
            [self._linked(pair.one), self._linked(pair.other), drawing.number(pair.projects, self.language)]
            for pair in self.network.pairs
        ]
        columns = [
            Column(_("Organisation"), is_amount=False),
            Column(_("Works with"), is_amount=False),
            Column(_("Projects of both")),
        ]
        return Table(_("Organisations that share most projects"), columns, rows)

    def _linked(self, member: Member) -> str:
        url = reverse("catalogue:organisation", args=[member.slug])
        return format_html('<a href="{}">{}</a>', url, self._placed(member))

    @property
    def countries(self) -> Table | None:
        """How many projects have partners in both countries; beside itself a country has all its projects."""
        own, pairs = self.cuts[Dimension.REGION].rows, self.cuts[Dimension.PAIR].rows
        if not pairs:
            return None
        codes = sorted(own, key=lambda code: (-own[code].projects, code))[:COUNTRIES]
        rows = []
        for one in codes:
            cells: list[object] = []
            for other in codes:
                key = "-".join(sorted((one, other)))
                sums = own[one] if one == other else pairs.get(key)
                cells.append(drawing.number(sums.projects, self.language) if sums else "0")
            rows.append([country_name(one, self.language), *cells])
        columns = [
            Column(_("Country"), is_amount=False),
            *(Column(country_name(one, self.language)) for one in codes),
        ]
        return Table(_("Projects with partners in both countries"), columns, rows)
