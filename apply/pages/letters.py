"""The letters about one proposal, one of each kind, though every manager got a copy."""

from __future__ import annotations

from accounts.models import User
from correspondence.models import Message, MessageQuerySet
from correspondence.states import GONE
from projects.models import Project


def letters_about(project: Project) -> MessageQuerySet:
    """Every copy that left, newest first."""
    gone = Message.objects.about(project.chain).filter(state__in=sorted(GONE)).exclude(letter="")
    return gone.select_related("recipient", "attachment").order_by("-confirmed_at", "-pk")


def for_reader(project: Project, user: User, *, manages: bool) -> list[Message]:
    """What the person reads: own copies; who manages the project also those that went to others only."""
    found: dict[str, Message] = {}
    for copy in letters_about(project):
        is_own = copy.recipient_id == user.pk
        act = copy.dedupe_key.rpartition(":")[0]
        if is_own or (manages and act not in found):
            found[act] = copy
    return list(found.values())
