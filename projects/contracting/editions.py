"""The editions of a contract as the pages of both doors list them, each paper with its addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.models import Document
from projects.contracting import issuing
from projects.contracting.facts import languages_of
from projects.models import ContractIssue, Project


@dataclass(frozen=True)
class Paper:
    """One paper in one language; `document` is None while nobody has asked for it.

    `state_url` answers how far it is; blank where the page is looked at again instead.
    """

    kind: str
    language: str
    label: str
    document: Document | None
    file_url: str
    state_url: str = ""


@dataclass(frozen=True)
class Edition:
    """An edition that was issued, with its papers."""

    issue: ContractIssue
    papers: Sequence[Paper]


def editions_of(project: Project, door: str) -> list[Edition]:
    """Every edition, the newest first; two queries."""
    rows = ContractIssue.objects.filter(contract__project=project)
    issues = list(rows.select_related("issued_by", "taken_back_by", "version").defer("version__data"))
    return _with_papers(project, issues, door)


def to_sign(project: Project, door: str) -> Edition | None:
    """The newest edition that was not taken back; two queries."""
    rows = ContractIssue.objects.standing().filter(contract__project=project).defer("data")[:1]
    return next(iter(_with_papers(project, list(rows), door)), None)


def drafts_of(project: Project, language: str, door: str) -> list[Paper]:
    """The drafts that were asked for in this language; a query."""
    made = issuing.made_of(project, [issuing.DRAFT])
    return [
        _paper(project, issuing.DRAFT, kind, language, found, door)
        for kind in issuing.KINDS
        if (found := made.get((issuing.DRAFT, kind, language))) is not None
    ]


def _with_papers(project: Project, issues: Sequence[ContractIssue], door: str) -> list[Edition]:
    made = issuing.made_of(project, [one.edition for one in issues]) if issues else {}
    languages = languages_of(project)
    return [
        Edition(
            one,
            [
                _paper(project, one.edition, kind, language, made.get((one.edition, kind, language)), door)
                for kind in issuing.KINDS
                for language in languages
            ],
        )
        for one in issues
    ]


def _paper(
    project: Project, edition: int, kind: str, language: str, document: Document | None, door: str
) -> Paper:
    args = [project.uid, edition, kind, language]
    name = _("Contract") if kind == issuing.CONTRACT else _("Annex to the contract")
    return Paper(
        kind,
        language,
        _("%(paper)s (%(language)s)") % {"paper": name, "language": language},
        document,
        reverse(f"{door}:contract_issue_file", args=args),
        reverse(f"{door}:contract_issue_state", args=args) if door == "secretariat" else "",
    )
