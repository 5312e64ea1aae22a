"""The people who write a proposal: inviting, levels, removing, handing over."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apply.forms.people import HandOverForm, InviteForm, LevelForm
from apply.pages.frame import frame_of
from apply.pages.people import invited_rows, parts_given_by, person_rows
from apply.views.own import PersonRequest, need_manage, own_project
from core.acts import done
from core.errors import DomainError
from core.http import signed_in
from projects import collaboration
from projects.models import Collaborator, Project


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Who writes the proposal; a POST invites somebody."""
    project, level = own_project(request, uid)
    if request.method == "POST":
        need_manage(request)
    parts, gives_whole = parts_given_by(request.collaboration)
    posted = request.POST if request.method == "POST" else None
    form = InviteForm(posted, parts=parts, gives_whole=gives_whole)
    if done(form, lambda: collaboration.invite(project, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The invitation to %(email)s is on its way.") % form.cleaned_data)
        return redirect("apply:people", project.uid)
    context = {
        "frame": frame_of(project, level),
        "here": "people",
        "wants_reminders": request.collaboration.wants_reminders,
        "form": form if gives_whole or parts else None,
        "rows": person_rows(project, request.collaboration),
        "invited": invited_rows(project, request.collaboration),
    }
    return render(request, "apply/people.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def person_level(request: PersonRequest, uid: UUID, person: UUID) -> HttpResponse:
    project, _level = own_project(request, uid)
    need_manage(request)
    found = _person(project, person)
    parts, gives_whole = parts_given_by(request.collaboration)
    form = LevelForm(request.POST, parts=parts, gives_whole=gives_whole)
    if not form.is_valid():
        raise DomainError(_("Choose what the person may do: view, edit or manage."))
    collaboration.change_level(found, by=request.user, **form.cleaned_data)
    messages.success(request, _("The level is changed."))
    return redirect("apply:people", project.uid)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def person_remove(request: PersonRequest, uid: UUID, person: UUID) -> HttpResponse:
    """Takes a person off the proposal after asking; anybody may leave by themselves."""
    project, level = own_project(request, uid)
    found = _person(project, person)
    is_self = found.user_id == request.user.pk
    if not is_self:
        need_manage(request)
    if request.method == "POST":
        collaboration.remove(found, by=request.user)
        messages.success(request, _("%(who)s no longer works on the proposal.") % {"who": found.user})
        return redirect("apply:dashboard") if is_self else redirect("apply:people", project.uid)
    context = {"frame": frame_of(project, level), "here": "people", "one": found, "is_self": is_self}
    return render(request, "apply/person_remove.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def person_replace(request: PersonRequest, uid: UUID, person: UUID) -> HttpResponse:
    """Lets somebody else take a person's place, with the same level in the same part."""
    project, level = own_project(request, uid)
    need_manage(request)
    found = _person(project, person)
    form = HandOverForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            invited = collaboration.hand_over(found, by=request.user, email=form.cleaned_data["email"])
        except DomainError as refusal:
            form.add_error(None, str(refusal.text))
        else:
            text = _("%(who)s leaves when the invitation is accepted.") if invited else _("%(who)s has left.")
            messages.success(request, text % {"who": found.user})
            is_gone = invited is None and found.user_id == request.user.pk
            return redirect("apply:dashboard") if is_gone else redirect("apply:people", project.uid)
    is_self = found.user_id == request.user.pk
    frame = frame_of(project, level)
    context = {"frame": frame, "here": "people", "one": found, "is_self": is_self, "form": form}
    return render(request, "apply/person_replace.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def invitation_cancel(request: PersonRequest, uid: UUID, invitation: UUID) -> HttpResponse:
    project, _level = own_project(request, uid)
    need_manage(request)
    found = get_object_or_404(project.invitations.select_related("project", "partnership"), uid=invitation)
    collaboration.cancel_invitation(found, by=request.user)
    messages.success(request, _("The invitation is taken back."))
    return redirect("apply:people", project.uid)


def _person(project: Project, person: UUID) -> Collaborator:
    related = project.collaborators.select_related("project", "user", "partnership")
    return get_object_or_404(related, user__uid=person)
