"""How a partner is financed, part by part: funds, share and contributions of each."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from projects.budget import MANAGEMENT, SMALL_PROJECTS, ZERO, CoFinanced, bases, co_finance
from projects.dossier.call import CallFacts
from projects.dossier.record import CoFinancing, Contribution, Partner
from projects.form import FINANCED_APART, is_shown, uses_of
from projects.models import Project


@dataclass(frozen=True)
class Financing:
    """One part of a partner's costs: its amount, the funds that pay of it, and who gives the rest.

    `part` is MANAGEMENT for all costs too, where small projects are not financed apart.
    """

    part: str
    base: Decimal
    co_financing: tuple[CoFinancing, ...]
    contributions: tuple[Contribution, ...]

    @property
    def rates(self) -> dict[str, Decimal]:
        return {row.fund: row.rate for row in self.co_financing}

    @property
    def amounts(self) -> dict[str, Decimal]:
        return {row.fund: row.amount for row in self.co_financing}

    @property
    def paid(self) -> CoFinanced:
        """What the funds pay, with the steps that say how."""
        return co_finance(self.base, self.rates)

    @property
    def share(self) -> Decimal:
        """What the funds leave."""
        return self.base - sum((row.amount for row in self.co_financing), ZERO)

    @property
    def contributed(self) -> Decimal:
        return sum((row.amount for row in self.contributions), ZERO)

    @property
    def gap(self) -> Decimal:
        """What of the share nobody gives yet; negative where more is given."""
        return self.share - self.contributed


def parts_of(call: CallFacts, partner: Partner) -> tuple[Financing, ...]:
    """One part, or two where the call has small projects financed apart; together they are the partner's."""
    return tuple(
        Financing(
            part,
            base,
            tuple(row for row in partner.co_financing if row.part == part),
            tuple(row for row in partner.contributions if row.part == part),
        )
        for part, base in bases(partner.budget, is_apart=call.is_apart).items()
    )


def financed_parts(project: Project) -> tuple[str, ...]:
    """The parts of partners' costs that have funds and contributions of their own; as CallFacts.is_apart.

    One query unless the fields of the call are at hand.
    """
    call = project.call
    is_apart = is_shown(uses_of(call, project.step), FINANCED_APART)
    return (
        (MANAGEMENT, SMALL_PROJECTS)
        if is_apart and SMALL_PROJECTS in call.allowed_categories
        else (MANAGEMENT,)
    )
