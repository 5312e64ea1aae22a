"""The money of a project as exact decimals, without Django: costs, flat rates, financing, periods.

Amounts are EUR with two decimals and rates are percent. Cutting and rounding follow the arithmetic that
Interreg programmes know from their monitoring system: a row, a flat rate and a fund's part are cut to the
cent, the partner's share is what remains, and a project's figure is always the sum of its partners' figures,
never a percentage of a total.
"""

from projects.budget.costs import (
    CATEGORIES,
    ENTERED,
    FLAT_RATES,
    ZERO,
    Costs,
    FlatRates,
    PartnerBudget,
    Step,
    clashes,
    flat,
    partner_budget,
    replaced,
    row_amount,
)
from projects.budget.financing import CoFinanced, co_finance, share
from projects.budget.overview import Financed, FundOverview, Overview, PartnerFunds, by_partner, overview
from projects.budget.periods import (
    CLOSURE,
    PREPARATION,
    FundPeriods,
    Period,
    Plan,
    Spread,
    by_fund,
    period_shares,
    periods,
    spread,
)

__all__ = [
    "CATEGORIES",
    "CLOSURE",
    "ENTERED",
    "FLAT_RATES",
    "PREPARATION",
    "ZERO",
    "CoFinanced",
    "Costs",
    "Financed",
    "FlatRates",
    "FundOverview",
    "FundPeriods",
    "Overview",
    "PartnerBudget",
    "PartnerFunds",
    "Period",
    "Plan",
    "Spread",
    "Step",
    "by_fund",
    "by_partner",
    "clashes",
    "co_finance",
    "flat",
    "overview",
    "partner_budget",
    "period_shares",
    "periods",
    "replaced",
    "row_amount",
    "share",
    "spread",
]
