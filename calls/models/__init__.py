"""What a call is made of."""

from calls.models.calls import Call, CallQuerySet
from calls.models.content import CallAnnex, CallField, CallText, CallTheme
from calls.models.judging import CallRule, Criterion, ScalePoint
from calls.models.late import LateCode
from calls.models.money import CallFlatRate, CallFund, CallObjectiveBudget
from calls.models.screening import CallCheck
from calls.models.staff import CallStaff

__all__ = [
    "Call",
    "CallAnnex",
    "CallCheck",
    "CallField",
    "CallFlatRate",
    "CallFund",
    "CallObjectiveBudget",
    "CallQuerySet",
    "CallRule",
    "CallStaff",
    "CallText",
    "CallTheme",
    "Criterion",
    "LateCode",
    "ScalePoint",
]
