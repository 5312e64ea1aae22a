"""The people who write a project: invite, accept, decline, change the level, hand over, leave."""

from projects.collaboration.answering import accept, decline
from projects.collaboration.inviting import MOST_OPEN_INVITATIONS, cancel_invitation, invite
from projects.collaboration.people import change_level, hand_over, remove

__all__ = [
    "MOST_OPEN_INVITATIONS",
    "accept",
    "cancel_invitation",
    "change_level",
    "decline",
    "hand_over",
    "invite",
    "remove",
]
