"""The steps of applicants: step 2, withdraw, delete. Each is asked for, confirmed, and then taken."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apply.forms.steps import NoteForm, SureForm
from apply.pages.deadlines import deadline_of
from apply.pages.frame import frame_of
from apply.views.own import PersonRequest, need_step, own_project
from core.http import signed_in
from projects import lifecycle, reminders


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def step_two(request: PersonRequest, uid: UUID) -> HttpResponse:
    """From step 1 to step 2 of the call, with everything that was written."""
    project, level = own_project(request, uid)
    need_step(request, project, "start_step_two")
    if request.method == "POST":
        lifecycle.start_step_two(project, by=request.user)
        messages.success(request, _("Step 2 has begun. Everything you wrote is here."))
        return redirect("apply:proposal", project.uid)
    context = {"frame": frame_of(project, level), "deadline": deadline_of(project.call)}
    return render(request, "apply/step_two.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: PersonRequest, uid: UUID) -> HttpResponse:
    project, level = own_project(request, uid)
    need_step(request, project, "withdraw")
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        lifecycle.withdraw(project, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, _("The proposal is withdrawn."))
        return redirect("apply:proposal", project.uid)
    return render(request, "apply/withdraw.html", {"frame": frame_of(project, level), "form": form})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: PersonRequest, uid: UUID) -> HttpResponse:
    """A draft that was never submitted, or a rehearsal in whatever state."""
    project, level = own_project(request, uid)
    if not project.is_rehearsal:
        need_step(request, project, "delete_draft")
    form = SureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        verb = lifecycle.delete_rehearsal if project.is_rehearsal else lifecycle.delete_draft
        verb(project, by=request.user)
        messages.success(request, _("The draft %(acronym)s is deleted.") % {"acronym": project.acronym})
        return redirect("apply:dashboard")
    return render(request, "apply/delete.html", {"frame": frame_of(project, level), "form": form})


@signed_in
@require_POST
def reminders_switch(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Whether the person is reminded of this proposal's deadline."""
    project, _level = own_project(request, uid)
    wanted = request.POST.get("wanted") == "yes"
    reminders.switch(project, by=request.user, wanted=wanted)
    said = _("You will be reminded before the deadline.") if wanted else _("You will not be reminded.")
    messages.success(request, said)
    return redirect("apply:people", project.uid)
