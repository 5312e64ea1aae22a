"""What the secretariat decides on a reviewed good practice, on the version that it saw."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from core.retry import retried
from correspondence.plain import plain
from knowledge.models import GoodPractice, Review
from knowledge.practices import fiche, mails, publishing
from knowledge.practices.access import for_secretariat, locked, require_state
from knowledge.states import WAITING, PracticeState, Recommendation, ReviewState
from programmes.permissions import has_role
from programmes.states import SECRETARIAT

TEXT_LENGTH = 5000
WITHDRAWABLE = frozenset({PracticeState.PUBLISHED, PracticeState.REVISING, PracticeState.RETURNED})


@retried
@transaction.atomic
def decide(
    practice: GoodPractice, outcome: Recommendation, *, text: str, version: int, by: User
) -> GoodPractice:
    """Publish, ask to improve, or refuse version number `version`; the letter to the authors is drafted.

    Publishing needs as many finished reviews as the platform asks for; the others need reasons. When a new
    version of a published practice is refused, the published one stays.
    """
    fresh = for_secretariat(practice, by)
    require_state(fresh, WAITING)
    newest = fresh.versions.all()[:1].get()
    if newest.number != version:
        raise DomainError(
            _("A newer version was submitted meanwhile. Reload the page, and look at that one.")
        )
    reviews = list(Review.objects.select_for_update().filter(version=newest))
    finished = [review for review in reviews if review.state == ReviewState.DONE]
    said = plain(text).strip()[:TEXT_LENGTH]
    if outcome == Recommendation.PUBLISH and len(finished) < fresh.platform.reviewers:
        raise DomainError(_("Not enough reviews are finished to publish this. Ask an expert first."))
    if outcome != Recommendation.PUBLISH and not said:
        raise DomainError(_("Give the authors your reasons."))
    open_ones = [review.pk for review in reviews if review.state == ReviewState.ASKED]
    Review.objects.filter(pk__in=open_ones).update(state=ReviewState.CANCELLED)
    was_public = hasattr(fresh, "published")
    if outcome == Recommendation.PUBLISH:
        publishing.publish(fresh, newest)
        fiche.request_all(fresh)
    old, fresh.state = fresh.state, _state_after(outcome, was_public=was_public)
    fresh.decided_at, fresh.decision_text = timezone.now(), said
    fresh.save()
    facts = {"state": fresh.state, "outcome": outcome, "version": version, "reviews": len(finished)}
    trail.record(fresh.chain, "decide good practice", by=by, old={"state": old}, new=facts)
    mails.tell_decided(fresh, outcome, version, texts=[review.text for review in finished], by=by)
    return fresh


@retried
@transaction.atomic
def withdraw(practice: GoodPractice, *, by: User, reason: str) -> GoodPractice:
    """Take a published practice off the platform, by its authors or the secretariat."""
    fresh = locked(practice)
    is_author = GoodPractice.objects.written_by(by).filter(pk=fresh.pk).exists()
    if not is_author and not has_role(by, fresh.platform_id, SECRETARIAT):
        raise NotAllowed(_("Only its authors and the secretariat may do this."))
    require_state(fresh, WITHDRAWABLE)
    if not hasattr(fresh, "published"):
        raise DomainError(_("This good practice is not published."))
    publishing.withdraw(fresh)
    fiche.withdraw(fresh)
    old, fresh.state = fresh.state, PracticeState.WITHDRAWN
    fresh.save(update_fields=["state"])
    trail.record(
        fresh.chain,
        "withdraw good practice",
        by=by,
        old={"state": old},
        new={"state": fresh.state},
        note=plain(reason).strip()[:500],
    )
    return fresh


def _state_after(outcome: Recommendation, *, was_public: bool) -> PracticeState:
    if outcome == Recommendation.IMPROVE:
        return PracticeState.RETURNED
    if outcome == Recommendation.PUBLISH or was_public:
        return PracticeState.PUBLISHED
    return PracticeState.REFUSED
