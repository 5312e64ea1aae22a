"""The committee's decision, taken on the version that the page shows."""

from __future__ import annotations

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from assessments import decisions, scoring
from assessments.models import QualityConclusion
from programmes.permissions import staff
from programmes.states import SEES_ALL_SUBMITTED
from secretariat.forms import DecisionForm
from secretariat.pages import seen_now, submitted_project


@staff(*SEES_ALL_SUBMITTED)
def decision(request: HttpRequest, uid: str) -> HttpResponse:
    """Read the decisions; who may decide records one here."""
    project, version = submitted_project(request, uid)
    outcomes = decisions.possible_outcomes(project, signed_in_user(request))
    form = DecisionForm(request.POST or None, initial=seen_now(project, version), outcomes=outcomes)
    if request.method == "POST" and not outcomes:
        raise Http404
    if request.method == "POST" and form.is_valid():
        decided = decisions.decide(project, by=signed_in_user(request), seen=form.seen(), **form.said())
        notes.success(
            request,
            _("Recorded: %(outcome)s. The letter waits in the outbox.")
            % {"outcome": decided.get_outcome_display()},
        )
        return redirect("secretariat:decision", uid=uid)
    context = {
        "project": project,
        "version": version,
        "form": form if outcomes else None,
        "overview": scoring.overview(project),
        "quality": QualityConclusion.objects.newest_of(project),
        "decisions": project.decisions.select_related("version", "decided_by"),
    }
    return render(request, "secretariat/decision.html", context)
