"""A search in figures: a chart and a table for each way of cutting it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from catalogue.atlas.looked import Looked
from publications import figures
from publications.figures import Cut, Dimension, drawing, naming
from publications.figures.drawing import Measure

PARTS = (Dimension.PROGRAMME, Dimension.OBJECTIVE, Dimension.YEAR, Dimension.REGION, Dimension.KIND)


class Figures(Looked):
    """A search in figures: a chart and a table for each way of cutting it."""

    page = "figures"

    @cached_property
    def cuts(self) -> Mapping[Dimension | None, Cut]:
        return figures.cuts(self.query, PARTS, edition=self.edition)

    @property
    def whole(self) -> figures.Sums:
        return self.cuts[None].whole

    @property
    def made_at(self) -> Any:
        return self.cuts[None].made_at

    @property
    def parts(self) -> list[dict[str, Any]]:
        """For each dimension: heading, charts, table, and whether a project can count several times."""
        titles = {
            Dimension.PROGRAMME: _("By programme"),
            Dimension.OBJECTIVE: _("By specific objective"),
            Dimension.YEAR: _("By start year"),
            Dimension.REGION: _("By country of the partners"),
            Dimension.KIND: _("By kind of partner"),
        }
        names = naming.read_names(self.cuts[one] for one in PARTS)
        return [self._part(self.cuts[one], titles[one], names) for one in PARTS]

    def _part(self, cut: Cut, title: str, names: naming.Names) -> dict[str, Any]:
        lines = naming.lines(cut, self.language, names)
        charts = []
        for measure in (Measure.PROJECTS, Measure.MONEY):
            is_in_time = cut.dimension is Dimension.YEAR
            ordered = lines if is_in_time else drawing.largest_first(lines, measure)
            name = _("%(measure)s: %(cut)s") % {"measure": drawing.name_of(measure), "cut": title}
            picture = drawing.chart(cut, ordered, measure=measure, title=name, language=self.language)
            charts.append({"name": drawing.name_of(measure), "picture": picture})
        table = drawing.table(cut, lines, caption=title, language=self.language, find=self.projects_of)
        return {
            "key": cut.dimension.value,
            "title": title,
            "charts": [chart for chart in charts if chart["picture"]],
            "table": table,
            "lines": lines,
            "counts_several_times": cut.dimension.counts_several_times,
        }
