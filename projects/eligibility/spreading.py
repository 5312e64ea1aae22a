"""Checks of how a budget is written: rows complete, spread over periods, lump sums taken whole."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from projects.budget import DIRECT, ENTERED, Item, replaced
from projects.dossier import Dossier, Partner, periods_of
from projects.eligibility.check import Check, eur, failed, for_all, passed
from projects.form import FIELDS

Problem = tuple[str, str]


def checks(dossier: Dossier) -> Iterator[Check]:
    """What the call's form of budget asks for; nothing where one amount stands for each category."""
    partners, terms = dossier.partners, dossier.call.terms
    problems = [problem for row in partners for problem in _refused(dossier, row)]
    if problems or not set(DIRECT) <= set(terms.categories):
        yield from for_all("categories", _("Cost categories of the call"), partners, problems)
    problems = [problem for row in partners for problem in _unfit(dossier, row)]
    if problems:
        yield from for_all("form", _("Form of the budget"), partners, problems)
    if terms.form == "items":
        rows = [(row, item) for row in partners for item in row.items]
        problems = [
            problem for row, item in rows for problem in (*_item(row, item), *_texts(dossier, row, item))
        ]
        yield from for_all("items", _("Rows of the budget"), partners, problems)
    if terms.form != "totals" and terms.period_months is not None:
        numbers = {period.number for period in periods_of(dossier)}
        problems = [problem for row in partners for problem in _spread(dossier, row, numbers)]
        yield from for_all("spread", _("Costs spread over periods"), partners, problems)
    yield from _lump_sums(dossier)


def _refused(dossier: Dossier, partner: Partner) -> Iterator[Problem]:
    """Real costs only where the call takes them; what a flat rate replaces does not count."""
    terms = dossier.call.terms
    for name in ENTERED:
        if name in terms.categories or name in replaced(partner.rates):
            continue
        lines = [line for line in partner.lines if line.category == name and line.amount]
        items = [item for item in partner.items if item.category == name and not item.priced_by]
        said = {"partner": partner.abbreviation, "category": FIELDS[f"budget.{name}"].label}
        advice = _("%(partner)s: this call takes no real costs under “%(category)s”. Take them away.") % said
        if lines:
            end = "" if lines[0].period is None else f".{lines[0].period}"
            yield advice, f"budget.{partner.uid}.{name}{end}"
        elif any(item.amount for item in items):
            yield advice, f"cost.{items[0].uid}.units"


def _unfit(dossier: Dossier, partner: Partner) -> Iterator[Problem]:
    """Amounts where the call does not ask for them: brought along from another call."""
    for line in partner.lines:
        if not line.amount or dossier.call.terms.takes(line):
            continue
        if dossier.call.terms.form == "periods":
            continue  # has no period yet: said with the periods
        said = {"partner": partner.abbreviation, "amount": eur(line.amount)}
        advice = _(
            "%(partner)s: %(amount)s is not entered as this call asks. Enter it anew and clear it there."
        )
        end = "" if line.period is None else f".{line.period}"
        yield advice % said, f"budget.{partner.uid}.{line.category}{end}"


def _item(partner: Partner, item: Item) -> Iterator[Problem]:
    """Each row has its number of units and its price, or the unit cost that fixes it."""
    said = {"partner": partner.abbreviation}
    if item.category == "unit_costs" and not item.priced_by:
        advice = _("%(partner)s: choose the unit cost of this row, or remove the row.")
        yield advice % said, f"cost.{item.uid}.unit_cost"
    elif not item.units:
        yield _("%(partner)s: say how many units this row has.") % said, f"cost.{item.uid}.units"
    elif not item.price and item.own_unit_cost is None:
        yield _("%(partner)s: give the price of a unit in this row.") % said, f"cost.{item.uid}.price"


def _texts(dossier: Dossier, partner: Partner, item: Item) -> Iterator[Problem]:
    """What a row of real costs says of itself, as far as the call asks for it."""
    if item.priced_by or item.category == "unit_costs":
        return
    asked = [
        name for name in ("description", "unit_type") if dossier.call.fields.get(f"cost.{name}") == "required"
    ]
    for name in asked:
        field, given = FIELDS[f"cost.{name}"], dossier.answers.get(f"cost.{item.uid}.{name}", {})
        for code in dossier.call.languages if field.multilingual else ("",):
            if not given.get(code, "").strip():
                said = {"partner": partner.abbreviation, "field": field.label}
                end = f".{code}" if code else ""
                advice = _("%(partner)s: a row of the budget lacks “%(field)s”. Fill it in.")
                yield advice % said, f"cost.{item.uid}.{name}{end}"


def _spread(dossier: Dossier, partner: Partner, numbers: set[int]) -> Iterator[Problem]:
    """The periods of each row make up its amount, in periods that the project has."""
    said = {"partner": partner.abbreviation}
    for line in partner.lines if dossier.call.terms.form == "periods" else ():
        if line.amount and line.period is None:
            advice = _("%(partner)s: %(amount)s under “%(category)s” has no period yet. Spread it.")
        elif line.amount and line.period not in numbers:
            advice = _("%(partner)s: %(amount)s under “%(category)s” is in a period that is no longer there.")
        else:
            continue
        category = FIELDS[f"budget.{line.category}"].label
        end = "" if line.period is None else f".{line.period}"
        where = f"budget.{partner.uid}.{line.category}{end}"
        yield advice % {**said, "amount": eur(line.amount), "category": category}, where
    for item in partner.items:
        if item.gap:
            advice = _("%(partner)s: the periods of this row come to %(spread)s instead of %(amount)s.")
            figures = {"spread": eur(item.spread), "amount": eur(item.amount)}
            yield advice % {**said, **figures}, f"cost.{item.uid}.units"


def _lump_sums(dossier: Dossier) -> Iterator[Check]:
    """Each lump sum has a period, and the partners' parts make up its amount."""
    title = _("Lump sums")
    numbers = {period.number for period in periods_of(dossier)} | {0, 255}
    problems: list[Problem] = []
    for use in dossier.lump_sums:
        said = {"name": str(use.name), "gap": eur(abs(use.gap))}
        if use.period is None or (dossier.call.terms.period_months and use.period not in numbers):
            problems.append((_("Choose the period of “%(name)s”.") % said, f"lump_sum.{use.uid}.period"))
        if use.gap:
            advice = (
                _("%(gap)s of “%(name)s” is not taken by a partner yet.")
                if use.gap > 0
                else _("The partners take %(gap)s more than “%(name)s” pays.")
            )
            problems.append((advice % said, _first_share(dossier, use.uid)))
        elif not use.is_splittable and sum(1 for part in use.shares if part.amount) > 1:
            advice = _("“%(name)s” goes to one partner whole. Clear the amounts of the others.")
            problems.append((advice % said, _first_share(dossier, use.uid)))
    yield from (failed("lump_sums", title, reason, where) for reason, where in problems)
    if dossier.lump_sums and not problems:
        yield passed("lump_sums", title, _("Each is taken whole and has its period."), "lump_sums")


def _first_share(dossier: Dossier, use: object) -> str:
    first = next((str(partner.uid) for partner in dossier.partners), "")
    return f"lump_sum.{use}.share.{first}" if first else "lump_sums"
