"""Mails about good practices: to authors, to experts, to who told of a transfer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import override

from accounts.models import User
from core.texts import Text
from correspondence import outbox
from knowledge.models import GoodPractice, Review, Transfer
from knowledge.practices.fields import text_of
from knowledge.states import Recommendation

DECIDED = {
    Recommendation.PUBLISH: "practice_published",
    Recommendation.IMPROVE: "practice_improve",
    Recommendation.REFUSE: "practice_refused",
}


def title_of(practice: GoodPractice) -> Text:
    """The title that was last submitted, else nothing."""
    newest = practice.versions.first()
    return text_of(newest.content, "title") if newest else Text()


def tell_received(practice: GoodPractice, version: int) -> None:
    """To the authors: it arrived."""
    for person in practice.authors.filter(is_active=True):
        _write(practice, person, "practice_received", f"received-{version}-{person.pk}", confirmed=True)


def tell_decided(
    practice: GoodPractice, outcome: Recommendation, version: int, *, texts: list[str], by: User
) -> None:
    """To the authors, once the secretariat confirms the letter: what was decided, and what experts wrote."""
    for person in practice.authors.filter(is_active=True):
        more = {"decision": practice.decision_text, "reviews": texts}
        _write(
            practice, person, DECIDED[outcome], f"decided-{version}-{outcome}-{person.pk}", more=more, by=by
        )


def ask_for_review(review: Review, *, by: User) -> None:
    """To an expert: what to review, and by when."""
    practice = review.version.practice
    more = {"review": review, "due": review.due_on}
    person = review.expert.user
    _write(practice, person, "review_asked", f"review-{review.uid}", more=more, by=by, confirmed=True)


def remind_of_review(review: Review) -> None:
    """To an expert whose day is over: what waits."""
    practice, person = review.version.practice, review.expert.user
    if not person.is_active or person.erased_at is not None:
        return
    more = {"review": review, "due": review.due_on}
    _write(practice, person, "review_late", f"review-late-{review.uid}", more=more, confirmed=True)


def tell_transfer(transfer: Transfer, *, by: User) -> None:
    """To who told of it: whether the transfer was confirmed."""
    if transfer.told_by is None or not transfer.told_by.is_active:
        return
    more = {"transfer": transfer}
    key = f"transfer-{transfer.uid}-{transfer.state}"
    _write(transfer.practice, transfer.told_by, "transfer_answer", key, more=more, by=by, confirmed=True)


def _write(
    practice: GoodPractice,
    person: User,
    template: str,
    occasion: str,
    *,
    more: Mapping[str, Any] | None = None,
    by: User | None = None,
    confirmed: bool = False,
) -> None:
    with override(person.language):
        known = {"practice": practice, "title": str(title_of(practice)), "platform": str(practice.platform)}
    outbox.write(
        "practice",
        to=person,
        template=template,
        context={**known, **(more or {})},
        about=practice.chain,
        programme=practice.platform_id,
        by=by,
        dedupe_key=f"{practice.chain}:{occasion}",
        confirmed=confirmed,
    )
