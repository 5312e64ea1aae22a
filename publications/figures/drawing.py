"""Figures as SVG and as tables, for pages, embeds and documents; whatever a picture shows is in its table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import charts, money, page_bars, shaded
from core.charts import Bar
from publications.figures.naming import Line
from publications.figures.sums import Cut, Dimension, Sums

BARS = 15  # in one chart; the table has the rest
GROUPING = {"nl": ".", "fr": "\u202f", "en": ","}


class Measure(StrEnum):
    """What a map or chart shows. The words of the address are the values."""

    PROJECTS = "projects"
    PARTNERS = "partners"
    MONEY = "money"  # European money of the projects, each in full
    PARTNERS_MONEY = "partners-money"  # European money of the partners themselves

    @property
    def is_money(self) -> bool:
        return self in (Measure.MONEY, Measure.PARTNERS_MONEY)


@dataclass(frozen=True)
class Column:
    """A column of a table; `sort` is "ascending", "descending" or blank, `url` sorts by it."""

    label: str
    is_amount: bool = True
    sort: str = ""
    url: str = ""


@dataclass(frozen=True)
class Table:
    """A table as `components/figures_table.html` shows it. None in a cell is not published."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]
    foot: Sequence[Sequence[object]] = ()

    @property
    def body(self) -> list[list[tuple[object, Column]]]:
        """Each cell of the rows with its column."""
        return [list(zip(row, self.columns, strict=True)) for row in self.rows]


def number(value: int, language: str) -> str:
    """A whole number as a reader of `language` writes it."""
    return f"{value:,}".replace(",", GROUPING.get(language, ","))


def name_of(measure: Measure) -> str:
    """What a measure is called on a page."""
    return {
        Measure.PROJECTS: _("Projects"),
        Measure.PARTNERS: _("Partners"),
        Measure.MONEY: _("European money of the projects"),
        Measure.PARTNERS_MONEY: _("European money of the partners"),
    }[measure]


def value_of(sums: Sums, measure: Measure) -> Decimal | int | None:
    """The figure itself; None where no amount is published."""
    return {
        Measure.PROJECTS: sums.projects,
        Measure.PARTNERS: sums.partners,
        Measure.MONEY: sums.known_funding,
        Measure.PARTNERS_MONEY: sums.known_partners_funding,
    }[measure]


def largest_first(lines: Sequence[Line], measure: Measure) -> list[Line]:
    """Lines by a figure; those of which it is not published last."""
    return sorted(lines, key=lambda line: (-(value_of(line.sums, measure) or 0), line.label))


def shown(sums: Sums, measure: Measure, language: str) -> str:
    """The figure in words: "12 projects", "€1,234.00 (published for 3 of 5 partners)"."""
    value = value_of(sums, measure)
    if value is None:
        return _("not published")
    if measure is Measure.PROJECTS:
        text = ngettext("%(number)s project", "%(number)s projects", int(value))
    elif measure is Measure.PARTNERS:
        text = ngettext("%(number)s partner", "%(number)s partners", int(value))
    else:
        known = {"amount": money.eur(Decimal(value), language), "known": known_of(sums, measure, language)}
        return _("%(amount)s, %(known)s") % known
    return text % {"number": number(int(value), language)}


def known_of(sums: Sums, measure: Measure, language: str) -> str:
    """For how many of all the money is published."""
    is_partners = measure is Measure.PARTNERS_MONEY
    known, all_of = (sums.partners_paid, sums.partners) if is_partners else (sums.paid, sums.projects)
    figures = {"known": number(known, language), "all": number(all_of, language)}
    if is_partners:
        return (
            ngettext(
                "known for %(known)s of %(all)s partner", "known for %(known)s of %(all)s partners", all_of
            )
            % figures
        )
    return (
        ngettext("known for %(known)s of %(all)s project", "known for %(known)s of %(all)s projects", all_of)
        % figures
    )


def breaks(measure: Measure, language: str) -> Callable[[Decimal], str]:
    """How the classes of a map are written."""
    if measure.is_money:
        return lambda value: money.eur(value, language)
    return lambda value: number(int(value), language)


