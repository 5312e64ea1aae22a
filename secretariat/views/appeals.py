"""Objections of applicants: what waits, and one of them with its outcome."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import signed_in_user
from assessments import appeals as verbs
from assessments.models import Appeal
from assessments.permissions import may_review
from assessments.states import AppealOutcome
from programmes.permissions import staff
from programmes.states import SEES_ALL_SUBMITTED
from projects.attachments import serving
from projects.models import Attachment, Project
from projects.permissions import available_steps
from secretariat.forms.appeals import AppealForm
from secretariat.pages.shared import done, status_of

PAGE = 25


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def appeals(request: HttpRequest) -> HttpResponse:
    """The objections in my programmes, those that wait first."""
    mine = Appeal.objects.submitted().filter(project__in=Project.objects.visible_to_staff(request.user))
    rows = mine.select_related("project", "change", "handled_by").order_by("handled_at", "submitted_at")
    page = Paginator(rows.order_by("outcome", "-submitted_at"), PAGE).get_page(request.GET.get("page"))
    return render(request, "secretariat/appeals.html", {"page": page})


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def appeal(request: HttpRequest, uid: str) -> HttpResponse:
    """One objection: its text, the decision, and the outcome that the secretariat gives it."""
    visible = Project.objects.visible_to_staff(request.user).for_page()
    found = get_object_or_404(
        Appeal.objects.submitted().select_related("change__by", "submitted_by", "handled_by"),
        uid=uid,
        project__in=visible,
    )
    found.project = get_object_or_404(visible, pk=found.project_id)
    by = signed_in_user(request)
    may_handle = may_review(by, found.project)
    if request.method == "POST" and not may_handle:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = AppealForm(posted, decided_it=verbs.decided_it(found, by))
    if done(form, lambda: verbs.handle(found, by=by, **form.cleaned_data)):
        said = {"outcome": AppealOutcome(form.cleaned_data["outcome"]).label}
        notes.success(request, _("Recorded: %(outcome)s. The letter waits in the outbox.") % said)
        return redirect("secretariat:appeal", uid=uid)
    follows = found.outcome in {AppealOutcome.UPHELD, AppealOutcome.PARTLY_UPHELD}
    may_revert = follows and "revert" in {step.key for step in available_steps(found.project, by)}
    context = {
        "appeal": found,
        "files": list(found.files.present()),
        "project": found.project,
        "form": form if may_handle and (not found.outcome or form.errors) else None,
        "decided_it": verbs.decided_it(found, by),
        "follows": follows,
        "may_revert": may_revert,
    }
    return render(request, "secretariat/appeal.html", context, status=status_of(form))


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_safe
def appeal_file(request: HttpRequest, uid: UUID, file: UUID) -> HttpResponseBase:
    """A file that the applicants attached to a submitted objection."""
    visible = Project.objects.visible_to_staff(request.user)
    mine = Appeal.objects.submitted().filter(uid=uid, project__in=visible)
    return serving.respond(get_object_or_404(Attachment.objects.filter(appeals__in=mine), uid=file), request)
