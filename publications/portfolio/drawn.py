"""What the opening of a portfolio shows of its data: figures, charts, maps and tables, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from textwrap import shorten
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import maps
from core.countries import country_name
from core.texts import Text
from partners.states import OrganisationType
from publications import pictures
from publications.figures import Cut, Dimension, drawing
from publications.figures.drawing import Column, Measure, Table
from publications.figures.naming import Line
from publications.portfolio import summed
from publications.portfolio.facts import name_of

CHART_FROM = 2  # lines; of one a chart says nothing
BARS, LABEL = 8, 60  # of a chart, and characters of its labels: the table has all of both
# What a document of this kind says in its title is no heading of its figures.
SAID = {
    Dimension.PROGRAMME: frozenset({"edition", "priority", "objective", "call"}),
    Dimension.OBJECTIVE: frozenset({"objective"}),
}


def opening(data: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The context of the opening: what it is about, its figures, its pictures with their tables."""
    about = data["about"]
    return {
        "about": about,
        "label": label_of(about["kind"]),
        "name": name_of(about, language),
        "title": Text(about["name"]) or Text({language: name_of(about, language)}),
        "above": [Text(text) for text in about["above"]],
        "sums": summed.sums(data["sums"]),
        "parts": [part for cut in data["cuts"] if (part := _part(cut, about["kind"], language))],
        "place": place(data["regions"], name_of(about, language), language),
        "number": len(data["projects"]),
        "is_demo": any(one.get("demo") for one in data["projects"]),
        "own": _own(data["own"], language) if data.get("own") else None,
        "organisation": _organisation(about.get("organisation"), language),
        "call": _call(about["call"]) if about.get("call") else None,
        "data_date": datetime.fromisoformat(data["data_date"]),
    }


def label_of(kind: str) -> str:
    """What the document is."""
    return {
        "programme": _("Projects of a programme"),
        "edition": _("Projects of a programme in one period"),
        "priority": _("Projects of a priority"),
        "objective": _("Projects of a specific objective"),
        "theme": _("Projects of a theme"),
        "region": _("Projects of a region"),
        "organisation": _("Projects of a partner organisation"),
        "call": _("Result of a call"),
        "search": _("A selection of projects"),
    }[kind]


def titles() -> Mapping[Dimension, str]:
    """The headings of the figures, as on their page."""
    return {
        Dimension.PROGRAMME: _("By programme"),
        Dimension.OBJECTIVE: _("By specific objective"),
        Dimension.YEAR: _("By start year"),
        Dimension.REGION: _("By country of the partners"),
        Dimension.KIND: _("By kind of partner"),
    }


def _part(said: Mapping[str, Any], kind: str, language: str) -> dict[str, Any] | None:
    """A cut with charts and table; None where nothing is known of it, or its one line is the title."""
    cut, lines = summed.cut(said)
    is_title = len(lines) == 1 and cut.unknown.is_nothing and kind in SAID.get(cut.dimension, ())
    if not lines or is_title:
        return None
    title = titles()[cut.dimension]
    charts = [_chart(cut, lines, measure, title, language) for measure in (Measure.PROJECTS, Measure.MONEY)]
    return {
        "key": cut.dimension.value,
        "title": title,
        "charts": [chart for chart in charts if chart],
        "is_cut": len(lines) > BARS and cut.dimension is not Dimension.YEAR,
        "table": _table(cut, lines, title, language),
        "counts_several_times": cut.dimension.counts_several_times,
    }


def _table(cut: Cut, lines: list[Line], title: str, language: str) -> Table:
    """The table of a cut; the regions of the opening are countries, those of the map have their own table."""
    made = drawing.table(cut, lines, caption=title, language=language)
    if cut.dimension is not Dimension.REGION:
        return made
    return replace(made, columns=[Column(_("Country"), is_amount=False), *made.columns[1:]])


