"""The open calls, and starting a proposal in one of them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from apply.forms.start import StartForm, StartFromForm
from apply.pages.calls import call_card, call_cards
from apply.pages.frame import frame_of
from apply.views.own import PersonRequest, own_project
from calls.models import Call
from core.errors import DomainError
from core.http import signed_in
from projects import lifecycle
from projects.models import Project, ProjectQuerySet


@signed_in
@require_safe
def calls(request: PersonRequest) -> HttpResponse:
    return render(request, "apply/calls.html", {"calls": call_cards(Call.objects.accepting_drafts())})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: PersonRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Call.objects.published().with_programme(), code=code)
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
        {"form": form, "call": call_card(found), "has_earlier": _earlier(request, found).exists()},
        status=422 if form.is_bound else 200,
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def start_from(request: PersonRequest, code: str) -> HttpResponse:
    """A new draft from an earlier proposal that the person writes, to a call of the same programme."""
    found = get_object_or_404(Call.objects.published().with_programme(), code=code)
    earlier = _earlier(request, found)
    form = StartFromForm(request.POST if request.method == "POST" else None, earlier=earlier)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("acronym", "creation_key")}
        try:
            project = lifecycle.start_from(form.cleaned_data["source"], found, by=request.user, **said)
        except DomainError as refusal:
            form.add_error(None, str(refusal.text))
        else:
            return redirect("apply:started", project.uid)
    context = {"form": form, "call": found, "has_earlier": earlier.exists()}
    return render(request, "apply/start_from.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_safe
def started(request: PersonRequest, uid: UUID) -> HttpResponse:
    """What a draft took over from an earlier proposal, and what not."""
    project, level = own_project(request, uid)
    if project.started_from_id is None:
        return redirect("apply:proposal", project.uid)
    context = {"frame": frame_of(project, level), "left_out": lifecycle.left_out_of(project)}
    return render(request, "apply/started.html", context)


def _earlier(request: PersonRequest, call: Call) -> ProjectQuerySet:
    """The person's proposals to calls of the same programme, the newest first."""
    programme = call.programme_period.programme_id
    mine = Project.objects.written_by(request.user).real().select_related("call")
    return mine.filter(call__programme_period__programme=programme).order_by("-changed_at")
