"""What is missing or wrong in a dossier: first checks only; the evaluation of rules replaces this file."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from projects.dossier import Dossier


@dataclass(frozen=True)
class Check:
    """One check of a dossier: `verdict` is "passed", "error" or "warning"; `where` is a field's key."""

    key: str
    title: str
    verdict: str
    reason: str
    where: str


def evaluate(dossier: Dossier) -> tuple[Check, ...]:
    """All checks, passed or not, in the active language."""
    lead = dossier.lead is not None
    dated = dossier.duration_months is not None
    return (
        Check(
            "one_lead",
            _("Exactly one lead partner"),
            "passed" if lead else "error",
            "" if lead else _("Name a lead partner."),
            "partners",
        ),
        Check(
            "dates",
            _("Start and end"),
            "passed" if dated else "error",
            "" if dated else _("Give a start and an end after it."),
            "start_date",
        ),
    )


def findings(dossier: Dossier) -> tuple[Check, ...]:
    """The checks that did not pass."""
    return tuple(check for check in evaluate(dossier) if check.verdict != "passed")
