"""A partner's money and the project's, as tables whose figures explain themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core import money, stencils
from projects.budget import CATEGORIES, Step, co_finance
from projects.content.money import CATEGORY_LABELS
from projects.dossier import Dossier, Partner

CATEGORY_NAMES: dict[str, str | Promise] = {**CATEGORY_LABELS, "total": gettext_lazy("Total")}
WAYS: dict[str, str | Promise] = {
    "entered": gettext_lazy("As entered: %(amount)s."),
    "not_counted": gettext_lazy(
        "%(amount)s was entered, but does not count: a flat rate stands in its place."
    ),
    "staff_on_direct": gettext_lazy(
        "%(rate)s of the other direct costs (travel, external expertise, equipment and infrastructure: "
        "%(base)s), cut to the cent: %(amount)s."
    ),
    "travel_on_staff": gettext_lazy("%(rate)s of the staff costs (%(base)s), cut to the cent: %(amount)s."),
    "office_on_staff": gettext_lazy("%(rate)s of the staff costs (%(base)s), cut to the cent: %(amount)s."),
    "office_on_direct": gettext_lazy("%(rate)s of the direct costs (%(base)s), cut to the cent: %(amount)s."),
    "other_on_staff": gettext_lazy("%(rate)s of the staff costs (%(base)s), cut to the cent: %(amount)s."),
    "fund": gettext_lazy("%(rate)s of the total (%(base)s), cut to the cent: %(amount)s."),
    "partner_share": gettext_lazy(
        "The total (%(base)s) less what the funds pay: %(amount)s. It holds the cents that cutting left over."
    ),
    "total": gettext_lazy("The sum of the lines above: %(amount)s."),
}


@dataclass(frozen=True)
class Figure:
    """An amount with the sentences that say how it came about."""

    key: str
    label: str
    amount: Decimal
    ways: tuple[str, ...]

    @property
    def drawn(self) -> SafeString:
        """As HTML."""
        ways = SafeString("".join(f"<p>{escape(way)}</p>" for way in self.ways))
        amount = money.eur(self.amount, get_language() or "en")
        fills = {"key": self.key, "label": self.label, "amount": amount, "ways": ways}
        return stencils.draw("apply/parts/figure.html", {"is_explained": bool(self.ways)}, fills)


@dataclass(frozen=True)
class PartnerMoney:
    """One partner's costs, who pays them, and what is still to be covered."""

    partner: Partner
    costs: tuple[Figure, ...]
    paid: tuple[Figure, ...]
    contributed: Decimal
    gap: Decimal


def sentence(step: Step) -> str:
    """How a figure came about, in words."""
    language = get_language() or "en"
    known = {
        "amount": money.eur(step.amount, language),
        "base": money.eur(step.base, language) if step.base is not None else "",
        "rate": money.percent(step.rate, language) if step.rate is not None else "",
    }
    return str(WAYS[step.label_key]) % known


def _is_explained(steps: Iterable[Step], name: str) -> bool:
    """Whether a category needs its line although it may be zero: a flat rate made it so."""
    return any(step.figure == name and step.label_key != "entered" for step in steps)


def partner_money(dossier: Dossier, partner: Partner) -> PartnerMoney:
    """The figures of one partner; `gap` is the partner share less the contributions."""
    budget = partner.budget
    ways: dict[str, list[str]] = {}
    for step in budget.steps:
        ways.setdefault(step.figure, []).append(sentence(step))
    costs = tuple(
        Figure(name, str(CATEGORY_NAMES[name]), budget.category(name), tuple(ways.get(name, ())))
        for name in (*CATEGORIES, "total")
        if budget.category(name) or name in ("staff", "total") or _is_explained(budget.steps, name)
    )
    financed = co_finance(budget.total, {row.fund: row.rate for row in partner.co_financing})
    paid = tuple(
        Figure(step.figure, _payer(dossier, step.figure), step.amount, (sentence(step),))
        for step in financed.steps
    )
    gap = partner.partner_share - partner.contributed
    return PartnerMoney(partner, costs, paid, partner.contributed, gap)


def _payer(dossier: Dossier, figure: str) -> str:
    fund = dossier.call.fund(figure)
    return _("Partner's share") if fund is None else str(fund.name)
