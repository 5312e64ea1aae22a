"""The committee's decision, taken on the version that the page shows."""

from __future__ import annotations

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from assessments import decisions, scoring
from assessments.models import QualityConclusion
from assessments.states import Outcome
from programmes.permissions import staff
from programmes.states import DECIDES, SEES_ALL_SUBMITTED
from projects.models import StateChange
from projects.permissions import standing
from projects.states import BY_KEY
from secretariat.forms.deciding import DecisionForm
from secretariat.pages.shared import done, seen_now, status_of, submitted_project


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def decision(request: HttpRequest, uid: str) -> HttpResponse:
    """Read the decisions; who may decide records one here."""
    project, version = submitted_project(request, uid)
    by = signed_in_user(request)
    outcomes = decisions.possible_outcomes(project, by)
    posted = request.POST if request.method == "POST" else None
    if posted is not None and not outcomes:
        if standing(by, project).roles.isdisjoint(DECIDES):
            raise Http404
        outcomes = list(Outcome)  # somebody else decided meanwhile: the verb says so, what was typed stays
    newest = StateChange.objects.of(project).values_list("pk", flat=True).first()
    initial = {**seen_now(project, version), "seen_change": newest}
    form = DecisionForm(posted, initial=initial, outcomes=outcomes)
    if done(form, lambda: decisions.decide(project, by=by, seen=form.seen(), **form.said())):
        said = {"outcome": Outcome(form.cleaned_data["outcome"]).label}
        notes.success(request, _("Recorded: %(outcome)s. The letter waits in the outbox.") % said)
        return redirect("secretariat:decision", uid=uid)
    context = {
        "project": project,
        "version": version,
        "form": form if outcomes else None,
        "waits_for": decisions.obstacle(project, BY_KEY["approve"], None) if outcomes else None,
        "overview": scoring.overview(project, step=version.step),
        "quality": QualityConclusion.objects.newest_of(project, step=version.step),
        "decisions": project.decisions.select_related("version", "decided_by", "item__session"),
    }
    return render(request, "secretariat/decision.html", context, status=status_of(form))
