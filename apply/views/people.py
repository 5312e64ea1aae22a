"""The people who write a proposal: inviting, levels, removing, and taking up an invitation."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apply.forms.people import LEVELS, InviteForm, LevelForm
from apply.pages.frame import frame_of
from apply.pages.invitations import waiting_for
from apply.views.own import PersonRequest, need_manage, own_project
from core.errors import DomainError
from core.http import signed_in
from projects import collaboration


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Who writes the proposal; a POST invites somebody."""
    project, level = own_project(request, uid)
    if request.method == "POST":
        need_manage(level)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            collaboration.invite(project, by=request.user, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal.text))
        else:
            messages.success(request, _("The invitation to %(email)s is on its way.") % form.cleaned_data)
            return redirect("apply:people", project.uid)
    context = {
        "frame": frame_of(project, level),
        "here": "people",
        "form": form,
        "collaborators": project.collaborators.select_related("user").order_by("since", "pk"),
        "invitations": project.invitations.open(),
        "levels": LEVELS,
    }
    return render(request, "apply/people.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def person_level(request: PersonRequest, uid: UUID, person: UUID) -> HttpResponse:
    project, _level = own_project(request, uid)
    found = get_object_or_404(project.collaborators.select_related("project"), user__uid=person)
    form = LevelForm(request.POST)
    if not form.is_valid():
        raise DomainError(_("Choose what the person may do: view, edit or manage."))
    collaboration.change_level(found, by=request.user, level=form.cleaned_data["level"])
    messages.success(request, _("The level is changed."))
    return redirect("apply:people", project.uid)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def person_remove(request: PersonRequest, uid: UUID, person: UUID) -> HttpResponse:
    """Takes a person off the proposal after asking; anybody may leave by themselves."""
    project, level = own_project(request, uid)
    found = get_object_or_404(project.collaborators.select_related("project", "user"), user__uid=person)
    is_self = found.user_id == request.user.pk
    if not is_self:
        need_manage(level)
    if request.method == "POST":
        collaboration.remove(found, by=request.user)
        messages.success(request, _("%(who)s no longer works on the proposal.") % {"who": found.user})
        return redirect("apply:dashboard") if is_self else redirect("apply:people", project.uid)
    context = {"frame": frame_of(project, level), "here": "people", "one": found, "is_self": is_self}
    return render(request, "apply/person_remove.html", context)


@signed_in
@require_POST
def invitation_cancel(request: PersonRequest, uid: UUID, invitation: UUID) -> HttpResponse:
    project, _level = own_project(request, uid)
    found = get_object_or_404(project.invitations.select_related("project"), uid=invitation)
    collaboration.cancel_invitation(found, by=request.user)
    messages.success(request, _("The invitation is taken back."))
    return redirect("apply:people", project.uid)


@signed_in
@require_POST
def invitation(request: PersonRequest, invitation: UUID) -> HttpResponse:
    """Takes up an invitation that waits for the person."""
    found = get_object_or_404(waiting_for(request.user), uid=invitation)
    collaboration.accept(found, by=request.user)
    messages.success(request, _("You now work on %(acronym)s.") % {"acronym": found.project.acronym})
    return redirect("apply:proposal", found.project.uid)
