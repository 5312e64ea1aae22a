"""The open calls, and starting a proposal in one of them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from apply.forms.start import StartForm
from apply.pages.calls import call_card, call_cards
from apply.views.own import PersonRequest
from calls.models import Call
from core.errors import DomainError
from core.http import signed_in
from projects import lifecycle


@signed_in
@require_safe
def calls(request: PersonRequest) -> HttpResponse:
    return render(request, "apply/calls.html", {"calls": call_cards(Call.objects.accepting_drafts())})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: PersonRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Call.objects.published(), code=code)
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            project = lifecycle.start_draft(found, by=request.user, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal.text))
        else:
            return redirect("apply:proposal", project.uid)
    return render(
        request,
        "apply/start.html",
        {"form": form, "call": call_card(found)},
        status=422 if form.is_bound else 200,
    )
