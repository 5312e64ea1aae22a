"""How long a sign-in lasts, where a person is signed in, and that no cache keeps private pages."""

from __future__ import annotations

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.models import User

SIGNED_IN_AT = "signed_in_at"
RENEWED_AT = "renewed_at"
RENEW_AFTER = 15 * 60  # seconds: one write in this time keeps a session in use alive


class SessionLifetimeMiddleware:
    """Ends a session that was idle for SESSION_COOKIE_AGE or lasted SESSION_LONGEST, in seconds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES and self._keep_alive(request)
        response = self.get_response(request)
        if signed_in and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response

    def _keep_alive(self, request: HttpRequest) -> bool:
        if not request.user.is_authenticated:
            return False
        now = int(time.time())
        if now - request.session.setdefault(SIGNED_IN_AT, now) > settings.SESSION_LONGEST:
            logout(request)
            return False
        if now - request.session.get(RENEWED_AT, 0) > RENEW_AFTER:
            request.session[RENEWED_AT] = now
        return True


def sessions_of(user: User) -> list[UserSession]:
    """Where the person is signed in now, the newest first; two queries."""
    noted = list(UserSession.objects.filter(user=user).order_by("-created_at"))
    open_keys = set(
        Session.objects.filter(
            session_key__in=[session.session_key for session in noted], expire_date__gt=timezone.now()
        ).values_list("session_key", flat=True)
    )
    return [session for session in noted if session.session_key in open_keys]


def end_sessions(user: User, *, keep: str | None = None) -> int:
    """Sign the person out everywhere but in the session with the key `keep`; returns how many ended."""
    ended = [session for session in UserSession.objects.filter(user=user) if session.session_key != keep]
    for session in ended:
        session.end()
    return len(ended)
