"""What learning platforms hold of a person: membership, expertise, good practices, reviews and transfers."""

from __future__ import annotations

from typing import Any

from accounts.holdings import Holding
from accounts.models import User
from knowledge import community
from knowledge.models import Expert, GoodPractice, Member, Review, Transfer
from knowledge.practices.fields import text_of


class Learning(Holding):
    """Profiles are erased with the account; what was written for others stays under the pseudonym."""

    name = "learning"

    def export(self, user: User) -> Any:
        """Profiles, expertise, reviews in the person's own words, practices and transfers."""
        return {
            "memberships": [_profile(one) for one in _memberships(user)],
            "expert": [
                {
                    "platform": one.platform_id,
                    "themes": [topic.code for topic in one.topics.all()],
                    "named_at": one.named_at.isoformat(),
                    "ended_at": one.ended_at.isoformat() if one.ended_at else None,
                }
                for one in Expert.objects.filter(user=user).prefetch_related("topics")
            ],
            "reviews": [
                {"asked_at": one.asked_at.isoformat(), "state": one.state, "text": one.text, "note": one.note}
                for one in Review.objects.filter(expert__user=user)
            ],
            "good_practices": [
                {
                    "code": one.code,
                    "state": one.state,
                    "title": dict(text_of({row.key: row.value for row in one.texts.all()}, "title")),
                }
                for one in GoodPractice.objects.filter(authors=user).prefetch_related("texts")
            ],
            "transfers": [
                {
                    "organisation": one.organisation_name,
                    "told_at": one.told_at.isoformat(),
                    "state": one.state,
                    "file": one.evidence.name if hasattr(one, "evidence") else "",
                }
                for one in Transfer.objects.filter(told_by=user).select_related("evidence")
            ],
        }

    def forget(self, user: User) -> None:
        """The profile goes; who told of a transfer is no longer named."""
        for member in Member.objects.select_for_update().filter(user=user):
            community.erase(member)
        Transfer.objects.filter(told_by=user).update(told_by=None)


def _memberships(user: User) -> list[Member]:
    return list(Member.objects.filter(user=user).prefetch_related("topics"))


def _profile(member: Member) -> dict[str, object]:
    return {
        "platform": member.platform_id,
        "organisation": member.at,
        "function": member.function,
        "country": member.country,
        "region": member.region,
        "themes": [topic.code for topic in member.topics.all()],
        "languages": member.languages,
        "offers": member.offers,
        "seeks": member.seeks,
        "visibility": member.visibility,
        "takes_messages": member.takes_messages,
        "joined_at": member.joined_at.isoformat(),
    }
