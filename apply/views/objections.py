"""Objecting to a decision: written in peace, saved meanwhile, submitted until the date in the letter."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.contrib import messages as notes
from django.core.files.base import File
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apply.forms.objections import ObjectionForm
from apply.pages.frame import frame_of
from apply.views.own import PersonRequest, need_whole, own_project
from assessments import appeals
from assessments.appeals import Chance
from assessments.models import Appeal
from core.acts import done
from core.errors import DomainError
from core.http import signed_in
from projects.attachments import serving
from projects.models import Attachment, Project


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: PersonRequest, uid: UUID, change: int) -> HttpResponse:
    """The objection to one decision: written by who manages the proposal, read by everybody who writes it."""
    project, level = own_project(request, uid)
    if request.method == "POST":
        need_whole(request)
    found, appeal = _shown(project, change)
    form = ObjectionForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        initial={"text": appeal.text if appeal else "", "seen": appeal.revision if appeal else 0},
    )
    if done(form, lambda: _act(request, project, form.cleaned_data)):
        is_draft = "save" in request.POST or "remove" in request.POST
        notes.success(
            request, _("Saved. Nothing is submitted yet.") if is_draft else _("Your objection is submitted.")
        )
        return redirect("apply:objection", project.uid, change)
    context = {
        "frame": frame_of(project, level),
        "here": "letters",
        "chance": found,
        "appeal": appeal,
        "files": list(appeal.files.present()) if appeal else [],
        "form": form,
        "zone": ZoneInfo(project.call.time_zone),
        "change": change,
    }
    return render(request, "apply/objection.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def objection_draft(request: PersonRequest, uid: UUID, change: int) -> HttpResponse:
    """Saves the draft while it is written: 200 with the new revision, 409 with the words of the refusal."""
    project, _level = own_project(request, uid)
    need_whole(request)
    form = ObjectionForm(request.POST)
    found = appeals.chance(project)
    if found is None or found.change.pk != change or not form.is_valid():
        return JsonResponse({"refused": _("This text can't be saved. Reload the page.")}, status=409)
    try:
        said = form.cleaned_data
        appeal = appeals.save_draft(project, by=request.user, text=said["text"], seen=said["seen"])
    except DomainError as refusal:
        return JsonResponse({"refused": str(refusal.text)}, status=409)
    return JsonResponse({"seen": appeal.revision})


@signed_in
@require_safe
def objection_file(request: PersonRequest, uid: UUID, file: UUID) -> HttpResponseBase:
    """A file that was attached to an objection of this proposal."""
    project, _level = own_project(request, uid)
    rows = Attachment.objects.present().filter(project=project, appeals__project=project)
    return serving.respond(get_object_or_404(rows, uid=file), request)


def _act(request: PersonRequest, project: Project, said: dict[str, Any]) -> None:
    """Keep text and file, then take a file away, submit, or leave it at that."""
    text, by = said["text"], request.user
    appeal = appeals.save_draft(project, by=by, text=text, seen=said["seen"])
    file: File[bytes] | None = said["file"]
    if file is not None:
        appeals.attach(project, file, by=by, key=said["key"] or uuid4())
    if "remove" in request.POST:
        appeals.detach(project, request.POST["remove"], by=by)
    elif "save" not in request.POST:
        appeals.submit(project, by=by, text=text, seen=appeal.revision)


def _shown(project: Project, change: int) -> tuple[Chance | None, Appeal | None]:
    """The chance to object to this decision and the objection to it; 404 when there is neither."""
    found = appeals.chance(project)
    appeal = Appeal.objects.filter(project=project, change=change).select_related("submitted_by").first()
    is_newest = found is not None and found.change.pk == change
    if not is_newest and (appeal is None or appeal.submitted_at is None):
        raise Http404
    return found if is_newest else None, appeal
