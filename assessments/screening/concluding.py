"""Concluding a sheet, and what a decision on eligibility asks of it."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from assessments.models import Screening
from assessments.screening.answering import NOTE_LENGTH, open_sheet
from assessments.states import Verdict
from core.errors import DomainError
from projects.lifecycle.moves import Seen, clean_text, require_fresh
from projects.models import Project, Version
from projects.states import Step


@transaction.atomic
def conclude_screening(
    screening: Screening, *, by: User, conclusion: str, note: str = "", seen: Seen | None = None
) -> Screening:
    """Passed or failed, once and for good for this version. A conclusion against a check takes a note."""
    project, fresh = open_sheet(screening, by)
    require_fresh(project, seen)
    if conclusion not in {Verdict.PASSED, Verdict.FAILED}:
        raise DomainError(_("Conclude that the proposal passed or that it failed."))
    checks = list(fresh.checks.values_list("verdict", "is_required"))
    if any(is_required and not verdict for verdict, is_required in checks):
        raise DomainError(_("Give your verdict on every check first."))
    text = clean_text(note, NOTE_LENGTH)
    is_clean = {verdict for verdict, _required in checks if verdict} <= {Verdict.PASSED}
    if is_clean != (conclusion == Verdict.PASSED) and not text:
        raise DomainError(_("The conclusion differs from the checks. Write a note that says why."))
    fresh.conclusion, fresh.note = conclusion, text
    fresh.concluded_by, fresh.concluded_at = by, timezone.now()
    fresh.save()
    new = {"version": fresh.version.number, "conclusion": conclusion}
    trail.record(project.chain, "conclude screening", by=by, new=new, note=text)
    return fresh


def is_screened(call: int) -> bool:
    """Named in settings.CALL_SCREENED: whether a proposal of the call with this key was screened."""
    return Screening.objects.filter(version__project__call=call).exists()


def obstacle(project: Project, step: Step, decided_on: datetime.date | None) -> str | None:
    """Named in settings.PROJECT_PRECONDITIONS: a decision on eligibility needs a concluded screening."""
    newest = Version.objects.newest_of(project)
    if Screening.objects.filter(version=newest, concluded_at__isnull=False).exists():
        return None
    return _("Conclude the screening of the newest version first.")
