"""Programmes and what they are made of."""

from programmes.models.areas import Region
from programmes.models.choices import KnownStrategy, LegalStatusOption, StateAidScheme, Strategy
from programmes.models.costs import LumpSum, UnitCost
from programmes.models.funds import Fund, ProgrammeFund
from programmes.models.indicators import ProgrammeIndicator
from programmes.models.keys import SpentKey
from programmes.models.programmes import PolicyObjective, Programme, ProgrammePeriod, ProgrammingPeriod
from programmes.models.staff import StaffRole
from programmes.models.strategy import ExampleAction, Indicator, Priority, SpecificObjective, Theme

__all__ = [
    "ExampleAction",
    "Fund",
    "Indicator",
    "KnownStrategy",
    "LegalStatusOption",
    "LumpSum",
    "PolicyObjective",
    "Priority",
    "Programme",
    "ProgrammeFund",
    "ProgrammeIndicator",
    "ProgrammePeriod",
    "ProgrammingPeriod",
    "Region",
    "SpecificObjective",
    "SpentKey",
    "StaffRole",
    "StateAidScheme",
    "Strategy",
    "Theme",
    "UnitCost",
]
