"""An assessor's own sheet: dossier beside criteria, each field saved by itself, finished after a look."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages as notes
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import needs_second_factor, signed_in_or_401, signed_in_user
from assessments import blind, scoring, writing
from assessments.models import Assessment
from assessments.sheets import Outcome
from core.errors import DomainError
from programmes.permissions import staff
from programmes.states import Role
from projects.fields import InvalidValue
from secretariat.pages import autosave
from secretariat.pages.assessing import Page, neighbours, page_of, parts_of
from secretariat.pages.shared import done, status_of
from secretariat.pages.sheets import Tried


def sheet(request: HttpRequest, found: Assessment) -> HttpResponse:
    """The page of an assessment whose assessor declared no conflict of interest."""
    if blind.dossier_for(found) is None:
        return render(request, "secretariat/blind_waiting.html", {"assessment": found}, status=409)
    # A declaration sent twice arrives here without an act: it saves nothing.
    act = request.POST.get("do", request.POST.get("act", ""))
    if request.method != "POST" or not act:
        return _shown(request, page_of(found))
    by = signed_in_user(request)
    keys = writing.stored_of(found, found.project.call.criteria.values_list("pk", flat=True))
    typed = autosave.posted(request.POST, keys)
    outcomes: Mapping[str, Outcome]
    try:
        outcomes = writing.save_sheet(found, typed, by=by)
    except DomainError as refusal:
        outcomes = dict.fromkeys(typed, InvalidValue(refusal.text))
        notes.error(request, str(refusal.text))
    found = Assessment.objects.for_assessor(by).for_list().get(pk=found.pk)
    page = page_of(found, Tried(typed, outcomes))
    if page.faults:
        return _shown(request, page, status=409)
    if act == "finish":
        return redirect("secretariat:assessment_finish", pk=found.pk)
    notes.success(request, _("Saved. You can go on later."))
    return redirect("secretariat:assessment", pk=found.pk)


def _shown(request: HttpRequest, page: Page, status: int = 200) -> HttpResponse:
    found = page.assessment
    dossier = blind.dossier_for(found)
    if dossier is None:
        raise Http404
    context = {
        "page": page,
        "assessment": found,
        "dossier": dossier,
        "parts": parts_of(dossier, page.items),
        "is_editable": found.finished_at is None,
        **autosave.CONTEXT,
        **neighbours(found, signed_in_user(request)),
    }
    return render(request, "secretariat/assessment.html", context, status=status)


@signed_in_or_401
@require_POST
def assessment_field(request: HttpRequest, pk: int) -> JsonResponse:
    """Save one field of one's own assessment."""
    by = signed_in_user(request)
    if needs_second_factor(by):
        raise Http404
    found = get_object_or_404(Assessment.objects.open_to(by).select_related("project"), pk=pk)
    return autosave.answer(
        request, lambda key, value, base: writing.save_field(found, key, value, base=base, by=by)
    )


@staff(Role.ASSESSOR, of_call=True)
def assessment_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the assessment is, as a fragment of its page."""
    mine = Assessment.objects.open_to(request.user).for_list().prefetch_related("scores")
    page = page_of(get_object_or_404(mine, pk=pk))
    return render(request, "secretariat/parts/assessment_progress.html", {"page": page})


@staff(Role.ASSESSOR, of_call=True)
def assessment_finish(request: HttpRequest, pk: int) -> HttpResponse:
    """All that was given, once more; then the assessment is finished."""
    by = signed_in_user(request)
    mine = Assessment.objects.open_to(by).for_list().prefetch_related("scores")
    found = get_object_or_404(mine, pk=pk)
    form = Form(request.POST if request.method == "POST" else None)
    if done(form, lambda: scoring.finish_assessment(found, by=by)):
        notes.success(request, _("The assessment is finished. Thank you."))
        return redirect("secretariat:my_assessments")
    context = {"page": page_of(found), "assessment": found, "form": form}
    return render(request, "secretariat/assessment_finish.html", context, status=status_of(form))
