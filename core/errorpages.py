"""The pages for what goes wrong. Those for 400 and 500 need neither session nor database."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.guards import refusal
from core.outage import is_outage, unavailable


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request can't be read."""
    return refusal(400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the person is known and may not do this."""
    return render(request, "errors/403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing there, or nothing that this person may know of."""
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; 503 where database or disk failed us in a middleware, as Django calls this for both."""
    return unavailable() if is_outage(sys.exc_info()[1]) else refusal(500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form came without the sign that this site gave it, as without cookies."""
    return render(request, "errors/csrf.html", status=403)
