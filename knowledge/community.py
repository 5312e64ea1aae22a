"""Joining a platform's community, changing one's profile, leaving it, and writing to another member."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts import trail
from accounts.models import User
from accounts.throttle import Limit, take_or_refuse
from core.errors import DomainError, NotAllowed
from core.retry import retried
from correspondence import outbox
from correspondence.plain import plain
from knowledge.models import Member, Platform, Topic
from knowledge.models.members import TEXT_LENGTH
from knowledge.states import Visibility

MESSAGE_LENGTH = 4000
MESSAGES = Limit("messages of a member to others", 10, 60 * 60)
MESSAGES_TO_ONE = Limit("messages of a member to one other", 3, 24 * 60 * 60)


@dataclass(frozen=True)
class Profile:
    """What a member says of themselves. `visibility` and `takes_messages` are consents."""

    organisation_name: str
    function: str
    country: str
    region: str
    topics: Sequence[Topic]
    language: str
    languages: Sequence[str]
    offers: str
    seeks: str
    visibility: Visibility
    takes_messages: bool


@retried
@transaction.atomic
def join(platform: Platform, *, by: User) -> Member:
    """Become a member, seen by nobody. Who is one already stays as before."""
    if not platform.is_open:
        raise DomainError(_("This platform takes no members now."))
    member, is_new = Member.objects.get_or_create(
        platform=platform,
        user=by,
        defaults={
            "terms_edition": platform.terms_edition,
            "language": by.language,
            "languages": [by.language],
            "is_demo": by.is_demo,
        },
    )
    if is_new:
        consent = {"terms": member.terms_edition, **_consents(member)}
        trail.record(member.chain, "join platform", by=by, new=consent)
    return member


@retried
@transaction.atomic
def change(member: Member, profile: Profile, *, revision: int, by: User) -> Member:
    """Keep the profile as typed; DomainError when another page saved since `revision`.

    The trail holds the consents as they change, never the texts: it can't be erased.
    """
    fresh = _own(member, by)
    if fresh.revision != revision:
        raise DomainError(
            _("Another page changed your profile meanwhile. Compare below, then save again to keep this one.")
        )
    old = _consents(fresh)
    fresh.organisation_name = plain(profile.organisation_name).strip()
    fresh.function = plain(profile.function).strip()
    fresh.country, fresh.region = profile.country, profile.region
    fresh.language, fresh.languages = profile.language, list(profile.languages)
    fresh.offers = plain(profile.offers).strip()[:TEXT_LENGTH]
    fresh.seeks = plain(profile.seeks).strip()[:TEXT_LENGTH]
    fresh.visibility, fresh.takes_messages = profile.visibility, profile.takes_messages
    fresh.changed_at, fresh.revision = timezone.now(), fresh.revision + 1
    fresh.save()
    fresh.topics.set([topic for topic in profile.topics if topic.platform_id == fresh.platform_id])
    new = _consents(fresh)
    if new != old:
        trail.record(fresh.chain, "change consent", by=by, old=old, new=new)
    return fresh


@retried
@transaction.atomic
def leave(member: Member, *, by: User) -> None:
    """Leave at once: the profile is erased, the row stays empty for what points to it."""
    fresh = _own(member, by)
    trail.record(fresh.chain, "leave platform", by=by, old=_consents(fresh))
    erase(fresh)


def erase(member: Member) -> None:
    """Take everything of the person out of the row. Part of a transaction that holds it."""
    member.topics.clear()
    for name in ("organisation_name", "function", "country", "region", "offers", "seeks"):
        setattr(member, name, "")
    member.organisation, member.user, member.languages = None, None, []
    member.visibility, member.takes_messages = Visibility.HIDDEN, False
    member.left_at = member.changed_at = timezone.now()
    member.save()


@retried
@transaction.atomic
def write_to(member: Member, text: str, *, by: User, stamp: str) -> None:
    """Send a member a message by mail. Neither sees the other's address; the reader answers here.

    Only members who are seen by each other write, and only to who takes messages.
    """
    sender = Member.objects.of(by).filter(platform=member.platform_id).first()
    if sender is None:
        raise NotAllowed(_("Join the platform first: members write to each other."))
    reader = Member.objects.visible_to(by).select_related("user", "platform__programme").filter(pk=member.pk)
    found = reader.first()
    if found is None or found.user is None or not found.takes_messages or found.pk == sender.pk:
        raise NotAllowed(_("This member takes no messages."))
    said = plain(text).strip()[:MESSAGE_LENGTH]
    if not said:
        raise DomainError(_("Write a message first."))
    refusal = _("You sent many messages. Wait %(wait)s, then send yours again.")
    take_or_refuse({MESSAGES: str(by.pk), MESSAGES_TO_ONE: f"{by.pk} {found.pk}"}, refusal)
    with override(found.user.language):
        known = {"sender": sender, "text": said, "platform": str(found.platform), "member": found}
    outbox.write(
        "member",
        to=found.user,
        template="member_message",
        context=known,
        about=found.chain,
        programme="",
        by=by,
        dedupe_key=f"member:{sender.uid}:{stamp[:64]}",
        confirmed=True,
    )
    trail.record(found.chain, "write to member", by=by, new={"from": str(sender.uid)})


def _own(member: Member, by: User) -> Member:
    fresh = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if fresh.user_id != by.pk or fresh.left_at is not None:
        raise NotAllowed(_("Only the member may do this."))
    return fresh


def _consents(member: Member) -> dict[str, object]:
    return {"visibility": member.visibility, "takes_messages": member.takes_messages}
