"""One typed structure of everything that a project says, read by versions, checks, pages, PDFs and exports.

`load(project)` makes it from the database; `to_data` and `from_data` turn it into the plain data that a
version freezes and back, exactly.
"""

from projects.dates import months
from projects.dossier.annexes import AnnexAsked, AnnexFile
from projects.dossier.call import CallFacts, FlatRateOffer, FundOffer, Rule
from projects.dossier.data import canonical, digest, from_data, to_data
from projects.dossier.entries import EntryRecord, IndicatorFact
from projects.dossier.financing import Financing, financed_parts, parts_of
from projects.dossier.hanging import hang_rows
from projects.dossier.kept import load_money
from projects.dossier.loading import fetch, load, load_all, of
from projects.dossier.money import BudgetTerms, LumpSumOffer, LumpSumUse, PartnerAmount, UnitCostOffer
from projects.dossier.overviews import fund_periods_of, periods_of, plan_of, shares_of, spread_of, whole_of
from projects.dossier.parts import digests
from projects.dossier.policy import months_of, owner_of, partners_of, policy_region, regions_of
from projects.dossier.record import (
    SCHEMA,
    CoFinancing,
    Contribution,
    Dossier,
    Identifier,
    Objective,
    Partner,
    Theme,
    Totals,
    totals,
)

__all__ = [
    "SCHEMA",
    "AnnexAsked",
    "AnnexFile",
    "BudgetTerms",
    "CallFacts",
    "CoFinancing",
    "Contribution",
    "Dossier",
    "EntryRecord",
    "Financing",
    "FlatRateOffer",
    "FundOffer",
    "Identifier",
    "IndicatorFact",
    "LumpSumOffer",
    "LumpSumUse",
    "Objective",
    "Partner",
    "PartnerAmount",
    "Rule",
    "Theme",
    "Totals",
    "UnitCostOffer",
    "canonical",
    "digest",
    "digests",
    "fetch",
    "financed_parts",
    "from_data",
    "fund_periods_of",
    "hang_rows",
    "load",
    "load_all",
    "load_money",
    "months",
    "months_of",
    "of",
    "owner_of",
    "partners_of",
    "parts_of",
    "periods_of",
    "plan_of",
    "policy_region",
    "regions_of",
    "shares_of",
    "spread_of",
    "to_data",
    "totals",
    "whole_of",
]
