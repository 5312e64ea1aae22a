"""The calls for proposals, and all that an applicant must know of one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from calls import rules
from calls.models import Call
from catalogue.pages import public_page
from core.http import anyone
from projects.printing import blank


@anyone
@public_page()
def calls(request: HttpRequest) -> HttpResponse:
    """Open calls first, then those to come, then closed ones."""
    now = timezone.now()
    found = Call.objects.published().select_related("programme_period__programme").order_by("closes_at")
    groups = {
        "open_calls": [call for call in found if call.opens_at <= now < call.closes_at],
        "coming_calls": [call for call in found if call.opens_at > now],
        "closed_calls": [call for call in reversed(found) if call.closes_at <= now],
    }
    return render(request, "catalogue/calls.html", groups)


@anyone
@public_page()
def call(request: HttpRequest, code: str) -> HttpResponse:
    """One call: dates, money, rules in words, criteria, how to apply."""
    found = get_object_or_404(
        Call.objects.published()
        .select_related("programme_period__programme", "programme_period__period")
        .prefetch_related("objectives__priority", "funds__fund", "flat_rates", "rules", "criteria"),
        code=code,
    )
    context = {
        "call": found,
        "rules": [rules.describe(rule) for rule in found.rules.all()],
        "form_languages": blank.ready_languages(found.code),
        "is_to_come": found.opens_at > timezone.now(),
    }
    return render(request, "catalogue/call.html", context)
