"""Assessment seen by staff (who assesses, with which scores) and by assessors (their own)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from assessments import decisions, interests, scoring
from assessments.models import Assessment, QualityConclusion
from assessments.permissions import may_review
from core.errors import DomainError
from programmes.permissions import staff
from programmes.states import SEES_ALL_SUBMITTED, Role
from projects.models import Project
from secretariat.forms.assessing import InterestForm, InviteForm, QualityForm
from secretariat.pages.shared import done, seen_now, status_of, submitted_project
from secretariat.views import scoring as scoring_pages


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def assessments(request: HttpRequest, uid: str) -> HttpResponse:
    """The scores side by side; the secretariat also invites assessors and records its recommendation."""
    project, version = submitted_project(request, uid)
    overview = scoring.overview(project, step=version.step)
    reviews = may_review(request.user, project)
    context: dict[str, Any] = {
        "project": project,
        "version": version,
        "overview": overview,
        "sheets": [each for each in overview.assessments if each.finished_at and not each.has_conflict],
        "step_one": scoring.overview(project, step=1) if project.call.is_two_step else None,
        "quality": QualityConclusion.objects.newest_of(project, step=version.step),
        "asked": [_asked(each, project) for each in overview.assessments] if reviews else [],
    }
    if reviews and project.state in decisions.IN_ASSESSMENT:
        seen = seen_now(project, version)
        candidates = decisions.assessors_for(project)
        invite = InviteForm(_posted(request, "invite"), initial=seen, prefix="invite", assessors=candidates)
        conclude = QualityForm(_posted(request, "conclude"), initial=seen, prefix="quality")
        if _invited(request, project, invite) or _concluded(request, project, conclude):
            return redirect("secretariat:assessments", uid=uid)
        context |= {"invite": invite, "conclude": conclude}
        context["may_open_round"] = project.call.assessment_rounds == 2
    elif request.method == "POST" and reviews:
        said = {"state": project.get_state_display()}
        raise DomainError(_("Nobody assesses this proposal while it is “%(state)s”. Reload its page.") % said)
    elif request.method == "POST":
        raise Http404
    status = status_of(context.get("invite"), context.get("conclude"))
    return render(request, "secretariat/assessments.html", context, status=status)


def _asked(each: Assessment, project: Project) -> dict[str, Any]:
    """An invited assessor, what might tie the person to the project, and what can still be changed."""
    return {
        "assessment": each,
        "hints": interests.hints(each.assessor, project),
        "may_dismiss": each.finished_at is None and not each.scores.all(),
        "may_reopen": each.finished_at is not None and not hasattr(each.version, "quality"),
    }


def _posted(request: HttpRequest, name: str) -> QueryDict | None:
    return request.POST if name in request.POST else None


def _invited(request: HttpRequest, project: Project, form: InviteForm) -> bool:
    by = signed_in_user(request)
    if not done(form, lambda: decisions.invite_assessor(project, by=by, seen=form.seen(), **form.said())):
        return False
    notes.success(request, _("The assessor is invited by e-mail."))
    return True


def _concluded(request: HttpRequest, project: Project, form: QualityForm) -> bool:
    by = signed_in_user(request)
    if not done(form, lambda: decisions.conclude_quality(project, by=by, seen=form.seen(), **form.said())):
        return False
    notes.success(request, _("The recommendation is recorded."))
    return True


@staff(Role.ASSESSOR, of_call=True)
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare interests first; then the dossier beside the criteria."""
    found = get_object_or_404(Assessment.objects.for_assessor(request.user).for_list(), pk=pk)
    if found.has_conflict:
        return render(request, "secretariat/conflict.html")
    if found.has_conflict is None:
        return _declare(request, found)
    return scoring_pages.sheet(request, found)


def _declare(request: HttpRequest, found: Assessment) -> HttpResponse:
    by = signed_in_user(request)
    form = InterestForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: decisions.declare_interest(found, by=by, **form.cleaned_data)):
        return redirect("secretariat:assessment", pk=found.pk)
    question = interests.questions(by, [found.project])[0]
    context = {"project": found.project, "assessment": found, "form": form, "question": question}
    return render(request, "secretariat/interests/one.html", context, status=status_of(form))
