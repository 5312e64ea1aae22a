"""Scores by independent assessors: save, finish, go on with a finished one."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from assessments.models import Assessment, Score
from assessments.permissions import require_secretariat
from assessments.results import Overview, overview, settle
from assessments.states import Recommendation
from calls.models import Criterion
from core.errors import DomainError, NotAllowed
from projects.lifecycle.moves import clean_text
from projects.locking import locked
from projects.models import Project
from projects.states import AWAITS_ELIGIBILITY, ELIGIBLE

__all__ = [
    "Overview",
    "finish_assessment",
    "in_work",
    "missing",
    "overview",
    "reopen_assessment",
    "save_score",
    "save_scores",
]

NOTE_LENGTH = 10_000


@transaction.atomic
def save_score(
    assessment: Assessment, criterion: Criterion, *, by: User, value: int | None, comment: str = ""
) -> Score:
    """Keep one score (0 to 5, None while only the reason is written) as often as it is changed."""
    project, fresh = in_work(assessment, by)
    return _save(project, fresh, criterion, value, comment)


@transaction.atomic
def save_scores(
    assessment: Assessment,
    *,
    by: User,
    scores: Mapping[int, tuple[int | None, str]],
    recommendation: str = "",
    comment: str = "",
) -> Assessment:
    """Keep scores with their reasons by criterion (its primary key), the recommendation and the comment."""
    project, fresh = in_work(assessment, by)
    criteria = project.call.criteria.in_bulk(list(scores))
    for key, (value, reason) in scores.items():
        if key not in criteria:
            raise DomainError(_("This criterion belongs to another call."))
        _save(project, fresh, criteria[key], value, reason)
    if recommendation and recommendation not in Recommendation.values:
        raise DomainError(_("Choose a recommendation."))
    fresh.recommendation, fresh.comment = recommendation, clean_text(comment, NOTE_LENGTH)
    fresh.save(update_fields=["recommendation", "comment"])
    return fresh


def missing(assessment: Assessment) -> list[str]:
    """What an assessor must still fill in before finishing, in words; empty when all is there."""
    scores = {score.criterion_id: score for score in assessment.scores.all()}
    found = []
    for criterion in assessment.project.call.criteria.all():
        score = scores.get(criterion.pk)
        named = {"criterion": criterion.title}
        if score is None or score.value is None:
            found.append(_("Give a score for “%(criterion)s”.") % named)
        elif criterion.needs_comment(score.value) and not score.comment:
            found.append(_("Give the reason for the score for “%(criterion)s”.") % named)
    if not assessment.recommendation:
        found.append(_("Choose a recommendation."))
    return found


@transaction.atomic
def finish_assessment(
    assessment: Assessment, *, by: User, recommendation: str = "", comment: str = ""
) -> Assessment:
    """Close the assessment: every criterion scored, low scores with a reason, and a recommendation.

    Recommendation and comment may have been saved before; what is given here replaces them.
    """
    project, fresh = in_work(assessment, by)
    fresh.recommendation = recommendation or fresh.recommendation
    fresh.comment = clean_text(comment, NOTE_LENGTH) or fresh.comment
    if fresh.recommendation not in {"", *Recommendation.values}:
        raise DomainError(_("Choose a recommendation."))
    problems = missing(fresh)
    if problems:
        raise DomainError(" ".join(problems))
    fresh.finished_at = timezone.now()
    fresh.save(update_fields=["recommendation", "comment", "finished_at"])
    new = {
        "assessment": fresh.pk,
        "recommendation": fresh.recommendation,
        "scores": {score.criterion.key: score.value for score in fresh.scores.select_related("criterion")},
    }
    trail.record(project.chain, "finish assessment", by=by, new=new)
    settle([project])
    return fresh


@transaction.atomic
def reopen_assessment(assessment: Assessment, *, by: User, note: str) -> Assessment:
    """Let an assessor go on with a finished assessment, as long as the quality is not concluded."""
    project = locked(assessment.project)
    require_secretariat(by, project)
    fresh = Assessment.objects.get(pk=assessment.pk)
    text = clean_text(note, NOTE_LENGTH)
    if fresh.finished_at is None:
        raise DomainError(_("This assessment is not finished."))
    if hasattr(fresh.version, "quality"):
        raise DomainError(
            _("The quality assessment of this version is concluded. The scores can no longer change.")
        )
    if not text:
        raise DomainError(_("Write a note that says why the assessment is opened again."))
    fresh.finished_at = None
    fresh.save(update_fields=["finished_at"])
    trail.record(project.chain, "reopen assessment", by=by, new={"assessment": fresh.pk}, note=text)
    settle([project])
    return fresh


def _save(
    project: Project, assessment: Assessment, criterion: Criterion, value: int | None, comment: str
) -> Score:
    if criterion.call_id != project.call_id:
        raise DomainError(_("This criterion belongs to another call."))
    lowest, highest = project.call.score_lowest, project.call.score_highest
    if value is not None and not lowest <= value <= highest:
        scale = {"lowest": lowest, "highest": highest}
        raise DomainError(_("Give a whole score from %(lowest)d to %(highest)d.") % scale)
    text = clean_text(comment, NOTE_LENGTH)
    score, _is_new = Score.objects.update_or_create(
        assessment=assessment,
        criterion=criterion,
        defaults={"value": value, "comment": text, "saved_at": timezone.now()},
    )
    return score


def _own(assessment: Assessment, by: User) -> tuple[Project, Assessment]:
    """Project and assessment as they are now, if the latter is this person's and may still be worked on.

    The project is locked, so that no score changes while its quality is concluded.
    """
    project = locked(assessment.project)
    theirs = Assessment.objects.for_assessor(by).with_interest().select_related("version")
    fresh = theirs.filter(pk=assessment.pk).first()
    if fresh is None or not by.is_active:
        raise NotAllowed(_("Only the assessor who was asked may do this."))
    if fresh.finished_at is not None:
        raise DomainError(_("You have finished this assessment. Ask the secretariat to open it again."))
    fresh.project = project
    return project, fresh


def in_work(assessment: Assessment, by: User) -> tuple[Project, Assessment]:
    """Project (locked) and assessment, if this person may write in it now."""
    project, fresh = _own(assessment, by)
    if fresh.has_conflict is None:
        raise DomainError(_("Declare first whether you have a conflict of interest."))
    if fresh.has_conflict:
        raise NotAllowed(_("You declared a conflict of interest, so you cannot assess this project."))
    if project.state not in AWAITS_ELIGIBILITY | ELIGIBLE or hasattr(fresh.version, "quality"):
        raise DomainError(_("The assessment of this version is over. What you saved is kept."))
    return project, fresh
