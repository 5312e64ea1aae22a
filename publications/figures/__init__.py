"""What the funded projects add up to: totals, sums by objective, year, kind of partner and region.

    figures.totals(query)                              one `Sums` of all that a search finds
    figures.cuts(query, [Dimension.YEAR, ...])         a `Cut` for each dimension, in one statement
    figures.by_region(query, within="BE", level=2)     a `Cut` by NUTS region
    figures.network(query)                             who works with whom
    naming.lines(cut, language)                        its rows with names and searches, for the following
    drawing.chart(cut, lines, ...), .region_map(lines, ...), .table(cut, lines, ...)     as SVG and as a table

`query` is that of `finding.query(request.GET)`; an empty one means all projects. Sums of all projects, or of
those of programmes and periods, are kept by the database (`kept`): one small statement, whatever the
number of records; others are added up once for each edition of the public data (`reckoned`).
A project with partners in two regions counts in both, so the rows of such a cut may add up to more
than the whole; nothing is ever split over partners.
"""

from publications.figures.network import Network, network
from publications.figures.reading import by_region, cuts, totals
from publications.figures.sums import Cut, Dimension, Sums, TooMany

__all__ = ["Cut", "Dimension", "Network", "Sums", "TooMany", "by_region", "cuts", "network", "totals"]
