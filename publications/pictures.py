"""Charts and maps of a public record, the same on its page and on paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import charts, maps, page_bars
from core import money as amounts
from core.charts import Bar, Span

OF_PARTNERS = 8  # bars of the largest partners; the table has them all
WIDE = 80  # characters on a line of a chart that is as wide as a sheet


def money(
    total: Decimal | None,
    eu_funding: Decimal | None,
    is_approximate: bool,
    language: str,
    *,
    is_wide: bool = False,
) -> SafeString:
    """What Europe and the partners pay; only stated figures where the total is approximate or missing."""
    title = _("Money of the project")
    if total and eu_funding is not None and not is_approximate and eu_funding <= total:
        parts = [
            _bar(_("European money"), eu_funding, language),
            _bar(_("Partners and their co-financers"), total - eu_funding, language),
        ]
        characters = WIDE if is_wide else charts.CHARACTERS
        return charts.shares(parts, title=title, language=language, characters=characters)
    rows = []
    if total is not None:
        name = _("Total budget, about") if is_approximate else _("Total budget")
        rows.append(_bar(name, total, language, is_approximate))
    if eu_funding is not None:
        rows.append(_bar(_("European money"), eu_funding, language))
    return charts.bars(rows, title=title, language=language) if rows else SafeString("")


def of_partners(
    partners: Iterable[tuple[str, Decimal | None]],
    language: str,
    *,
    is_wide: bool = False,
    is_on_paper: bool = True,
) -> SafeString:
    """European money of the partners that get most, where amounts are published."""
    stated = sorted(((amount, name) for name, amount in partners if amount), reverse=True)
    if len(stated) < 2:
        return SafeString("")
    rows = [_bar(name, amount, language) for amount, name in stated[:OF_PARTNERS]]
    rest = [amount for amount, _name in stated[OF_PARTNERS:]]
    if rest:
        rows.append(
            _bar(_("%(number)d others together") % {"number": len(rest)}, sum(rest, Decimal(0)), language)
        )
    title = _("European money by partner")
    if not is_on_paper:
        return page_bars.draw(rows, title=title, language=language)
    characters = WIDE if is_wide else charts.CHARACTERS
    return charts.bars(rows, title=title, language=language, characters=characters)


def places(partners: Iterable[tuple[str, str]], *, is_on_paper: bool = True) -> SafeString:
    """The regions of the partners, given as NUTS code and role; empty when none is known."""
    marked: dict[str, str] = {}
    for code, role in partners:
        if code and marked.get(code) != maps.LEAD:
            marked[code] = maps.LEAD if role == "lead" else maps.PARTNER
    return maps.regions(marked, title=_("Regions of the partners"), is_on_paper=is_on_paper)


def recipients(regions: Iterable[str]) -> SafeString:
    """The regions of those who got money that was passed on: none of them leads the others."""
    return maps.area(regions, title=_("Regions of the recipients"), label=_("Recipients"))


def time(start: date | None, end: date | None, name: str, language: str, today: date) -> SafeString:
    """From the first to the last day; empty when one of them is not known."""
    if start is None or end is None or end < start:
        return SafeString("")
    shown = f"{date_format(start, 'DATE_FORMAT')} – {date_format(end, 'DATE_FORMAT')}"
    spans = [Span(name, start, end, shown)]
    return charts.timeline(spans, title=_("Project timeline"), language=language, today=today)


def _bar(label: str, amount: Decimal, language: str, is_approximate: bool = False) -> Bar:
    shown = amounts.about(amount, language) if is_approximate else amounts.eur(amount, language)
    return Bar(label, amount, shown)
