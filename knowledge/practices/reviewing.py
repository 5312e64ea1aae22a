"""Reviews by experts: asked for, written field by field, finished or declined."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from assessments import sheets
from assessments.sheets import COMMENT, NOTE_LENGTH, VALUE
from core.errors import DomainError, NotAllowed
from core.retry import retried
from knowledge.models import (
    HIGHEST_SCORE,
    LOWEST_SCORE,
    Criterion,
    Expert,
    GoodPractice,
    Review,
    ReviewScore,
)
from knowledge.practices import mails
from knowledge.practices.access import for_secretariat, locked, require_state
from knowledge.states import WAITING, PracticeState, Recommendation, ReviewState
from projects.fields import InvalidValue, Saved

MOST = 2  # experts for one version
OWN = ("recommendation", "text", "note")


@retried
@transaction.atomic
def ask(practice: GoodPractice, expert: Expert, *, due_on: date, by: User) -> Review:
    """Ask an expert to review the newest version. An expert who wrote it, or its project, is refused."""
    fresh = for_secretariat(practice, by)
    require_state(fresh, WAITING)
    if due_on < timezone.localdate():
        raise DomainError(_("Choose a day that is still to come."))
    if not Expert.objects.active().filter(pk=expert.pk, platform=fresh.platform_id).exists():
        raise DomainError(_("This person is no expert of the platform any more. Choose another."))
    if GoodPractice.objects.written_by(expert.user).filter(pk=fresh.pk).exists():
        raise DomainError(_("This expert wrote the good practice, or its project. Choose another."))
    version = fresh.versions.all()[:1].get()
    held = {review.expert_id: review for review in version.reviews.all()}
    counted = [row for row in held.values() if row.state in {ReviewState.ASKED, ReviewState.DONE}]
    if expert.pk in held:
        raise DomainError(_("This expert was asked about this version before. Choose another."))
    if len(counted) >= MOST:
        raise DomainError(_("Two experts are asked already. Cancel one of their reviews first."))
    review = Review.objects.create(version=version, expert=expert, due_on=due_on, asked_by=by)
    fresh.state = PracticeState.IN_REVIEW
    fresh.save(update_fields=["state"])
    facts = {"expert": str(expert.uid), "due": due_on, "version": version.number}
    trail.record(fresh.chain, "ask expert", by=by, new=facts)
    mails.ask_for_review(review, by=by)
    return review


@retried
@transaction.atomic
def cancel(review: Review, *, by: User) -> None:
    """The secretariat no longer needs this review; what was written stays with it."""
    fresh = for_secretariat(review.version.practice, by)
    held = Review.objects.select_for_update().get(pk=review.pk)
    if held.state != ReviewState.ASKED:
        raise DomainError(_("This review is no longer open. Reload the page."))
    _end(held, fresh, ReviewState.CANCELLED, "cancel review", by)


@retried
@transaction.atomic
def decline(review: Review, *, by: User) -> None:
    """The expert can't or may not review it; the secretariat asks somebody else."""
    held, practice = _open(review, by)
    _end(held, practice, ReviewState.DECLINED, "decline review", by)


class ReviewSheet:
    """The fields of a review that its expert is writing; an `assessments.sheets.Sheet`."""

    def __init__(self, review: Review, practice: GoodPractice) -> None:
        self.review = review
        self.stored = stored_of(review, criteria_of(practice))

    def canonical(self, key: str, typed: str) -> str:
        """What was typed, as it would be stored."""
        name = key.partition(".")[0]
        if name == VALUE:
            return _score(typed.strip())
        if key == "recommendation":
            if typed and typed not in Recommendation.values:
                raise InvalidValue(_("Choose from the list."))
            return typed
        return sheets.as_text(typed, NOTE_LENGTH)

    def write(self, key: str, value: str) -> None:
        """Store one field of the review or of a score."""
        name, _dot, pk = key.partition(".")
        if not pk:
            setattr(self.review, name, value)
            self.review.save(update_fields=[name])
            return
        given = {"value": int(value) if value else None} if name == VALUE else {"comment": value}
        ReviewScore.objects.update_or_create(
            review=self.review, criterion_id=int(pk), defaults={**given, "saved_at": timezone.now()}
        )


def criteria_of(practice: GoodPractice) -> list[Criterion]:
    """What its platform scores, in order."""
    return list(Criterion.objects.filter(platform=practice.platform_id).order_by("position"))


def stored_of(review: Review, criteria: list[Criterion]) -> dict[str, sheets.Stored]:
    """What a review holds, by the keys of its sheet."""
    given = {score.criterion_id: score for score in review.scores.all()}
    found: dict[str, sheets.Stored] = {}
    for criterion in criteria:
        score = given.get(criterion.pk)
        value = "" if score is None or score.value is None else str(score.value)
        at = score.saved_at if score else None
        found[f"{VALUE}.{criterion.pk}"] = sheets.Stored(value, at)
        found[f"{COMMENT}.{criterion.pk}"] = sheets.Stored(score.comment if score else "", at)
    return found | {name: sheets.Stored(getattr(review, name)) for name in OWN}


@retried
@transaction.atomic
def save_field(review: Review, key: str, typed: str, *, base: str, by: User) -> Saved:
    """Keep one field as typed; `base` is the token of what the page showed (assessments.sheets.save)."""
    return sheets.save(ReviewSheet(*_open(review, by)), key, typed, base=base, by=by)


@retried
@transaction.atomic
def save_sheet(
    review: Review, values: Mapping[str, tuple[str, str]], *, by: User
) -> dict[str, sheets.Outcome]:
    """Keep a page posted as a whole: (typed, base token) by key; each field is saved or says why not."""
    return sheets.save_all(ReviewSheet(*_open(review, by)), values, by=by)


@retried
@transaction.atomic
def finish(review: Review, *, by: User) -> Review:
    """Hand in: every criterion has a score with its reason, and there is an advice with a text."""
    held, practice = _open(review, by)
    stored = stored_of(held, criteria_of(practice))
    missing = [key for key, field in stored.items() if not field.value and key != "note"]
    if missing:
        raise DomainError(
            _(
                "Give each criterion a score with its reason; also give your advice and a text for the "
                "authors."
            )
        )
    held.finished_at = timezone.now()
    _end(held, practice, ReviewState.DONE, "finish review", by)
    return held


def _open(review: Review, by: User) -> tuple[Review, GoodPractice]:
    """Review and practice, locked, for the expert who was asked, while the review is open."""
    practice = locked(GoodPractice.objects.get(versions=review.version_id))
    held = Review.objects.select_for_update(of=("self",)).select_related("expert").get(pk=review.pk)
    if not Review.objects.of(by).filter(pk=held.pk).exists():
        raise NotAllowed(_("Only the expert who was asked may do this."))
    if held.state != ReviewState.ASKED or practice.state != PracticeState.IN_REVIEW:
        raise DomainError(_("This review is no longer open. Reload the page."))
    return held, practice


def _end(review: Review, practice: GoodPractice, state: ReviewState, action: str, by: User) -> None:
    review.state = state
    review.save()
    trail.record(practice.chain, action, by=by, new={"expert": str(review.expert.uid), "state": state})


def _score(typed: str) -> str:
    if not typed:
        return ""
    if typed not in {str(value) for value in range(LOWEST_SCORE, HIGHEST_SCORE + 1)}:
        scale = {"lowest": LOWEST_SCORE, "highest": HIGHEST_SCORE}
        raise InvalidValue(_("Give a whole score from %(lowest)d to %(highest)d.") % scale)
    return typed
