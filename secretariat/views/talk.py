"""The talk about a proposal, at the staff's door."""

from __future__ import annotations

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import signed_in_user
from core.acts import done
from programmes.permissions import staff
from programmes.states import SEES_ALL_SUBMITTED
from projects import talking
from projects.models import Audience, Comment, Project
from projects.talking import Place
from projects.thread import thread
from secretariat.forms.talk import CorrectionForm, TalkForm
from secretariat.pages.shared import status_of


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def talk(request: HttpRequest, uid: str) -> HttpResponse:
    """Read the talk and say something. Whoever writes the proposal, or has an interest in it, gets 404."""
    project, place = _place(request, uid)
    by = signed_in_user(request)
    if request.method == "POST" and not place.may_write:
        raise Http404
    answered = _named(request, project, request.GET.get("to", ""))
    form = TalkForm(
        request.POST if request.method == "POST" else None,
        audiences=place.audiences,
        colleagues=talking.colleagues(project, of=by) if place.may_write else (),
        initial={"answers": answered.uid if answered else None},
    )
    if done(form, lambda: _say(request, project, form)):
        notes.success(request, _("Saved as your draft.") if _is_draft(form) else _("Posted."))
        return redirect("secretariat:talk", uid=uid)
    since = talking.read(project, by=by)
    context = {
        "project": project,
        "entries": thread(project, by=by, by_staff=True, since=since),
        "form": form if place.may_write else None,
        "answered": answered,
    }
    return render(request, "secretariat/talk.html", context, status=status_of(form))


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def talk_entry(request: HttpRequest, uid: str, comment: str) -> HttpResponse:
    """Correct one's own comment, while that may be done."""
    project, _place_of_person = _place(request, uid)
    by = signed_in_user(request)
    found = get_object_or_404(project.comments.for_staff(by), uid=comment, author=by, by_staff=True)
    form = CorrectionForm(request.POST if request.method == "POST" else None, initial={"text": found.text})
    if done(form, lambda: talking.edit(found, by=by, text=form.cleaned_data["text"])):
        notes.success(request, _("Saved."))
        return redirect("secretariat:talk", uid=uid)
    context = {"project": project, "comment": found, "form": form}
    return render(request, "secretariat/talk_entry.html", context, status=status_of(form))


@require_POST
@staff(*SEES_ALL_SUBMITTED, of_call=True)
def talk_draft(request: HttpRequest, uid: str, comment: str) -> HttpResponse:
    """Publish one's own draft for an audience, or throw it away."""
    project, _place_of_person = _place(request, uid)
    by = signed_in_user(request)
    found = get_object_or_404(project.comments.for_staff(by), uid=comment, author=by, by_staff=True)
    audience = request.POST.get("audience", "")
    if audience == "discard":
        talking.discard(found, by=by)
        notes.success(request, _("The draft is gone."))
    else:
        talking.publish(found, by=by, audience=audience)
        notes.success(request, _("Posted."))
    return redirect("secretariat:talk", uid=uid)


def _place(request: HttpRequest, uid: str) -> tuple[Project, Place]:
    project = get_object_or_404(Project.objects.visible_to_staff(request.user).for_page(), uid=uid)
    place = talking.place_of(signed_in_user(request), project, by_staff=True)
    if place is None:
        raise Http404
    return project, place


def _named(request: HttpRequest, project: Project, uid: str) -> Comment | None:
    """The comment that the address names, if the person may read it and it is no draft."""
    shown = project.comments.for_staff(signed_in_user(request)).exclude(audience=Audience.PRIVATE)
    return next((one for one in shown.select_related("author") if str(one.uid) == uid), None) if uid else None


def _say(request: HttpRequest, project: Project, form: TalkForm) -> None:
    said = form.cleaned_data
    talking.say(
        project,
        by=signed_in_user(request),
        by_staff=True,
        text=said["text"],
        audience=said["audience"],
        key=said["key"],
        answers=_named(request, project, str(said["answers"] or "")),
        tell=form.told(),
    )


def _is_draft(form: TalkForm) -> bool:
    return bool(form.cleaned_data["audience"] == Audience.PRIVATE)
