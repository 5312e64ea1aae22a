"""Contractors of public procurement of a running project: named, mended, taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apply.forms.contractors import ContractorForm
from apply.pages.frame import frame_of
from apply.views.own import PersonRequest, own_project, uses_in
from core.acts import done, is_refused
from core.http import signed_in
from projects import contractors as awards
from projects.dossier import Dossier
from projects.models import Contractor, Project
from projects.states import Level


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def contractors(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Whom partners gave contracts so far, and a form for the next; 404 before the subsidy contract."""
    project, level = own_project(request, uid)
    dossier = _agreed(project)
    partners = awards.offered(request.user, project, dossier)
    posted = request.POST if request.method == "POST" else None
    form = ContractorForm(posted, partners=partners, languages=dossier.call.languages)
    if done(form, lambda: awards.name(project, form.award(), by=request.user, key=form.cleaned_data["key"])):
        messages.success(request, _("The secretariat sees the contractor. It is published once confirmed."))
        return redirect("apply:contractors", uid)
    own = {key for key, _name in partners}
    rows = [(row, name, str(row.partner) in own) for row, name in awards.named(project, dossier)]
    more = {"rows": rows, "form": form if partners or form.is_bound else None}
    return _page(request, "apply/contractors.html", project, level, form, **more)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def contractor(request: PersonRequest, uid: UUID, contractor: UUID) -> HttpResponse:
    """Mend what was told; of a confirmed contractor a correction goes to the secretariat."""
    project, level = own_project(request, uid)
    dossier, found = _agreed(project), _found(project, contractor)
    form = ContractorForm(
        request.POST if request.method == "POST" else None,
        partners=awards.offered(request.user, project, dossier),
        languages=list(dict.fromkeys([*dossier.call.languages, found.language])),
        row=Contractor.objects.filter(corrects=found).first() or found,
    )
    if done(form, lambda: awards.mend(found, form.award(), by=request.user, key=form.cleaned_data["key"])):
        messages.success(request, _("The secretariat sees the change. It is published once confirmed."))
        return redirect("apply:contractors", uid)
    if not awards.may_name(request.user, project, found.partner) and not form.is_bound:
        raise Http404
    return _page(request, "apply/contractor.html", project, level, form, row=found, form=form)


@signed_in
@require_POST
def contractor_take_back(request: PersonRequest, uid: UUID, contractor: UUID) -> HttpResponse:
    """Take back what is not confirmed."""
    project, _level = own_project(request, uid)
    awards.take_back(_found(project, contractor), by=request.user)
    messages.success(request, _("It is taken back."))
    return redirect("apply:contractors", uid)


def _agreed(project: Project) -> Dossier:
    dossier = awards.agreed(project)
    if dossier is None:
        raise Http404
    return dossier


def _found(project: Project, uid: UUID) -> Contractor:
    return get_object_or_404(Contractor.objects.select_related("project__call"), project=project, uid=uid)


def _page(
    request: PersonRequest, template: str, project: Project, level: Level, bound: ContractorForm, **more: Any
) -> HttpResponse:
    frame = frame_of(project, level, uses=uses_in(request))
    status = (409 if is_refused(bound) else 400) if bound.is_bound and bound.errors else 200
    return render(request, template, {"frame": frame, "here": "contract", **more}, status=status)
