"""Reports on policy of a running project: confirmed, then public, or sent back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in_user
from core.errors import DomainError
from programmes.permissions import staff
from programmes.states import SEES_ALL_SUBMITTED
from projects import reporting
from projects.models import PolicyReport
from secretariat.forms.verdicts import VerdictForm
from secretariat.pages.contracting import handle_report
from secretariat.views.contracts import agreed_project


@staff(*SEES_ALL_SUBMITTED)
@require_safe
def policy_reports(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What the project reported, the newest first; 404 where its contract has no instruments."""
    project, version = agreed_project(request, uid)
    dossier = reporting.agreed(project)
    if dossier is None:
        raise Http404
    context = {
        "project": project,
        "version": version,
        "rows": reporting.named(project, dossier),
        "works": reporting.may_handle(signed_in_user(request), project),
    }
    return render(request, "secretariat/policy_reports.html", context)


@staff(*SEES_ALL_SUBMITTED)
@require_POST
def policy_report(request: HttpRequest, uid: UUID, report: UUID) -> HttpResponse:
    """Confirm one report or send it back; the public record follows in the same transaction."""
    project, _version = agreed_project(request, uid)
    found = get_object_or_404(PolicyReport.objects.select_related("project"), project=project, uid=report)
    form = VerdictForm(request.POST)
    if not form.is_valid():
        raise DomainError(_("Confirm the report, or send it back in 1,000 characters at most."))
    handle_report(found, by=signed_in_user(request), **form.cleaned_data)
    notes.success(request, _("The report says so now, and the public page will be updated."))
    return redirect("secretariat:policy_reports", uid)
