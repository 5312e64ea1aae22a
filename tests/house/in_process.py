"""Views called in process, each behind its rule: questions of access need no pages of refusal drawn."""

from collections.abc import Mapping
from typing import Any

from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.test import RequestFactory
from django.urls import resolve

from accounts.models import User
from core.errors import DomainError
from core.http import rule_of

SHUT = frozenset({403, 404})


def status_for(user: User | None, address: str, data: Mapping[str, Any] | None = None) -> int:
    """The status that somebody signed in gets; with `data` of a post."""
    factory = RequestFactory()
    request = factory.get(address) if data is None else factory.post(address, data)
    request.user = user  # type: ignore[assignment]
    request.session = SessionStore()
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    found = resolve(request.path_info)
    rule = rule_of(found.func)
    verdict = rule.test(request) if rule else False
    if isinstance(verdict, HttpResponseBase):
        return verdict.status_code
    try:
        if not verdict:
            raise Http404
        answer: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
    except Http404:
        return 404
    except PermissionDenied:
        return 403
    except DomainError as refusal:
        return refusal.status
    return answer.status_code
