"""The invitations that wait for a person, and those that the person took up."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from projects.models import Invitation
from projects.models.invitations import InvitationQuerySet


def waiting_for(user: User | AnonymousUser) -> InvitationQuerySet:
    """Open invitations to the addresses that the person has confirmed."""
    addresses = EmailAddress.objects.filter(user_id=user.pk, verified=True).values("email")
    related = Invitation.objects.select_related("project__call", "partnership", "invited_by")
    return related.open().filter(email__in=addresses)


def accepted_by(user: User) -> InvitationQuerySet:
    """Invitations that the person accepted, to projects in which the person still works."""
    return Invitation.objects.select_related("project").filter(
        accepted_by=user, project__collaborators__user=user
    )
