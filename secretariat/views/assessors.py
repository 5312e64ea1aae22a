"""What the secretariat changes about an assessor who was invited: the date, the person, the way back."""

from __future__ import annotations

from django.contrib import messages as notes
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from assessments import assigning, decisions
from assessments.models import Assessment
from assessments.permissions import may_review
from programmes.permissions import staff
from programmes.states import SECRETARIAT
from projects.models import Project
from secretariat.forms.assessing import AssessorForm, DueForm, ReopenForm
from secretariat.pages.shared import done, status_of


@staff(*SECRETARIAT, of_call=True)
def dismiss_assessor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an invitation, after a page that names whom."""
    found = _reviewed(request, pk)
    form = Form(request.POST if request.method == "POST" else None)
    if done(form, lambda: decisions.dismiss_assessor(found, by=signed_in_user(request))):
        notes.success(request, _("%(name)s is dismissed.") % {"name": found.assessor})
        return redirect("secretariat:assessments", uid=found.project.uid)
    context = {"assessment": found, "form": form}
    return render(request, "secretariat/dismiss_assessor.html", context, status=status_of(form))


@staff(*SECRETARIAT, of_call=True)
def reopen_assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an assessor go on with a finished assessment, with the reason."""
    found = _reviewed(request, pk)
    by = signed_in_user(request)
    form = ReopenForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: decisions.reopen_assessment(found, by=by, **form.cleaned_data)):
        notes.success(request, _("%(name)s can change the assessment again.") % {"name": found.assessor})
        return redirect("secretariat:assessments", uid=found.project.uid)
    context = {"assessment": found, "form": form}
    return render(request, "secretariat/reopen_assessment.html", context, status=status_of(form))


@staff(*SECRETARIAT, of_call=True)
def date_assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """By when an assessor who has not finished is to finish."""
    found = _reviewed(request, pk)
    if found.finished_at is not None:
        raise Http404
    by = signed_in_user(request)
    form = DueForm(request.POST if request.method == "POST" else None, initial={"due": found.due})
    if done(form, lambda: assigning.set_due([found], by=by, **form.cleaned_data)):
        notes.success(request, _("The date is changed."))
        return redirect("secretariat:assessments", uid=found.project.uid)
    context = {"assessment": found, "form": form, "heading": _("Change the date of an assessment")}
    return render(request, "secretariat/assessor_change.html", context, status=status_of(form))


@staff(*SECRETARIAT, of_call=True)
def reassign_assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the place of an assessor who has not begun to somebody else."""
    found = _reviewed(request, pk)
    by = signed_in_user(request)
    posted = request.POST if request.method == "POST" else None
    form = AssessorForm(posted, assessors=assigning.assessors_for(found.project))

    def give() -> None:
        given = form.cleaned_data
        assigning.reassign(found, by=by, to=given["assessor"], over_capacity=given["over_capacity"])

    if done(form, give):
        notes.success(request, _("The assessor is invited by e-mail."))
        return redirect("secretariat:assessments", uid=found.project.uid)
    context = {"assessment": found, "form": form, "heading": _("Give an assessment to somebody else")}
    return render(request, "secretariat/assessor_change.html", context, status=status_of(form))


def _reviewed(request: HttpRequest, pk: int) -> Assessment:
    """The assessment of a proposal that the person reviews for the secretariat; 404 for others."""
    theirs = Assessment.objects.filter(project__in=Project.objects.visible_to_staff(request.user))
    found = get_object_or_404(theirs.for_list(), pk=pk)
    if not may_review(request.user, found.project):
        raise Http404
    return found
