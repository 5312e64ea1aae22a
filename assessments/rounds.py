"""A second round of assessment: opened with a reason, from where the first one ended. Both are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import trail
from accounts.models import User
from assessments import requests
from assessments.models import Assessment, AssessmentRound, Consolidation, Score
from assessments.permissions import require_secretariat
from core.errors import DomainError
from projects.bulk import BulkAct
from projects.lifecycle.moves import Seen, clean_text, require_fresh
from projects.locking import locked
from projects.models import Project, Version
from projects.states import AWAITS_ELIGIBILITY, ELIGIBLE

NOTE_LENGTH = 10_000


@transaction.atomic
def open_second_round(
    project: Project, *, by: User, reason: str, seen: Seen | None = None
) -> AssessmentRound:
    """Ask everybody who finished the first round on the newest version to look again; tells them by mail.

    Each starts with the own scores of the first round. DomainError while somebody has not finished the first,
    when the call has one round, or when the scores were consolidated or the quality concluded.
    """
    fresh = locked(project)
    require_secretariat(by, fresh)
    require_fresh(fresh, seen)
    text = clean_text(reason, NOTE_LENGTH)
    if not text:
        raise DomainError(_("Say in a few words why the assessors look again."))
    version = _version(fresh)
    first = list(Assessment.objects.filter(version=version, round=1).with_interest().order_by("pk"))
    open_ones = [each for each in first if each.finished_at is None and not each.has_conflict]
    if open_ones:
        names = ", ".join(str(each.assessor) for each in open_ones)
        raise DomainError(_("Not everybody has finished the first round: %(names)s.") % {"names": names})
    finished = [each for each in first if each.finished_at is not None and not each.has_conflict]
    if not finished:
        raise DomainError(_("Nobody has finished the first round."))
    opened = AssessmentRound.objects.create(version=version, reason=text, opened_by=by)
    for each in finished:
        requests.ask_again(_start_from(each, by), reason=text)
    new = {"version": version.number, "round": 2, "assessors": len(finished)}
    trail.record(fresh.chain, "open second round", by=by, new=new, note=text)
    return opened


class OpenSecondRounds(BulkAct):
    """The second round of many proposals, for the reason in `parameters["reason"]`."""

    label = gettext_lazy("Open their second round")

    def do(self, project: Project, *, by: User, parameters: Mapping[str, Any]) -> str:
        opened = open_second_round(project, by=by, reason=parameters.get("reason") or "")
        return _("Second round of version %(version)s") % {"version": opened.version}


def _version(project: Project) -> Version:
    """The newest version, if a second round can be opened on it now."""
    if project.call.assessment_rounds < 2:
        raise DomainError(_("This call has one round of assessment. Change its scoring to have a second."))
    version = Version.objects.newest_of(project)
    if version is None or project.state not in AWAITS_ELIGIBILITY | ELIGIBLE or hasattr(version, "quality"):
        raise DomainError(_("The assessment of this version is over."))
    if AssessmentRound.objects.filter(version=version).exists():
        raise DomainError(_("The second round of this version is open already."))
    if Consolidation.objects.concluded().filter(version=version).exists():
        raise DomainError(_("The scores are consolidated. Open the consolidation again first."))
    return version


def _start_from(first: Assessment, by: User) -> Assessment:
    second = Assessment.objects.create(
        project_id=first.project_id,
        version_id=first.version_id,
        assessor_id=first.assessor_id,
        recommendation=first.recommendation,
        comment=first.comment,
        invited_by=by,
        round=2,
    )
    Score.objects.bulk_create(
        Score(assessment=second, criterion_id=score.criterion_id, value=score.value, comment=score.comment)
        for score in first.scores.all()
    )
    return second
