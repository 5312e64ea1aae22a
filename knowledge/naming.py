"""Naming people as experts of a platform, and ending it; only by the secretariat of its programme."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from core.retry import retried
from knowledge.models import Expert, Platform, Topic
from programmes.permissions import has_role
from programmes.states import SECRETARIAT


@retried
@transaction.atomic
def name_expert(
    platform: Platform, email: str, *, topics: Sequence[Topic], languages: Sequence[str], by: User
) -> Expert:
    """Name who has this address as expert, or change the expert's topics; who had ended comes back."""
    _require(platform.pk, by)
    person = User.objects.filter(email=email.strip().lower(), is_active=True, erased_at__isnull=True).first()
    if person is None:
        raise DomainError(_("Nobody with an account has this address. Ask the person to sign up first."))
    defaults = {"languages": list(languages), "ended_at": None}
    expert, is_new = Expert.objects.select_for_update(of=("self",)).update_or_create(
        platform=platform, user=person, defaults=defaults, create_defaults=defaults | {"named_by": by}
    )
    expert.topics.set([topic for topic in topics if topic.platform_id == platform.pk])
    facts = {"topics": [topic.code for topic in topics], "languages": list(languages)}
    trail.record(expert.chain, "name expert" if is_new else "change expert", by=by, new=facts)
    return expert


@retried
@transaction.atomic
def end(expert: Expert, *, by: User) -> Expert:
    """The person is no expert any more; finished reviews stay, open ones are no longer the person's."""
    _require(expert.platform_id, by)
    fresh = Expert.objects.select_for_update().get(pk=expert.pk)
    if fresh.ended_at is None:
        fresh.ended_at = timezone.now()
        fresh.save(update_fields=["ended_at"])
        trail.record(fresh.chain, "end expert", by=by)
    return fresh


def _require(programme: str, by: User) -> None:
    if not has_role(by, programme, SECRETARIAT):
        raise NotAllowed(_("Only the secretariat of the programme may do this."))
