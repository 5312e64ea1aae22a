"""Assessment sheets as PDF: one assessor's finished sheet, and the consolidated one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import signed_in_user
from assessments.models import Assessment, Consolidation
from assessments.printing import consolidated, single
from documents import serving
from documents.models import Document
from programmes.permissions import staff
from programmes.states import SEES_ALL_SUBMITTED, Role
from secretariat.pages.consolidating import project_of

READERS = (*SEES_ALL_SUBMITTED, Role.ASSESSOR)


@staff(*READERS, of_call=True)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a finished sheet: asked for, being made, ready."""
    found, by = _assessment(request, pk), signed_in_user(request)
    if request.method == "POST":
        single.request(found, by, _language())
        return redirect("secretariat:assessment_sheet", pk=pk)
    is_blind = single.hides_names(found, by)
    context = {
        **_of_single(request, found),
        "heading": _("Assessment sheet"),
        "name": found.known_as if is_blind else str(found.project),
        "whose": str(found.assessor),
        "programme": found.project.call.programme_period.programme_id,
    }
    return render(request, "secretariat/sheet_paper.html", context)


@staff(*READERS, of_call=True)
@require_safe
def assessment_sheet_state(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the sheet is, as a fragment of its page."""
    found = _assessment(request, pk)
    _there(single.current(found, signed_in_user(request), _language()))
    return render(request, "components/paper_state.html", _of_single(request, found))


@staff(*READERS, of_call=True)
@require_safe
def assessment_sheet_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out the sheet."""
    found = _assessment(request, pk)
    return serving.respond(_there(single.current(found, signed_in_user(request), _language())), request)


@staff(*READERS, of_call=True)
@require_http_methods(["GET", "HEAD", "POST"])
def consolidated_sheet(request: HttpRequest, uid: str) -> HttpResponse:
    """The page of the consolidated sheet, once its text went to the assessors."""
    held, by = _consolidation(request, uid), signed_in_user(request)
    if request.method == "POST":
        consolidated.request(held, by, _language())
        return redirect("secretariat:consolidated_sheet", uid=uid)
    project = held.version.project
    is_blind = consolidated.hides_names(held, by)
    context = {
        **_of_consolidated(request, held),
        "heading": _("Consolidated assessment sheet"),
        "name": project.code if is_blind else str(project),
        "programme": project.call.programme_period.programme_id,
    }
    return render(request, "secretariat/sheet_paper.html", context)


@staff(*READERS, of_call=True)
@require_safe
def consolidated_sheet_state(request: HttpRequest, uid: str) -> HttpResponse:
    """How far the sheet is, as a fragment of its page."""
    held = _consolidation(request, uid)
    _there(consolidated.current(held, signed_in_user(request), _language()))
    return render(request, "components/paper_state.html", _of_consolidated(request, held))


@staff(*READERS, of_call=True)
@require_safe
def consolidated_sheet_file(request: HttpRequest, uid: str) -> HttpResponseBase:
    """Hand out the sheet."""
    held = _consolidation(request, uid)
    return serving.respond(_there(consolidated.current(held, signed_in_user(request), _language())), request)


def _assessment(request: HttpRequest, pk: int) -> Assessment:
    return get_object_or_404(single.readable_by(signed_in_user(request)), pk=pk)


def _consolidation(request: HttpRequest, uid: str) -> Consolidation:
    """The consolidation for who reads its page, with its project as that page has it."""
    project, held = project_of(request, uid)
    if held is None or not consolidated.is_written(held):
        raise Http404
    held.version.project = project
    return held


def _of_single(request: HttpRequest, found: Assessment) -> dict[str, object]:
    document = single.current(found, signed_in_user(request), _language())
    return serving.paper(document, _("Assessment sheet"), "secretariat:assessment_sheet", found.pk)


def _of_consolidated(request: HttpRequest, held: Consolidation) -> dict[str, object]:
    document = consolidated.current(held, signed_in_user(request), _language())
    label = _("Consolidated assessment sheet")
    return serving.paper(document, label, "secretariat:consolidated_sheet", held.version.project.uid)


def _there(document: Document | None) -> Document:
    if document is None:
        raise Http404
    return document


def _language() -> str:
    return get_language() or "en"
