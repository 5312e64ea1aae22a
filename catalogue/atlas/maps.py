"""A search as a map: which regions, which figure, in which order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalogue.atlas.looked import Looked
from publications import figures
from publications.figures import Cut, Dimension, drawing, naming
from publications.figures.drawing import Measure, Table
from publications.figures.naming import Line

AREA = re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}")
LEVELS = (0, 2, 3)


class Map(Looked):
    """A search by region: which regions, which figure, in which order."""

    page = "map"

    @cached_property
    def area(self) -> str:
        """The region that is looked into: a NUTS code, blank for all of Europe."""
        typed = str(self.params.get("area", "")).upper()
        return typed if AREA.fullmatch(typed) else ""

    @property
    def levels(self) -> list[int]:
        """The levels that lie in the region."""
        return [level for level in LEVELS if level + 2 > len(self.area)] or [3]

    @cached_property
    def level(self) -> int:
        asked = str(self.params.get("level", ""))
        return next((level for level in self.levels if str(level) == asked), self.levels[0])

    @cached_property
    def measure(self) -> Measure:
        asked = self.params.get("measure", "")
        return next((one for one in Measure if one == asked), Measure.PROJECTS)

    @cached_property
    def order(self) -> str:
        """The column that orders the table: a measure, or blank for names; a minus puts the last first."""
        asked = str(self.params.get("order", ""))
        known = ("", "-", *Measure, *(f"-{one}" for one in Measure))
        return asked if asked in known else ""

    def own(self) -> dict[str, object]:
        return {
            "area": self.area,
            "level": self.level if self.level != self.levels[0] else "",
            "measure": self.measure if self.measure is not Measure.PROJECTS else "",
            "order": self.order,
        }

    @cached_property
    def cut(self) -> Cut:
        return figures.by_region(self.query, within=self.area, level=self.level, edition=self.edition)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Of the regions shown and of those around them."""
        around = [self.area[:length] for length in range(2, len(self.area) + 1)]
        return naming.region_names([*self.cut.rows, *around], self.language)

    @cached_property
    def lines(self) -> list[Line]:
        """In the order of the table, which is that of the map's links too."""
        found = naming.regions(self.cut, self.names)
        if self.order in ("", "-"):
            return found[::-1] if self.order else found
        measure = Measure(self.order.lstrip("-"))
        values = [(drawing.value_of(line.sums, measure), line) for line in found]
        known = [pair for pair in values if pair[0] is not None]
        known.sort(key=lambda pair: pair[0] or 0, reverse=self.order.startswith("-"))
        return [line for _value, line in known] + [line for value, line in values if value is None]

    def deeper(self, line: Line) -> str:
        """Into a region; of the last level to its projects."""
        if len(line.key) >= 5:
            return self.projects_of(line)
        return self.changed(area=line.key, level="")

    @property
    def title(self) -> str:
        names = {"measure": drawing.name_of(self.measure), "place": self.place}
        return _("%(measure)s by region: %(place)s") % names

    @property
    def place(self) -> str:
        return self.names.get(self.area, self.area) if self.area else _("Europe")

    @property
    def picture(self) -> SafeString:
        return drawing.region_map(
            self.lines,
            measure=self.measure,
            title=self.title,
            language=self.language,
            within=self.area,
            link=self.deeper,
        )

    @property
    def table(self) -> Table:
        plain = drawing.table(
            self.cut,
            self.lines,
            caption=self.title,
            language=self.language,
            link=self.deeper,
            find=self.projects_of,
        )
        keys = ["", *drawing.measures_of(Dimension.REGION)]
        columns = [self._sorted(column, key) for column, key in zip(plain.columns, keys, strict=True)]
        return replace(plain, columns=columns)

    def _sorted(self, column: drawing.Column, key: str) -> drawing.Column:
        """A heading that orders by its column: figures the largest first, and the other way round again."""
        here = self.order.lstrip("-") == key
        falls = self.order.startswith("-")
        turned = (not falls) if here else bool(key)
        state = ("descending" if falls else "ascending") if here else ""
        return replace(
            column, sort=state, url=self.address("", None, **{**self.own(), "order": f"{'-' * turned}{key}"})
        )

    @property
    def measures(self) -> list[dict[str, Any]]:
        return [
            {
                "label": drawing.name_of(one),
                "url": self.changed(measure="" if one is Measure.PROJECTS else one),
                "is_here": one is self.measure,
            }
            for one in Measure
        ]

    @property
    def level_choices(self) -> list[dict[str, Any]]:
        names = {0: _("Countries"), 2: _("NUTS 2 regions"), 3: _("NUTS 3 regions")}
        return [
            {
                "label": names[level],
                "url": self.changed(level=level if level != self.levels[0] else ""),
                "is_here": level == self.level,
            }
            for level in self.levels
        ]

    @property
    def way(self) -> list[dict[str, Any]]:
        """From Europe down to the region."""
        steps = ["", *(self.area[:length] for length in (2, 4, 5) if length <= len(self.area))]
        if self.area and self.area not in steps:
            steps.append(self.area)
        return [
            {
                "label": self.names.get(code, code) if code else _("Europe"),
                "url": self.changed(area=code, level=""),
                "is_here": code == self.area,
            }
            for code in steps
        ]
