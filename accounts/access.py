"""Who is asking, and what they must have shown before a page of the staff opens."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core.http import Rule


def needs_second_factor(user: User | AnonymousUser) -> bool:
    """Whether staff pages stay shut until this person has set up a second factor (STAFF_MFA_REQUIRED).

    Who has one was asked for it at sign-in, so having one is enough.
    """
    return settings.STAFF_MFA_REQUIRED and user.is_authenticated and not is_mfa_enabled(user)


def ask_for_second_factor(request: HttpRequest) -> HttpResponseRedirect:
    """Send a staff person to the page where a second factor is set up, saying why."""
    messages.warning(request, _("Pages for programme staff need a second step at sign-in. Set one up first."))
    return redirect("mfa_index")


def signed_in_user(request: HttpRequest) -> User:
    """The person of a request whose view is for signed-in people."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _signed_in(request: HttpRequest) -> bool | JsonResponse:
    """Signed in as the person whose page this is; else an answer that the page's script can tell."""
    person = request.POST.get("person", "")
    if request.user.is_authenticated and person in ("", str(request.user.uid)):
        return True
    if request.user.is_authenticated:
        message = _("Not saved: somebody else is signed in in this browser. Your text is still on this page.")
    else:
        message = _("Not saved: you are signed out. Your text is kept in this browser.")
    may_ask = not request.user.is_authenticated
    answer = {"message": message, "sign_in": reverse("account_login"), "may_ask": may_ask}
    return JsonResponse(answer, status=401)


signed_in_or_401 = Rule("signed in", _signed_in)
