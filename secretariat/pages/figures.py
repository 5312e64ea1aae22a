"""What the page of figures shows: sections, each a chart with its table, the same table to take along."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.figures import Count, Figures, IndicatorSum, Times
from core import charts, money, page_bars
from core.countries import country_name
from core.texts import Text
from partners.states import LegalStatus, OrganisationType
from programmes.models import SpecificObjective
from secretariat.filters.figures import FiguresFilter
from secretariat.pages.tables import Table

DRAWN = 15  # bars of one chart; the table has all rows


@dataclass(frozen=True)
class Section:
    """One table with its chart; `shown` are the rows as people read them."""

    key: str
    table: Table
    shown: Sequence[Sequence[str]]
    chart: SafeString
    is_cut: bool


def sections(figures: Figures, narrowed: FiguresFilter) -> list[Section]:
    """Everything that is counted, in the order of the page; empty ones left out."""
    objectives = {str(one.pk): str(one) for one in narrowed.objectives}
    calls = {str(call.pk): str(call.title) for call in narrowed.calls}
    types = {value: str(label) for value, label in OrganisationType.choices}
    statuses = {value: str(label) for value, label in LegalStatus.choices}
    plain = _("Proposals")
    partners = _("Partners")
    priorities = {str(one.priority_id): str(one.priority) for one in narrowed.objectives}
    made = [
        _counted(
            "priority", _("By priority"), plain, by_priority(figures, narrowed.objectives), priorities.get
        ),
        _counted("objective", _("By specific objective"), plain, figures.by_objective, objectives.get),
        _counted("call", _("By call"), plain, figures.by_call, calls.get),
        _counted("month", _("By month of submission"), plain, figures.by_month, str),
        _counted("country", _("Partners by country"), partners, figures.by_country, country_name),
        _counted("region", _("Partners by region"), partners, figures.by_region, str),
        _counted("type", _("Partners by kind of organisation"), partners, figures.by_type, types.get),
        _counted("status", _("Partners by legal status"), partners, figures.by_status, statuses.get),
        _timed(figures.times),
        _aimed(figures.indicators),
    ]
    return [section for section in made if section.table.rows]


def by_priority(figures: Figures, objectives: Sequence[SpecificObjective]) -> list[Count]:
    """The counts of objectives added up by priority, in the order of the programme; "" is no objective."""
    of = {str(one.pk): str(one.priority_id) for one in objectives}
    found = {priority: Count(priority) for priority in of.values()}
    for count in figures.by_objective:
        name = of.get(count.name, "")
        found[name] = found.get(name, Count(name)).plus(count, name)
    return [count for count in found.values() if count.submitted]


def headline(figures: Figures) -> list[tuple[str, str]]:
    """The figures above all others, with their names."""
    total = figures.total
    return [
        (_("Submitted"), str(total.submitted)),
        (_("Eligible"), str(total.eligible)),
        (_("Decided"), str(total.decided)),
        (_("Approved"), str(total.granted)),
        (_("Approved, out of those decided"), _percent(total.success)),
        (_("EU money asked for"), _eur(total.asked)),
        (_("EU money granted"), _eur(total.granted_money)),
        (_("Drafts in progress"), str(figures.drafts)),
        (_("Open conditions"), str(figures.open_conditions)),
        (_("Conditions past their date"), str(figures.overdue_conditions)),
    ]


def _counted(
    key: str, title: str, unit: str, counts: Sequence[Count], naming: Callable[[str], str | None]
) -> Section:
    names = [(naming(count.name) if count.name else None) or _("not known") for count in counts]
    head = (
        *(title, unit, _("Eligible"), _("Decided"), _("Approved"), _("Approved, in %")),
        *(_("EU money asked for"), _("EU money granted")),
    )
    rows: list[list[Any]] = [
        [
            name,
            count.submitted,
            count.eligible,
            count.decided,
            count.granted,
            count.success,
            count.asked,
            count.granted_money,
        ]
        for name, count in zip(names, counts, strict=True)
    ]
    shown = [
        [str(row[0]), *(str(value) for value in row[1:5]), _percent(row[5]), _eur(row[6]), _eur(row[7])]
        for row in rows
    ]
    bars = [
        charts.Bar(name, Decimal(count.submitted), f"{count.submitted} · {_eur(count.asked)}")
        for name, count in zip(names, counts, strict=True)
    ]
    return _section(key, Table(title, head, rows), shown, bars)


def _timed(times: Sequence[Times]) -> Section:
    title = _("Days that a phase takes")
    phases: Mapping[str, str] = {
        "eligibility": _("From submission to the decision on eligibility"),
        "decision": _("From eligibility to the decision"),
        "whole": _("From submission to the decision"),
    }
    head = (title, _("Proposals"), _("Mean"), _("Median"), _("Longest"))
    known = [one for one in times if one.number]
    rows = [[phases[one.phase], one.number, one.mean, one.median, one.longest] for one in known]
    shown = [["" if value is None else str(value) for value in row] for row in rows]
    bars = [
        charts.Bar(phases[one.phase], one.median or Decimal(0), _("%(days)s days") % {"days": one.median})
        for one in known
    ]
    return _section("times", Table(title, head, rows), shown, bars)


def _aimed(indicators: Sequence[IndicatorSum]) -> Section:
    title = _("Indicators against the programme’s targets")
    head = (title, _("Unit"), _("Asked"), _("Approved"), _("Target"), _("Approved, as % of the target"))
    rows: list[list[Any]] = []
    bars = []
    for one in indicators:
        name = f"{one.identifier} {Text(one.name).best().text}"
        rows.append([name, Text(one.unit).best().text, one.asked, one.granted, one.target, one.covered])
        bars.append(charts.Bar(name, min(one.covered or Decimal(0), Decimal(100)), _percent(one.covered)))
    shown = [
        [*row[:2], *("" if value is None else f"{value:f}" for value in row[2:5]), _percent(row[5])]
        for row in rows
    ]
    return _section("indicators", Table(title, head, rows), shown, bars)


def _section(key: str, table: Table, shown: Sequence[Sequence[str]], drawn: Sequence[charts.Bar]) -> Section:
    chart = page_bars.draw(drawn[:DRAWN], title=table.title, language=_language())
    return Section(key, table, shown, chart, len(drawn) > DRAWN)


def _language() -> str:
    return (get_language() or "en")[:2]


def _eur(amount: Decimal) -> str:
    return money.about(amount, _language())


def _percent(rate: Decimal | None) -> str:
    return "–" if rate is None else money.percent(rate, _language())
