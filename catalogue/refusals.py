"""Requests for the interface that went wrong before or behind its views: problems too, never pages."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from catalogue.api.problems import CONTENT_TYPE, Problem
from catalogue.open_data import ALLOWED, api_language, opened

PLACE = "/api/"
DETAILS = {
    400: _("The request cannot be read"),
    413: _("Too large"),
    500: _("Something went wrong on our side"),
    503: _("The portal is briefly unavailable"),
}
# What says how to go on, whatever the body is.
_KEPT = ("Allow", "Retry-After")


class ProblemsMiddleware:
    """Makes a problem of each refusal under the interface's addresses that is none yet."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_refusal = response.status_code >= 400 and request.path.startswith(PLACE)
        if not is_refusal or response.headers.get("Content-Type") == CONTENT_TYPE:
            return response
        with translation.override(api_language(request)):
            found = DETAILS.get(response.status_code, f"Only {ALLOWED}." if "Allow" in response else "")
            problem = Problem(response.status_code, str(found)).response()
        for name in _KEPT:
            if name in response.headers:
                problem.headers[name] = response.headers[name]
        return opened(problem)
