"""The annexes of a proposal: list, upload, describe, take away, put back, download."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apply.forms.annexes import DescriptionForm, PlaceForm
from apply.pages.annexes import annex_page, file_row
from apply.pages.frame import frame_of
from apply.views.own import PersonRequest, own_project, uses_in
from calls.models import CallAnnex
from core.downloads import to_save
from core.errors import DomainError
from core.http import signed_in
from core.uploads import ACCEPT
from projects import attachments
from projects.attachments import serving
from projects.models import Attachment, Project
from projects.permissions import level_in

MOST_AT_ONCE = 20


@signed_in
@require_safe
def annexes(request: PersonRequest, uid: UUID) -> HttpResponse:
    project, _level = own_project(request, uid)
    return _page(request, project)


@signed_in
@require_POST
def annex_add(request: PersonRequest, uid: UUID) -> HttpResponseBase:
    """Takes in the files that were chosen: each is judged by itself. Scripts get the new rows as JSON."""
    project, _level = own_project(request, uid)
    form = PlaceForm(request.POST)
    place = form.place(project) if form.is_valid() else None
    added: list[Attachment] = []
    faults: list[str] = []
    if place is None:
        faults.append(_("This annex is no longer asked for. Reload the page and choose the file again."))
    else:
        added, faults = _take_in(request, project, form, place)
    if request.accepts("text/html"):
        for row in added:
            messages.success(request, _("%(name)s is uploaded and will be checked.") % {"name": row.name})
        return _page(request, project, faults) if faults else redirect("apply:annexes", project.uid)
    rows = [file_row(project, request.collaboration, row) for row in added]
    html = "".join(render_to_string("apply/parts/annex_file.html", {"row": row}, request) for row in rows)
    return JsonResponse({"html": html, "faults": faults}, status=422 if faults else 201)


@signed_in
@require_safe
def annex_state(request: PersonRequest, uid: UUID, file: UUID) -> HttpResponse:
    """One file of the list, for the page to ask again while it is being checked."""
    project, _level = own_project(request, uid)
    found = _file(project, file)
    context = {"row": file_row(project, request.collaboration, found)}
    return render(request, "apply/parts/annex_file.html", context)


@signed_in
@require_POST
def annex_describe(request: PersonRequest, uid: UUID, file: UUID) -> HttpResponse:
    project, _level = own_project(request, uid)
    found = _file(project, file)
    form = DescriptionForm(request.POST)
    if not form.is_valid():
        faults = [f"{found.name}: {error}" for error in form.errors["description"]]
        return _page(request, project, faults)
    attachments.describe(found, by=request.user, description=form.cleaned_data["description"])
    messages.success(request, _("The description of %(name)s is saved.") % {"name": found.name})
    return redirect("apply:annexes", project.uid)


@signed_in
@require_POST
def annex_remove(request: PersonRequest, uid: UUID, file: UUID) -> HttpResponse:
    project, _level = own_project(request, uid)
    found = attachments.remove(_file(project, file), by=request.user)
    said = _("%(name)s is removed. You can put it back until the proposal is submitted.")
    messages.success(request, said % {"name": found.name})
    return redirect("apply:annexes", project.uid)


@signed_in
@require_POST
def annex_put_back(request: PersonRequest, uid: UUID, file: UUID) -> HttpResponse:
    project, _level = own_project(request, uid)
    found = attachments.put_back(_file(project, file), by=request.user)
    messages.success(request, _("%(name)s is back in the proposal.") % {"name": found.name})
    return redirect("apply:annexes", project.uid)


@signed_in
@require_safe
def annex_file(request: PersonRequest, uid: UUID, file: UUID) -> HttpResponseBase:
    project, _level = own_project(request, uid)
    return serving.respond(_file(project, file), request)


@signed_in
@require_safe
def annex_archive(request: PersonRequest, uid: UUID) -> HttpResponseBase:
    project, _level = own_project(request, uid)
    rows = Attachment.objects.of_dossier().present().filter(project=project).for_list()
    return serving.respond_all(rows, f"annexes-{project.code or project.uid}.zip")


@signed_in
@require_safe
def annex_template(request: PersonRequest, uid: UUID, key: str) -> HttpResponseBase:
    """The empty form that the call gives for an annex."""
    project, _level = own_project(request, uid)
    annex = get_object_or_404(CallAnnex, call=project.call_id, key=key)
    if not annex.template:
        raise Http404
    return to_save(annex.template.open("rb"), annex.template_name or annex.key, "")


def _file(project: Project, file: UUID) -> Attachment:
    rows = (
        Attachment.objects.of_dossier()
        .exclude(state="arriving")
        .select_related("annex", "partnership", "project")
    )
    return get_object_or_404(rows, project=project, uid=file)


def _page(request: PersonRequest, project: Project, faults: list[str] | None = None) -> HttpResponse:
    context = {
        "frame": frame_of(project, level_in(request.collaboration), uses=uses_in(request)),
        "here": "annexes",
        "page": annex_page(project, request.collaboration),
        "faults": faults or [],
        "accept": ACCEPT,
        "most_bytes": attachments.MOST_BYTES,
    }
    return render(request, "apply/annexes.html", context, status=422 if faults else 200)


def _take_in(
    request: PersonRequest, project: Project, form: PlaceForm, place: attachments.Place
) -> tuple[list[Attachment], list[str]]:
    added: list[Attachment] = []
    faults: list[str] = []
    files = [one for one in request.FILES.getlist("files") if isinstance(one, UploadedFile)]
    if not files:
        faults.append(_("Choose a file first."))
    for number, file in enumerate(files[:MOST_AT_ONCE]):
        try:
            key = form.key_of(number)
            added.append(attachments.add(project, file, by=request.user, place=place, key=key))
        except DomainError as refusal:
            faults.append(f"{(file.name or '')[:80]}: {refusal.text}")
    if len(files) > MOST_AT_ONCE:
        faults.append(_("Only the first %(most)d files were taken.") % {"most": MOST_AT_ONCE})
    return added, faults
