"""Checks of a small project fund: Regulation (EU) 2021/1059, Art. 25."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from core.rounding import half_down2, percentage
from partners.states import OrganisationType
from projects.budget import ZERO
from projects.dossier import Dossier, parts_of
from projects.eligibility.check import Check, eur, failed, passed, percent

CATEGORY = "small_projects"
# Art. 25(5): what managing the fund costs, of all that it costs.
MOST_FOR_MANAGEMENT = Decimal(20)


def checks(dossier: Dossier) -> Iterator[Check]:
    """One beneficiary, money for small projects, and no more than a fifth for managing it."""
    if CATEGORY not in dossier.call.terms.categories:
        return
    yield _beneficiary(dossier)
    fund = dossier.totals.by_category[CATEGORY]
    first = next((f"budget.{row.uid}.{CATEGORY}" for row in dossier.partners), "budget")
    title = _("Money for small projects")
    if fund > 0:
        yield passed("fund", title, _("It is %(amount)s.") % {"amount": eur(fund)}, first)
        yield _management(dossier, fund)
    else:
        advice = _("Enter in the budget how much money goes to small projects.")
        yield failed("fund", title, advice, first)
    if dossier.call.is_apart:
        yield from _sources(dossier)


def _sources(dossier: Dossier) -> Iterator[Check]:
    """Whoever gives money to small projects, beside the European funds, gives some.

    Each source has a name and a status (projects.models.Contribution), and together they are the share that
    the funds leave (finances).
    """
    title = _("Who pays small projects")
    parts = [
        part for row in dossier.partners for part in parts_of(dossier.call, row) if part.part == CATEGORY
    ]
    given = [row for part in parts for row in part.contributions]
    without = [row for row in given if not row.amount]
    for row in without:
        advice = _("%(source)s gives nothing to small projects. Enter its amount, or remove the source.")
        yield failed("fund_sources", title, advice % {"source": row.source}, f"contribution.{row.id}.amount")
    if not without:
        said = {"funds": eur(sum((part.base - part.share for part in parts), ZERO))}
        said["others"] = eur(sum((part.contributed for part in parts), ZERO))
        figures = _("European funds pay %(funds)s of the small projects, other sources %(others)s.")
        yield passed("fund_sources", title, figures % said, "budget")


def _beneficiary(dossier: Dossier) -> Check:
    title, count = _("One beneficiary"), len(dossier.partners)
    if count == 1 and dossier.partners[0].type == OrganisationType.NATURAL_PERSON:
        told = _(
            "%(partner)s is a natural person. A small project fund is managed by a body with legal "
            "personality (Regulation (EU) 2021/1059, Article 25(2))."
        )
        return failed("beneficiary", title, told % {"partner": dossier.partners[0].abbreviation}, "partners")
    if count == 1:
        words = _("%(partner)s manages the fund.") % {"partner": dossier.partners[0].abbreviation}
        return passed("beneficiary", title, words, "partners")
    advice = _(
        "A small project fund has one beneficiary: a body with legal personality, such as an EGTC "
        "(Regulation (EU) 2021/1059, Article 25(2)). There are %(count)d here."
    )
    return failed("beneficiary", title, advice % {"count": count}, "partners")


def _management(dossier: Dossier, fund: Decimal) -> Check:
    """Compared exactly, not by the rounded percentage that is shown."""
    title, total = _("Share of management"), dossier.totals.total
    costs = total - fund
    said = {
        "costs": eur(costs),
        "total": eur(total),
        "rate": percent(half_down2(percentage(costs, total))),
        "most": percent(MOST_FOR_MANAGEMENT),
        "limit": eur(total * MOST_FOR_MANAGEMENT / 100),
    }
    figures = _("Managing the fund costs %(costs)s, which is %(rate)s of %(total)s.") % said
    if costs * 100 <= total * MOST_FOR_MANAGEMENT:
        return passed("management", title, figures, "budget")
    advice = _(
        "At most %(most)s are allowed, which is %(limit)s (Regulation (EU) 2021/1059, Article 25(5)). "
        "Lower the other costs, or give more to small projects."
    )
    return failed("management", title, f"{figures} {advice % said}", "budget")
