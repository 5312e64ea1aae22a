"""Who is asking, and what they must have shown before a page of the staff opens."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.models import User


def needs_second_factor(user: User | AnonymousUser) -> bool:
    """Whether staff pages stay shut until this person has set up a second factor (STAFF_MFA_REQUIRED).

    Who has one was asked for it at sign-in, so having one is enough.
    """
    return settings.STAFF_MFA_REQUIRED and user.is_authenticated and not is_mfa_enabled(user)


def ask_for_second_factor(request: HttpRequest) -> HttpResponseRedirect:
    """Send a staff person to the page where a second factor is set up, saying why."""
    messages.warning(
        request, _("Pages of the programme staff need a second step at sign-in. Set one up first.")
    )
    return redirect("mfa_index")


def signed_in_user(request: HttpRequest) -> User:
    """The person of a request whose view is for signed-in people."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
