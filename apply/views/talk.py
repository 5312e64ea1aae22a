"""The talk with the secretariat about one's own proposal."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apply.forms.talk import CorrectionForm, TalkForm
from apply.pages.frame import frame_of
from apply.views.own import PersonRequest, own_project
from core.acts import done
from core.http import signed_in
from projects import talking
from projects.models import Audience, Comment, Project
from projects.thread import thread


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Read the talk and say something; what staff say among themselves is not here."""
    project, level = own_project(request, uid)
    answered = _named(request, project, request.GET.get("to", ""))
    form = TalkForm(
        request.POST if request.method == "POST" else None,
        initial={"answers": answered.uid if answered else None},
    )
    if done(form, lambda: _say(request, project, form)):
        is_draft = form.cleaned_data["audience"] == Audience.PRIVATE
        notes.success(request, _("Saved as your draft.") if is_draft else _("Posted."))
        return redirect("apply:talk", project.uid)
    since = talking.read(project, by=request.user)
    context = {
        "frame": frame_of(project, level),
        "here": "talk",
        "entries": thread(project, by=request.user, by_staff=False, since=since),
        "form": form,
        "answered": answered,
    }
    return render(request, "apply/talk.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def talk_entry(request: PersonRequest, uid: UUID, comment: UUID) -> HttpResponse:
    """Correct one's own comment, while that may be done."""
    project, level = own_project(request, uid)
    found = _own(request, project, comment)
    form = CorrectionForm(request.POST if request.method == "POST" else None, initial={"text": found.text})
    if done(form, lambda: talking.edit(found, by=request.user, text=form.cleaned_data["text"])):
        notes.success(request, _("Saved."))
        return redirect("apply:talk", project.uid)
    context = {"frame": frame_of(project, level), "here": "talk", "comment": found, "form": form}
    return render(request, "apply/talk_entry.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def talk_draft(request: PersonRequest, uid: UUID, comment: UUID) -> HttpResponse:
    """Let others read one's own draft, or throw it away."""
    project, _level = own_project(request, uid)
    found = _own(request, project, comment)
    if request.POST.get("audience") == "discard":
        talking.discard(found, by=request.user)
        notes.success(request, _("The draft is gone."))
    else:
        talking.publish(found, by=request.user, audience=Audience.APPLICANTS)
        notes.success(request, _("Posted."))
    return redirect("apply:talk", project.uid)


def _own(request: PersonRequest, project: Project, uid: UUID) -> Comment:
    mine = project.comments.for_applicants(request.user).filter(author=request.user, by_staff=False)
    return get_object_or_404(mine, uid=uid)


def _named(request: PersonRequest, project: Project, uid: str) -> Comment | None:
    """The comment that the address names, if the person may read it and it is no draft."""
    shown = project.comments.for_applicants(request.user).exclude(audience=Audience.PRIVATE)
    return next((one for one in shown.select_related("author") if str(one.uid) == uid), None) if uid else None


def _say(request: PersonRequest, project: Project, form: TalkForm) -> None:
    said = form.cleaned_data
    talking.say(
        project,
        by=request.user,
        by_staff=False,
        text=said["text"],
        audience=said["audience"],
        key=said["key"],
        answers=_named(request, project, str(said["answers"] or "")),
    )
