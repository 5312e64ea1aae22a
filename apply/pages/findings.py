"""What the checks say of a proposal, with the address where each thing is mended."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apply.pages.places import address_of, section_of
from projects import eligibility
from projects.dossier import Dossier
from projects.form import SECTIONS


@dataclass(frozen=True)
class Line:
    """One check with its verdict, as the list of findings shows it."""

    title: str
    verdict: str
    reason: str
    url: str
    section: str


@dataclass(frozen=True)
class Checked:
    """All checks by verdict."""

    errors: tuple[Line, ...]
    warnings: tuple[Line, ...]
    passed: tuple[Line, ...]

    @property
    def to_mend(self) -> int:
        return len(self.errors)


@dataclass(frozen=True)
class Progress:
    """How far a section is. `tone` is a state that the badge knows a colour for."""

    label: str
    address: str
    tone: str
    words: str


def checked(dossier: Dossier) -> Checked:
    """Every check of the dossier; no query."""
    lines = [
        Line(
            title=str(check.title),
            verdict=check.verdict,
            reason=str(check.reason),
            url="" if check.verdict == "passed" else address_of(dossier, check.where),
            section=section_of(check.where),
        )
        for check in eligibility.evaluate(dossier)
    ]
    by_verdict = {
        verdict: tuple(line for line in lines if line.verdict == verdict)
        for verdict in ("error", "warning", "passed")
    }
    return Checked(by_verdict["error"], by_verdict["warning"], by_verdict["passed"])


def progress(dossier: Dossier, found: Checked) -> list[Progress]:
    """The state of each section: not started, things to mend, complete."""
    started = {
        "identification": bool(dossier.title or dossier.objective or dossier.start_date or dossier.end_date),
        "summary": bool(dossier.summary),
        "partners": bool(dossier.partners),
        "budget": any(partner.budget.total for partner in dossier.partners),
    }
    return [_progress_of(dossier, key, started[key], found) for key in SECTIONS]


def _progress_of(dossier: Dossier, key: str, is_started: bool, found: Checked) -> Progress:
    to_mend = sum(line.section == key for line in found.errors)
    tone, words = "passed", _("Complete")
    if not is_started:
        tone, words = "rest", _("Not started")
    elif to_mend:
        tone = "warning"
        words = ngettext("%(count)s thing to mend", "%(count)s things to mend", to_mend) % {"count": to_mend}
    address = reverse("apply:section", args=[dossier.uid, key])
    return Progress(str(SECTIONS[key]), address, tone, words)
