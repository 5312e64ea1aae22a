"""What a modification moves in the budget: between partners and between kinds of costs, against the limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from projects import dossier
from projects.content.money import CATEGORY_LABELS
from projects.dossier import Dossier
from projects.models import Modification, Project

ZERO = Decimal("0.00")
_WHOLE = Decimal(100)


@dataclass(frozen=True)
class Moved:
    """One line: how much a partner or a kind of costs had and has, in EUR."""

    name: str
    old: Decimal
    new: Decimal

    @property
    def difference(self) -> Decimal:
        return self.new - self.old


@dataclass(frozen=True)
class Shift:
    """What changed of the money. `limit`: percent of the budget that may move; None where none is set.

    What moved is the sum of what lines gained, or of what they lost, whichever is more.
    """

    by_partner: tuple[Moved, ...]
    by_category: tuple[Moved, ...]
    total_old: Decimal
    total_new: Decimal
    funding_old: Decimal
    funding_new: Decimal
    limit: Decimal | None

    @property
    def between_partners(self) -> Decimal:
        return _moved(self.by_partner)

    @property
    def between_categories(self) -> Decimal:
        return _moved(self.by_category)

    @property
    def share(self) -> Decimal:
        """The larger of both, in percent of the approved budget, to one decimal."""
        if not self.total_old:
            return ZERO
        most = max(self.between_partners, self.between_categories)
        return (most / self.total_old * _WHOLE).quantize(Decimal("0.1"))

    @property
    def is_beyond(self) -> bool:
        """Whether more moved than the programme lets move without a major modification."""
        if self.limit is None:
            return False
        most = max(self.between_partners, self.between_categories)
        return most * _WHOLE > self.limit * self.total_old

    @property
    def is_empty(self) -> bool:
        """Whether no amount changed."""
        return not any(row.difference for row in (*self.by_partner, *self.by_category))


def shift(old: Dossier, new: Dossier, limit: Decimal | None) -> Shift:
    """The money of two dossiers side by side."""
    return Shift(
        by_partner=_side_by_side(_by_partner(old), _by_partner(new)),
        by_category=_side_by_side(_by_category(old), _by_category(new)),
        total_old=old.totals.total,
        total_new=new.totals.total,
        funding_old=old.totals.eu_funding,
        funding_new=new.totals.eu_funding,
        limit=limit,
    )


def shift_of(modification: Modification) -> Shift | None:
    """What a submitted or decided modification moves; None before it is submitted."""
    base, version = modification.base, modification.version
    if base is None or version is None:
        return None
    limit = modification.project.call.programme_period.budget_flexibility
    return shift(dossier.from_data(base.data), dossier.from_data(version.data), limit)


def budget_shift(project: Project) -> Shift | None:
    """What the applicants have moved so far in the modification that they write; None when there is none."""
    row = Modification.objects.living().filter(project=project, base__isnull=False).first()
    if row is None or row.base is None or not project.is_editable:
        return None
    limit = project.call.programme_period.budget_flexibility
    return shift(dossier.from_data(row.base.data), dossier.load(project), limit)


def _side_by_side(
    old: Mapping[str, tuple[str, Decimal]], new: Mapping[str, tuple[str, Decimal]]
) -> tuple[Moved, ...]:
    keys = [*new, *(key for key in old if key not in new)]
    return tuple(
        Moved((new.get(key) or old[key])[0], old.get(key, ("", ZERO))[1], new.get(key, ("", ZERO))[1])
        for key in keys
    )


def _by_partner(of: Dossier) -> dict[str, tuple[str, Decimal]]:
    return {
        str(partner.uid): (partner.abbreviation or partner.name or _("Partner"), partner.budget.total)
        for partner in of.partners
    }


def _by_category(of: Dossier) -> dict[str, tuple[str, Decimal]]:
    """The kinds of costs that the dossier uses."""
    amounts = of.totals.by_category
    return {name: (str(CATEGORY_LABELS[name]), amount) for name, amount in amounts.items() if amount}


def _moved(rows: tuple[Moved, ...]) -> Decimal:
    gained = sum((row.difference for row in rows if row.difference > 0), ZERO)
    lost = -sum((row.difference for row in rows if row.difference < 0), ZERO)
    return max(gained, lost)
