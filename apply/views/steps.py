"""The steps of applicants: submit, withdraw, delete. Each is asked for, confirmed, and then taken."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from apply.forms.steps import NoteForm, SureForm
from apply.pages.findings import checked
from apply.pages.frame import frame_of
from apply.pages.totals import frozen_facts
from apply.pages.versions import with_receipts
from apply.views.own import PersonRequest, need_step, own_project
from core.errors import DomainError
from core.http import signed_in
from projects import dossier, lifecycle


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: PersonRequest, uid: UUID) -> HttpResponse:
    project, level = own_project(request, uid)
    refused = ""
    if request.method == "POST":
        if project.is_editable:
            need_step(request, project, "submit")
        try:
            lifecycle.submit(project, by=request.user)
        except lifecycle.AlreadySubmitted as already:
            messages.info(request, str(already.text))
            return redirect("apply:submitted", project.uid)
        except DomainError as refusal:
            refused = str(refusal.text)
        else:
            return redirect("apply:submitted", project.uid)
    need_step(request, project, "submit")
    loaded = dossier.load(project)
    context = {
        "frame": frame_of(project, level),
        "checked": checked(loaded),
        "facts": frozen_facts(loaded),
        "refused": refused,
    }
    return render(request, "apply/submit.html", context, status=409 if refused else 200)


@signed_in
@require_safe
def submitted(request: PersonRequest, uid: UUID) -> HttpResponse:
    project, level = own_project(request, uid)
    newest = with_receipts(project)[:1]
    if not newest:
        return redirect("apply:proposal", project.uid)
    context = {"frame": frame_of(project, level), **newest[0]}
    return render(request, "apply/submitted.html", context)


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
    project, level = own_project(request, uid)
    need_step(request, project, "delete_draft")
    form = SureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        lifecycle.delete_draft(project, by=request.user)
        messages.success(request, _("The draft %(acronym)s is deleted.") % {"acronym": project.acronym})
        return redirect("apply:dashboard")
    return render(request, "apply/delete.html", {"frame": frame_of(project, level), "form": form})
