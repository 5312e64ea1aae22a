"""Who is signed in: the two rows that every request of a person asks for, by SQL that is worked out once."""

from __future__ import annotations

from datetime import UTC, datetime

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import User
from core.prepared import Prepared

_SESSIONS = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now),
    key="no session",
    now=datetime(1, 1, 1, tzinfo=UTC),
)
_USERS = Prepared(lambda key: User.objects.filter(pk=key), key=-1)


class SessionStore(DatabaseSessions):
    """Sessions in the database, as Django keeps them."""

    def _get_session_from_db(self) -> Session | None:
        found = _SESSIONS.rows(key=self.session_key, now=timezone.now())
        if not found:
            self._session_key = None
            return None
        return found[0]


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Signs in as allauth does."""

    def get_user(self, user_id: int) -> User | None:
        found = _USERS.rows(key=user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None
