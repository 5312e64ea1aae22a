"""Contractors of public procurement of a running project: confirmed, then public, or sent back."""

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
from projects import contractors as awards
from projects.models import Contractor, ContractorState
from secretariat.forms.verdicts import SeenVerdictForm
from secretariat.pages.contracting import handle_contractor
from secretariat.views.contracts import agreed_project


@staff(*SEES_ALL_SUBMITTED)
@require_safe
def contractors(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What the project named, what waits first; 404 before its subsidy contract."""
    project, version = agreed_project(request, uid)
    dossier = awards.agreed(project)
    if dossier is None:
        raise Http404
    context = {
        "project": project,
        "version": version,
        "rows": sorted(awards.named(project, dossier), key=_waits, reverse=True),
        "works": awards.may_handle(signed_in_user(request), project),
    }
    return render(request, "secretariat/contractors.html", context)


def _waits(row: tuple[Contractor, str]) -> bool:
    return row[0].state == ContractorState.SENT


@staff(*SEES_ALL_SUBMITTED)
@require_POST
def contractor(request: HttpRequest, uid: UUID, contractor: UUID) -> HttpResponse:
    """Confirm one or send it back; the public record follows in the same transaction."""
    project, _version = agreed_project(request, uid)
    found = get_object_or_404(Contractor.objects.select_related("project"), project=project, uid=contractor)
    form = SeenVerdictForm(request.POST)
    if not form.is_valid():
        raise DomainError(_("Confirm the contractor, or send it back in 1,000 characters at most."))
    handle_contractor(found, by=signed_in_user(request), **form.cleaned_data)
    notes.success(request, _("It is noted, and the public page will be updated."))
    return redirect("secretariat:contractors", uid)
