"""Reports of what was done with policy instruments while a project runs."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apply.forms.policy import PolicyReportForm
from apply.pages.frame import frame_of
from apply.views.own import PersonRequest, own_project, uses_in
from core.acts import done, is_refused
from core.http import signed_in
from projects import reporting
from projects.models import PolicyReport


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def policy_reports(request: PersonRequest, uid: UUID) -> HttpResponse:
    """What was reported so far, and a form for the next; 404 where the contract has no instruments."""
    project, level = own_project(request, uid)
    dossier = reporting.agreed(project)
    if dossier is None:
        raise Http404
    may_report = reporting.may_report(request.user, project)
    form = PolicyReportForm(
        request.POST if request.method == "POST" else None,
        instruments=reporting.offered(dossier),
        languages=dossier.call.languages,
    )
    if done(form, lambda: reporting.report(project, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The secretariat sees your report. It is public once confirmed."))
        return redirect("apply:policy_reports", uid)
    context = {
        "frame": frame_of(project, level, uses=uses_in(request)),
        "here": "follow",
        "rows": reporting.named(project, dossier),
        "form": form if may_report or form.is_bound else None,
        "may_report": may_report,
    }
    status = (409 if is_refused(form) else 400) if form.is_bound and form.errors else 200
    return render(request, "apply/policy_reports.html", context, status=status)


@signed_in
@require_POST
def policy_report_take_back(request: PersonRequest, uid: UUID, report: UUID) -> HttpResponse:
    """Take a report back before it is confirmed."""
    project, _level = own_project(request, uid)
    found = get_object_or_404(PolicyReport.objects.select_related("project"), project=project, uid=report)
    reporting.take_back(found, by=request.user)
    messages.success(request, _("The report is taken back."))
    return redirect("apply:policy_reports", uid)
