"""Whether what is stored may be submitted: the dossier, judged as the check page judges it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import ngettext

from core.errors import DomainError
from projects import dossier, eligibility
from projects.models import Project


class NotReady(DomainError):
    """The proposal still has errors; `findings` are the checks that failed."""

    def __init__(self, findings: Sequence[eligibility.Check]) -> None:
        super().__init__(
            ngettext(
                "One point must be corrected before you can submit. The check page shows it.",
                "%(count)d points must be corrected before you can submit. The check page shows them.",
                len(findings),
            )
            % {"count": len(findings)}
        )
        self.findings = tuple(findings)


def require_ready(project: Project) -> dossier.Dossier:
    """The dossier as stored now, when nothing in it must be mended. The project must be locked. NotReady."""
    judged = dossier.load(project)
    failed = [each for each in eligibility.findings(judged) if each.verdict == "error"]
    if failed:
        raise NotReady(failed)
    return judged
