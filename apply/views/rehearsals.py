"""Trying a call as an applicant would: for the secretariat of its programme only."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apply.forms.start import RehearsalForm
from apply.views.own import PersonRequest
from calls.models import Call
from core.http import signed_in
from programmes.permissions import has_role
from programmes.states import SECRETARIAT
from projects import lifecycle
from projects.models import Project

MOST = 50  # rehearsals shown


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def rehearse(request: PersonRequest, code: str) -> HttpResponse:
    """The rehearsals of a call, whether published or not, and a new one. 404 for all but its secretariat."""
    call = _call(request, code)
    form = RehearsalForm(request.POST if request.method == "POST" else None, two_steps=call.is_two_step)
    if form.is_valid():
        project = lifecycle.start_rehearsal(call, by=request.user, **form.said())
        messages.success(
            request, _("The rehearsal has begun. It does not count; delete it when you are done.")
        )
        return redirect("apply:proposal", project.uid)
    every = Project.objects.rehearsals().filter(call=call).select_related("created_by")
    mine = set(Project.objects.written_by(request.user).filter(call=call).values_list("pk", flat=True))
    rows = [(one, one.pk in mine) for one in every.order_by("-created_at")[:MOST]]
    context = {"call": call, "form": form, "rehearsals": rows}
    return render(request, "apply/rehearse.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def rehearsal_delete(request: PersonRequest, code: str, rehearsal: UUID) -> HttpResponse:
    """Delete a rehearsal of whoever of the secretariat began it."""
    call = _call(request, code)
    found = get_object_or_404(Project.objects.rehearsals().filter(call=call), uid=rehearsal)
    lifecycle.delete_rehearsal(found, by=request.user)
    messages.success(request, _("The rehearsal is deleted."))
    return redirect("apply:rehearse", code)


def _call(request: PersonRequest, code: str) -> Call:
    call = get_object_or_404(Call.objects.with_programme(), code=code)
    if not has_role(request.user, call.programme_period.programme_id, SECRETARIAT):
        raise Http404
    return call
