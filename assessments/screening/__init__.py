"""The screening of a version: the machine's verdict beside each check, the officer's on top."""

from assessments.screening.answering import StaleAnswer, confirm_passed, record_check
from assessments.screening.concluding import conclude_screening, is_screened, obstacle
from assessments.screening.evidence import Evidence, Fact
from assessments.screening.many import OpenScreening
from assessments.screening.sheet import open_screening

__all__ = [
    "Evidence",
    "Fact",
    "OpenScreening",
    "StaleAnswer",
    "conclude_screening",
    "confirm_passed",
    "is_screened",
    "obstacle",
    "open_screening",
    "record_check",
]
