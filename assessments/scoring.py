"""Scores by independent assessors: invite, declare interests, score, finish."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from assessments import letters
from assessments.models import Assessment, Score
from assessments.permissions import require_secretariat
from assessments.results import Overview, overview, settle
from assessments.states import Recommendation
from calls.models import Criterion
from core.errors import DomainError, NotAllowed
from programmes.permissions import has_role
from programmes.states import Role
from projects.lifecycle.moves import Seen, clean_text, require_fresh
from projects.locking import locked
from projects.models import Interest, Project, Version
from projects.states import AWAITS_ELIGIBILITY, ELIGIBLE

__all__ = [
    "IN_ASSESSMENT",
    "Overview",
    "assessors_for",
    "declare_interest",
    "dismiss_assessor",
    "finish_assessment",
    "in_work",
    "invite_assessor",
    "missing",
    "overview",
    "reopen_assessment",
    "save_score",
    "save_scores",
]

MOST_ASSESSORS = 5
NOTE_LENGTH = 10_000
IN_ASSESSMENT = AWAITS_ELIGIBILITY | ELIGIBLE


@transaction.atomic
def invite_assessor(project: Project, *, by: User, assessor: User, seen: Seen | None = None) -> Assessment:
    """Ask an assessor of the programme to score the newest version; tells the person by mail.

    Asking the same person again for the same version gives the same assessment.
    """
    project = locked(project)
    require_secretariat(by, project)
    require_fresh(project, seen)
    version = _assessable_version(project)
    if not assessor.is_active or not has_role(assessor, project.programme_code, {Role.ASSESSOR}):
        raise DomainError(_("This person is not an assessor of the programme. Give the role first."))
    if project.collaborators.filter(user=assessor).exists():
        raise DomainError(_("This person works on the project and cannot assess it."))
    present = Assessment.objects.filter(version=version)
    known = present.filter(assessor=assessor).first()
    if known is not None:
        return known
    if present.count() >= MOST_ASSESSORS:
        raise DomainError(_("At most %(limit)d assessors score one version.") % {"limit": MOST_ASSESSORS})
    assessment = Assessment.objects.create(project=project, version=version, assessor=assessor, invited_by=by)
    new = {"assessor": f"user:{assessor.pk}", "version": version.number}
    trail.record(project.chain, "invite assessor", by=by, new=new)
    letters.ask_assessor(assessment)
    return assessment


@transaction.atomic
def dismiss_assessor(assessment: Assessment, *, by: User) -> None:
    """Take back an invitation of which nothing was scored yet."""
    project = locked(assessment.project)
    require_secretariat(by, project)
    fresh = Assessment.objects.get(pk=assessment.pk)
    if fresh.scores.exists() or fresh.finished_at is not None:
        raise DomainError(_("This assessor has begun to score. The scores stay on file."))
    old = {"assessor": f"user:{fresh.assessor_id}"}
    trail.record(project.chain, "dismiss assessor", by=by, old=old)
    fresh.delete()


@transaction.atomic
def declare_interest(assessment: Assessment, *, by: User, has_conflict: bool, note: str = "") -> Assessment:
    """The assessor says, before seeing the file, whether there is a conflict of interest.

    It holds for all versions of the project. A conflict found later can be added; taking one back is the
    secretariat's.
    """
    project, fresh = _own(assessment, by)
    text = clean_text(note, NOTE_LENGTH)
    known = Interest.objects.in_force().filter(project=project, person=by).first()
    if known is not None and known.has_conflict == has_conflict:
        return fresh
    if known is not None and known.has_conflict:
        raise DomainError(_("You have declared your interests already. Ask the secretariat to change that."))
    if has_conflict and not text:
        raise DomainError(_("Say in a few words what the conflict of interest is."))
    Interest.objects.update_or_create(
        project=project,
        person=by,
        defaults={"has_conflict": has_conflict, "note": text, "declared_at": timezone.now()},
    )
    new = {"assessment": fresh.pk, "has_conflict": has_conflict}
    trail.record(project.chain, "declare interest", by=by, new=new)
    settle([project])
    return fresh


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
            found.append(_("Give the reason of the score for “%(criterion)s”.") % named)
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
        raise DomainError(_("The quality of this version is concluded. The scores can no longer change."))
    if not text:
        raise DomainError(_("Write a note that says why the assessment is opened again."))
    fresh.finished_at = None
    fresh.save(update_fields=["finished_at"])
    trail.record(project.chain, "reopen assessment", by=by, new={"assessment": fresh.pk}, note=text)
    settle([project])
    return fresh


def assessors_for(project: Project) -> QuerySet[User]:
    """Who can be invited: assessors of the programme who do not write the project and are not asked yet."""
    return (
        User.objects.filter(
            is_active=True,
            staff_roles__programme=project.programme_code,
            staff_roles__role=Role.ASSESSOR,
        )
        .exclude(pk__in=project.collaborators.values("user"))
        .exclude(
            pk__in=Assessment.objects.filter(version=Version.objects.newest_of(project)).values("assessor")
        )
        .order_by("name", "pk")
    )


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


def _assessable_version(project: Project) -> Version:
    version = Version.objects.newest_of(project)
    if project.state not in IN_ASSESSMENT or version is None:
        raise DomainError(
            _("A project can be assessed while it is submitted or eligible; now it is “%(state)s”.")
            % {"state": project.get_state_display()}
        )
    return version


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
    if project.state not in IN_ASSESSMENT or hasattr(fresh.version, "quality"):
        raise DomainError(_("The assessment of this version is over. What you saved is kept."))
    return project, fresh
