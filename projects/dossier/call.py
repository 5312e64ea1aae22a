"""What a dossier must know of its call: funds, flat rates, rules, the fields that it shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from calls.states import FINANCED_APART
from core.texts import Text
from projects.budget import SMALL_PROJECTS
from projects.dossier.annexes import AnnexAsked
from projects.dossier.money import BudgetTerms


@dataclass(frozen=True)
class FundOffer:
    """A fund of the call; `rate` is exact when fixed, else the highest allowed."""

    code: str
    name: Text
    rate: Decimal
    is_fixed: bool
    is_eu: bool


@dataclass(frozen=True)
class FlatRateOffer:
    """A flat rate of the call; `rate` is exact when fixed, else the highest allowed."""

    kind: str
    rate: int
    is_fixed: bool


@dataclass(frozen=True)
class Rule:
    """A rule of the call as it was; `severity` is "error" or "warning"."""

    kind: str
    parameters: dict[str, Any]
    severity: str


@dataclass(frozen=True)
class CallFacts:
    """What a dossier must know of its call to be judged without it. `area` holds NUTS codes.

    `fields` says "required" or "optional" of each field that the call shows in the project's `step` (1 or 2).
    `options` are the words of what programme and call offer in a field's list.
    """

    code: str
    title: Text
    programme: str
    programme_period: str
    programme_name: Text
    period_first_year: int
    period_last_year: int
    countries: tuple[str, ...]
    languages: tuple[str, ...]
    funds: tuple[FundOffer, ...]
    flat_rates: tuple[FlatRateOffer, ...]
    rules: tuple[Rule, ...]
    area: tuple[str, ...]
    opens_at: datetime
    closes_at: datetime
    time_zone: str
    annexes: tuple[AnnexAsked, ...] = ()
    terms: BudgetTerms = field(default_factory=BudgetTerms)
    fields: dict[str, str] = field(default_factory=dict)
    step: int = 2
    options: dict[str, dict[str, Text]] = field(default_factory=dict)

    def shows(self, key: str) -> bool:
        """Whether the form shows a field of the catalogue."""
        return key in self.fields

    def asks_for(self, key: str) -> bool:
        """Whether a field of the catalogue must be filled."""
        return self.fields.get(key) == "required"

    @property
    def is_apart(self) -> bool:
        """Whether small projects are financed apart from what managing their fund costs."""
        return self.shows(FINANCED_APART) and SMALL_PROJECTS in self.terms.categories

    def fund(self, code: str) -> FundOffer | None:
        return next((fund for fund in self.funds if fund.code == code), None)