def region_map(
    lines: Sequence[Line],
    *,
    measure: Measure,
    title: str,
    language: str,
    within: str = "",
    link: Callable[[Line], str] = lambda line: "",
    is_printed: bool = False,
) -> SafeString:
    """A map of the regions in their order; empty when none has an outline.

    `link` gives each its address. On paper the title stands below the legend as well.
    """
    areas = [
        shaded.Area(
            line.key,
            line.label,
            value_of(line.sums, measure),
            shown(line.sums, measure, language),
            link(line),
        )
        for line in lines
    ]
    return shaded.shaded(
        areas,
        title=title,
        write=breaks(measure, language),
        within=within,
        about=title if is_printed else "",
        is_printed=is_printed,
    )


def chart(
    cut: Cut,
    lines: Sequence[Line],
    *,
    measure: Measure,
    title: str,
    language: str,
    is_printed: bool = False,
) -> SafeString:
    """Bars of the first lines that have a figure, and of what is not known; empty when there is nothing."""
    rows = [(line.label, line.sums) for line in lines if value_of(line.sums, measure)][:BARS]
    if value_of(cut.unknown, measure):
        rows.append((_("Not known"), cut.unknown))
    found = [
        Bar(label, Decimal(value_of(sums, measure) or 0), _short(sums, measure, language))
        for label, sums in rows
    ]
    draw = charts.bars if is_printed else page_bars.draw
    return draw(found, title=title, language=language) if found else SafeString("")


def _short(sums: Sums, measure: Measure, language: str) -> str:
    value = value_of(sums, measure) or 0
    return money.eur(Decimal(value), language) if measure.is_money else number(int(value), language)


def measures_of(dimension: Dimension) -> list[Measure]:
    """The figures that a table by this dimension has; money of partners where each partner has one row."""
    found = [Measure.PROJECTS, Measure.PARTNERS, Measure.MONEY]
    if dimension in (Dimension.REGION, Dimension.KIND):
        found.append(Measure.PARTNERS_MONEY)
    return found


def table(
    cut: Cut,
    lines: Sequence[Line],
    *,
    caption: str,
    language: str,
    link: Callable[[Line], str] = lambda line: "",
    find: Callable[[Line], str] = lambda line: "",
) -> Table:
    """All lines with their figures; then what is not known, and the whole in which each project counts once.

    `link` is the address of a line, `find` that of the list of its projects.
    """
    measures = measures_of(cut.dimension)

    def cells(sums: Sums) -> list[object]:
        return [_cell(sums, one, language) for one in measures]

    rows = [
        [_linked(line.label, link(line)), _found(line, find(line), language), *cells(line.sums)[1:]]
        for line in lines
    ]
    if not cut.unknown.is_nothing:
        rows.append([_("Not known"), *cells(cut.unknown)])
    columns = [Column(head_of(cut.dimension), is_amount=False), *(Column(name_of(one)) for one in measures)]
    return Table(caption, columns, rows, [[_("All, each counted once"), *cells(cut.whole)]])


def head_of(dimension: Dimension) -> str:
    """The heading of the first column."""
    return {
        Dimension.PROGRAMME: _("Programme"),
        Dimension.OBJECTIVE: _("Specific objective"),
        Dimension.THEME: _("Theme"),
        Dimension.YEAR: _("Year of the start"),
        Dimension.STATUS: _("Status"),
        Dimension.KIND: _("Kind of partner"),
        Dimension.REGION: _("Region"),
        Dimension.PAIR: _("Countries"),
    }[dimension]


def _cell(sums: Sums, measure: Measure, language: str) -> object:
    """None where an amount is not published; a project without known partners has some nevertheless."""
    value = value_of(sums, measure)
    if value is None:
        return _("none") if sums.is_nothing else None
    if measure is Measure.PARTNERS and not value and sums.projects:
        return format_html('<span class="not-known">{}</span>', _("not known"))
    if not measure.is_money:
        return number(int(value), language)
    return format_html(
        '{} <span class="known">{}</span>',
        money.eur(Decimal(value), language),
        known_of(sums, measure, language),
    )


def _linked(label: str, url: str) -> str:
    return format_html('<a href="{}">{}</a>', url, label) if url else label


def _found(line: Line, url: str, language: str) -> str:
    """The number of projects, as a link to their list that says whose they are."""
    count = number(line.sums.projects, language)
    if not url:
        return count
    told = ngettext("project: %(name)s", "projects: %(name)s", line.sums.projects)
    return format_html(
        '<a href="{}">{}<span class="visually-hidden"> {}</span></a>',
        *(url, count, told % {"name": line.label}),
    )
