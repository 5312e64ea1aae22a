"""The invitations that wait for a person."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from projects.models import Invitation
from projects.models.invitations import InvitationQuerySet


def waiting_for(user: User | AnonymousUser) -> InvitationQuerySet:
    """Open invitations to the addresses that the person has confirmed."""
    addresses = EmailAddress.objects.filter(user_id=user.pk, verified=True).values("email")
    return Invitation.objects.open().filter(email__in=addresses).select_related("project", "invited_by")
