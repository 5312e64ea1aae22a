"""A partner's money and the project's, as tables whose figures explain themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core import money, stencils
from projects.budget import CATEGORIES, Step
from projects.content.money import CATEGORY_LABELS, part_name
from projects.dossier import Dossier, Financing, Partner, parts_of

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
# Of a part that is financed apart.
WAYS_APART: dict[str, str | Promise] = {
    "fund": gettext_lazy("%(rate)s of %(base)s, cut to the cent: %(amount)s."),
    "partner_share": gettext_lazy(
        "%(base)s less what the funds pay of it: %(amount)s. It holds the cents that cutting left over."
    ),
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
class Paid:
    """Who pays a part of the costs, and what is still to be covered; no `name` where there is one part."""

    name: str
    financing: Financing
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class PartnerMoney:
    """One partner's costs, and who pays them, part by part."""

    partner: Partner
    costs: tuple[Figure, ...]
    parts: tuple[Paid, ...]

    @property
    def paid(self) -> tuple[Figure, ...]:
        """The figures of all parts."""
        return tuple(figure for part in self.parts for figure in part.figures)


def sentence(step: Step, ways: Mapping[str, str | Promise] = WAYS) -> str:
    """How a figure came about, in words."""
    language = get_language() or "en"
    known = {
        "amount": money.eur(step.amount, language),
        "base": money.eur(step.base, language) if step.base is not None else "",
        "rate": money.percent(step.rate, language) if step.rate is not None else "",
    }
    return str(ways[step.label_key]) % known


def _is_explained(steps: Iterable[Step], name: str) -> bool:
    """Whether a category needs its line although it may be zero: a flat rate made it so."""
    return any(step.figure == name and step.label_key != "entered" for step in steps)


def partner_money(dossier: Dossier, partner: Partner) -> PartnerMoney:
    """The figures of one partner."""
    budget = partner.budget
    ways: dict[str, list[str]] = {}
    for step in budget.steps:
        ways.setdefault(step.figure, []).append(sentence(step))
    costs = tuple(
        Figure(name, str(CATEGORY_NAMES[name]), budget.category(name), tuple(ways.get(name, ())))
        for name in (*CATEGORIES, "total")
        if budget.category(name) or name in ("staff", "total") or _is_explained(budget.steps, name)
    )
    parts = parts_of(dossier.call, partner)
    if len(parts) == 1:
        return PartnerMoney(partner, costs, (Paid("", parts[0], tuple(_whole(dossier, parts[0]))),))
    apart = (Paid(part_name(part.part), part, tuple(_apart(dossier, partner, part))) for part in parts)
    return PartnerMoney(partner, costs, tuple(apart))


def _whole(dossier: Dossier, part: Financing) -> Iterator[Figure]:
    for step in part.paid.steps:
        yield Figure(step.figure, _payer(dossier, step.figure), step.amount, (sentence(step),))


def _apart(dossier: Dossier, partner: Partner, part: Financing) -> Iterator[Figure]:
    """What the part costs, then who pays it."""
    key, language = part.part or "management", get_language() or "en"
    if part.part:
        way = str(WAYS["entered"]) % {"amount": money.eur(part.base, language)}
    else:
        way = _("The total (%(total)s) less the money for small projects (%(small)s).") % {
            "total": money.eur(partner.budget.total, language),
            "small": money.eur(partner.budget.small_projects, language),
        }
    yield Figure(f"{key}-base", _("Eligible costs"), part.base, (way,))
    for step in part.paid.steps:
        ways = (sentence(step, WAYS_APART),)
        yield Figure(f"{key}-{step.figure}", _payer(dossier, step.figure), step.amount, ways)


def _payer(dossier: Dossier, figure: str) -> str:
    fund = dossier.call.fund(figure)
    return _("Partner's share") if fund is None else str(fund.name)
