"""What each partner declares of its size, judged by its figures: why it is an SME, or why it is not."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.sizes import SME, SMES, size_by
from partners.states import SizeClass
from projects.dossier import Dossier, Partner
from projects.eligibility.check import eur

FIGURES = ("sme_staff", "sme_turnover", "sme_balance")
INDEPENDENT, DIFFICULTY = "sme_independent", "in_difficulty"


@dataclass(frozen=True)
class Declared:
    """A partner as its declaration makes it. `where` is the key of the field to mend."""

    partner: Partner
    size: SizeClass
    is_sme: bool
    reason: str
    where: str


def declared(dossier: Dossier, partner: Partner) -> Declared:
    """What the figures say. Whoever belongs to others is no SME by its own figures alone."""
    staff, turnover, balance = (_number(dossier, partner, name) for name in FIGURES)
    size = size_by(None if staff is None else int(staff), turnover, balance)
    said = dossier.plain(_key(partner, INDEPENDENT))
    if size == SizeClass.UNKNOWN:
        missing = next(
            (name for name, value in zip(FIGURES, (staff, turnover, balance), strict=True) if value is None),
            FIGURES[0],
        )
        text = _("%(partner)s has not given the figures that tell whether it is an SME.")
        return _as(partner, size, False, text % _named(partner), missing)
    if size not in SMES:
        return _as(partner, size, False, _too_large(partner, staff, turnover, balance), FIGURES[0])
    if said != "yes":
        text = (
            _("%(partner)s is not independent, so its own figures do not make it an SME.")
            if said == "no"
            else _("%(partner)s does not say yet whether it is independent.")
        )
        return _as(partner, size, False, text % _named(partner), INDEPENDENT)
    text = _("%(partner)s is an SME: %(figures)s.")
    return _as(partner, size, True, text % _figures(partner, staff, turnover, balance), FIGURES[0])


def in_difficulty(dossier: Dossier, partner: Partner) -> str:
    """What the partner declares about being an undertaking in difficulty: "yes", "no" or blank."""
    return dossier.plain(_key(partner, DIFFICULTY))


def difficulty_key(partner: Partner) -> str:
    """The field in which it does."""
    return _key(partner, DIFFICULTY)


def _as(partner: Partner, size: SizeClass, is_sme: bool, reason: str, name: str) -> Declared:
    return Declared(partner, size, is_sme, reason, _key(partner, name))


def _key(partner: Partner, name: str) -> str:
    return f"partner.{partner.uid}.{name}"


def _number(dossier: Dossier, partner: Partner, name: str) -> Decimal | None:
    """A figure as it was typed; the form lets through nothing but digits."""
    text = dossier.plain(_key(partner, name))
    return Decimal(text) if text.isascii() and text.isdecimal() and len(text) <= 12 else None


def _named(partner: Partner) -> dict[str, str]:
    return {"partner": partner.abbreviation}


def _figures(
    partner: Partner, staff: Decimal | None, turnover: Decimal | None, balance: Decimal | None
) -> dict[str, str]:
    people = int(staff or 0)
    parts = [ngettext("%(n)d person", "%(n)d people", people) % {"n": people}]
    if turnover is not None:
        parts.append(_("turnover %(amount)s") % {"amount": eur(turnover)})
    if balance is not None:
        parts.append(_("balance sheet total %(amount)s") % {"amount": eur(balance)})
    return {**_named(partner), "figures": ", ".join(parts)}


def _too_large(
    partner: Partner, staff: Decimal | None, turnover: Decimal | None, balance: Decimal | None
) -> str:
    said = _figures(partner, staff, turnover, balance)
    if staff is not None and staff >= SME.staff:
        limit = {"limit": SME.staff}
        return _("%(partner)s is not an SME: an SME has fewer than %(limit)d people. It has %(figures)s.") % {
            **said,
            **limit,
        }
    text = _(
        "%(partner)s is not an SME: its turnover is above %(turnover)s and its balance sheet total above "
        "%(balance)s. It has %(figures)s."
    )
    return text % {**said, "turnover": eur(SME.turnover), "balance": eur(SME.balance)}
