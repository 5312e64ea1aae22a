"""Requests and answers: who may open which view, and domain errors turned into pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.origins import SAFE, page_before

View = Callable[..., HttpResponseBase]
ONLY_SENT = _("This address only takes what a form sends. Open the page with the form, and send it there.")


@dataclass(frozen=True)
class Rule:
    """Who may open a view. `name` stands in the route list; the test returns True, False or an answer.

    False means: sign in when anonymous, 404 otherwise (what exists is not told).
    """

    name: str
    test: Callable[[HttpRequest], bool | HttpResponseBase]

    def __call__(self, view: View) -> View:
        """Use as a decorator: the outermost one of a view."""
        view.access_rule = self  # type: ignore[attr-defined]
        return view


anyone = Rule("anyone", lambda request: True)
signed_in = Rule("signed in", lambda request: request.user.is_authenticated)

# Views of packages, by module: they check for themselves.
PACKAGE_RULES: dict[str, Rule] = {
    "allauth.": anyone,
    "django.views.i18n": anyone,
    "django.contrib.staticfiles": anyone,
}


def rule_of(view: Any) -> Rule | None:
    """The rule of a view function, or None when it has none and stays shut."""
    rule = getattr(view, "access_rule", None)
    if rule is not None:
        return rule  # type: ignore[no-any-return]
    module = getattr(view, "view_class", view).__module__
    return next((rule for prefix, rule in PACKAGE_RULES.items() if module.startswith(prefix)), None)


class ClosedByDefaultMiddleware:
    """Opens no view that does not say who may open it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        rule = rule_of(view)
        verdict = rule.test(request) if rule else False
        if isinstance(verdict, HttpResponseBase):
            return verdict
        if verdict:
            return None
        if not request.user.is_authenticated and rule is not None:
            back = request.get_full_path() if request.method in SAFE else page_before(request)
            return redirect_to_login(back or request.get_full_path())
        raise Http404


class DomainErrorMiddleware:
    """Shows a refused act as a page with its reason and the way back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content and _is_read(request):
            page = render(request, "errors/refused.html", {"error": DomainError(ONLY_SENT)}, status=405)
            page.headers["Allow"] = response.headers["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DomainError):
            return None
        return render(request, "errors/refused.html", {"error": error}, status=error.status)


def _is_read(request: HttpRequest) -> bool:
    """Whether a person opened the address, as by a bookmark or after signing in again, and no script did."""
    return request.method == "GET" and request.accepts("text/html") and "HX-Request" not in request.headers


def portal(request: HttpRequest) -> dict[str, Any]:
    """What every page knows of the portal."""
    return {
        "portal_name": settings.PORTAL_NAME,
        "is_demo": settings.DEMO,
        "contact_email": settings.CONTACT_EMAIL,
    }
