"""The letters of the secretariat about one's own proposal."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apply.pages.frame import frame_of
from apply.pages.letters import for_reader
from apply.views.own import PersonRequest, own_project
from assessments import appeals
from core.http import signed_in
from correspondence.models import Message
from documents.serving import respond
from projects.models import Project
from projects.permissions import level_in
from projects.states import Level, reaches


@signed_in
@require_safe
def letters(request: PersonRequest, uid: UUID) -> HttpResponse:
    """All letters that have left, newest first, and whether one may object to the last decision."""
    project, level = own_project(request, uid)
    context = {
        "frame": frame_of(project, level),
        "here": "letters",
        "letters": _mine(request, project),
        "chance": appeals.chance(project),
        "appeals": project.appeals.submitted().select_related("change"),
    }
    return render(request, "apply/letters.html", context)


@signed_in
@require_safe
def letter(request: PersonRequest, uid: UUID, letter: UUID) -> HttpResponse:
    """One letter; that its recipient opened it is noted."""
    project, level = own_project(request, uid)
    found = _letter(request, project, letter)
    if found.recipient_id == request.user.pk and found.opened_at is None:
        Message.objects.filter(pk=found.pk, opened_at=None).update(opened_at=timezone.now())
    context = {"frame": frame_of(project, level), "here": "letters", "letter": found}
    return render(request, "apply/letter.html", context)


@signed_in
@require_safe
def letter_file(request: PersonRequest, uid: UUID, letter: UUID) -> HttpResponseBase:
    """The letter as PDF."""
    project, _level = own_project(request, uid)
    found = _letter(request, project, letter)
    if found.attachment is None:
        raise Http404
    return respond(found.attachment, request)


def _mine(request: PersonRequest, project: Project) -> list[Message]:
    manages = reaches(level_in(request.collaboration), Level.MANAGE)
    return for_reader(project, request.user, manages=manages)


def _letter(request: PersonRequest, project: Project, uid: UUID) -> Message:
    found = next((one for one in _mine(request, project) if one.uid == uid), None)
    if found is None:
        raise Http404
    return found
