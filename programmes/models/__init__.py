"""Programmes and what they are made of."""

from programmes.models.areas import Region
from programmes.models.funds import Fund, ProgrammeFund
from programmes.models.programmes import PolicyObjective, Programme, ProgrammePeriod, ProgrammingPeriod
from programmes.models.staff import StaffRole
from programmes.models.strategy import ExampleAction, Indicator, Priority, SpecificObjective, Theme

__all__ = [
    "ExampleAction",
    "Fund",
    "Indicator",
    "PolicyObjective",
    "Priority",
    "Programme",
    "ProgrammeFund",
    "ProgrammePeriod",
    "ProgrammingPeriod",
    "Region",
    "SpecificObjective",
    "StaffRole",
    "Theme",
]