def _chart(cut: Cut, lines: list[Line], measure: Measure, title: str, language: str) -> SafeString:
    """Bars of the largest, or of the years in their order; empty where there are too few to compare."""
    if sum(bool(drawing.value_of(line.sums, measure)) for line in lines) < CHART_FROM:
        return SafeString("")
    is_in_time = cut.dimension is Dimension.YEAR
    ordered = lines[-drawing.BARS :] if is_in_time else drawing.largest_first(lines, measure)[:BARS]
    shown = [replace(line, label=_short(line.label)) for line in ordered]
    name = _("%(measure)s: %(cut)s") % {"measure": drawing.name_of(measure), "cut": title}
    return drawing.chart(cut, shown, measure=measure, title=name, language=language, is_printed=True)


def _short(label: str) -> str:
    """A label cut behind a word."""
    cut = shorten(label, LABEL, placeholder=" …")
    return cut if len(cut) > LABEL // 2 or len(label) <= LABEL else f"{label[:LABEL]}…"


def place(said: Mapping[str, Any], name: str, language: str) -> dict[str, Any]:
    """The map of the regions and the table behind it; of the smallest region the map alone."""
    cut, lines = summed.cut(said)
    title = _("Projects by region: %(place)s") % {"place": name[:120]}
    shown = lines or ([Line(said["within"], name, cut.whole)] if said["within"] else [])
    picture = drawing.region_map(
        shown,
        measure=Measure.PROJECTS,
        title=title,
        language=language,
        within=said["within"],
        is_printed=True,
    )
    table = drawing.table(cut, lines, caption=title, language=language) if lines else None
    return {"picture": picture, "table": table}


def _own(own: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The part of an organisation itself: sums in their three states, where, with whom."""
    marked = [(one["region"], maps.LEAD if one["is_lead"] else maps.PARTNER) for one in own["places"]]
    return {
        **own,
        "budget": _sum(own["budget"]),
        "eu": _sum(own["eu"]),
        "map": pictures.places(marked),
        "places": _places(own["places"], language),
        "companions": _companions(own["companions"], language),
    }


def _sum(said: list[Any]) -> dict[str, Any]:
    amount, published = said
    return {"amount": None if amount is None else Decimal(amount), "published": published}


def _places(places: list[dict[str, Any]], language: str) -> Table | None:
    rows = [
        [
            ", ".join(part for part in (one["city"], one["region_name"]) if part) or _("Not known"),
            country_name(one["country"], language) if one["country"] else "",
            drawing.number(one["number"], language),
        ]
        for one in places
    ]
    columns = [
        Column(_("Place"), is_amount=False),
        Column(_("Country"), is_amount=False),
        Column(_("Projects")),
    ]
    return Table(_("Where it takes part from"), columns, rows) if rows else None


def _companions(companions: list[dict[str, Any]], language: str) -> Table | None:
    rows = [
        [
            one["name"],
            country_name(one["country"], language) if one["country"] else "",
            drawing.number(one["number"], language),
        ]
        for one in companions
    ]
    columns = [
        Column(_("Organisation"), is_amount=False),
        Column(_("Country"), is_amount=False),
        Column(_("Projects of both")),
    ]
    return Table(_("Organisations in most of the same projects"), columns, rows) if rows else None


def _organisation(said: Mapping[str, str] | None, language: str) -> dict[str, str]:
    if not said:
        return {}
    kind = said["kind"]
    return {
        "kind": str(OrganisationType(kind).label) if kind in OrganisationType.values else "",
        "country": country_name(said["country"], language) if said["country"] else "",
        "city": said["city"],
    }


def _call(said: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a call, its moments in the zone of its programme."""
    return {
        "opens": _moment(said["opens"], said["zone"]),
        "closes": _moment(said["closes"], said["zone"]),
        "money": Decimal(said["money"]),
        "is_demo": said["is_demo"],
    }


def _moment(iso: str, zone: str) -> str:
    local = datetime.fromisoformat(iso).astimezone(ZoneInfo(zone))
    return f"{date_format(local, 'DATE_FORMAT')}, {local:%H:%M} {local.tzname()}"
