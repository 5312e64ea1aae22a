"""What the checks say of a proposal, with the address where each thing is mended."""

from __future__ import annotations

from dataclasses import dataclass

from apply.pages.marks import Mark, mark_of
from apply.pages.places import address_of, is_blank, section_of
from projects import eligibility
from projects.dossier import Dossier
from projects.form import GROUPS, SECTIONS
from projects.states import DRAFTS


@dataclass(frozen=True)
class Line:
    """One check with its verdict, as the list of findings shows it."""

    title: str
    verdict: str
    reason: str
    url: str
    section: str
    is_gap: bool


@dataclass(frozen=True)
class Part:
    """The findings of one section; without a key those that belong to no section."""

    key: str
    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Checked:
    """All checks by verdict."""

    errors: tuple[Line, ...]
    warnings: tuple[Line, ...]
    passed: tuple[Line, ...]

    @property
    def to_mend(self) -> int:
        return len(self.errors)

    @property
    def error_parts(self) -> list[Part]:
        """What must be mended, section by section in the order of the form; the rest last."""
        parts = [
            Part(key, str(label), tuple(line for line in self.errors if line.section == key))
            for key, label in {**SECTIONS, "": ""}.items()
        ]
        return [part for part in parts if part.lines]

    def of(self, section: str) -> Checked:
        """Those of one section."""
        return Checked(*(tuple(line for line in lines if line.section == section) for lines in self._all()))

    def _all(self) -> tuple[tuple[Line, ...], ...]:
        return (self.errors, self.warnings, self.passed)


def checked(dossier: Dossier) -> Checked:
    """Every check of the dossier; no query."""
    lines = [
        Line(
            title=str(check.title),
            verdict=check.verdict,
            reason=str(check.reason),
            url="" if check.verdict == "passed" else address_of(dossier, check.where),
            section=section_of(check.where),
            is_gap=is_blank(dossier, check.where),
        )
        for check in eligibility.evaluate(dossier)
    ]
    by_verdict = {
        verdict: tuple(line for line in lines if line.verdict == verdict)
        for verdict in ("error", "warning", "passed")
    }
    return Checked(by_verdict["error"], by_verdict["warning"], by_verdict["passed"])


def marks(dossier: Dossier, found: Checked, state: str) -> dict[str, Mark]:
    """How far each section is, by its key; `state` is that of the proposal."""
    begun, is_draft = started(dossier), state in DRAFTS
    return {key: mark_of(key, begun, found.errors, is_draft=is_draft) for key in SECTIONS}


def started(dossier: Dossier) -> set[str]:
    """The sections in which something was written."""
    found = {section_of(key) for key in dossier.answers}
    found |= {GROUPS[entry.kind].section for entry in dossier.entries}
    written = {
        "identification": bool(dossier.title or dossier.objective or dossier.start_date or dossier.end_date),
        "summary": bool(dossier.summary),
        "partners": bool(dossier.partners),
        "budget": any(partner.budget.total for partner in dossier.partners),
        "lump_sums": bool(dossier.lump_sums),
        "annexes": bool(dossier.annexes),
    }
    return found | {key for key, is_written in written.items() if is_written}
