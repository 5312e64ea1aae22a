"""A version on paper, and two versions compared, for staff who see all that was submitted."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents import serving
from documents.models import Document
from programmes.permissions import staff
from programmes.states import SEES_ALL_SUBMITTED
from projects.models import Version
from projects.printing import application, compared
from secretariat.pages.shared import submitted_project


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """The application form of a version as PDF."""
    version = _version(request, uid, number)
    language = get_language() or "en"
    if request.method == "POST":
        application.request_version(version, language)
        return redirect("secretariat:form", uid, number)
    document = application.newest_of(version.project, number, language)
    context = {
        "project": version.project,
        "version": version,
        **_paper(document, "form", uid, number),
    }
    return render(request, "secretariat/form.html", context)


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_safe
def form_state(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    context = _paper(_form(request, uid, number), "form", uid, number)
    return render(request, "components/paper_state.html", context)


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_safe
def form_file(request: HttpRequest, uid: UUID, number: int) -> HttpResponseBase:
    return serving.respond(_form(request, uid, number), request)


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Any two versions, field by field."""
    project, version = submitted_project(request, str(uid))
    choice = compared.chosen(project, request.GET, with_draft=False)
    context: dict[str, object] = {"project": project, "version": version, "choice": choice}
    if choice is not None:
        language = get_language() or "en"
        if request.method == "POST":
            compared.request(project, choice, language)
            return redirect(f"{reverse('secretariat:compare', args=[uid])}?{choice.query}")
        paper = _paper(compared.newest_of(project, choice, language), "compare", uid, query=choice.query)
        context |= {"comparison": compared.comparison_of(project, choice), **paper}
    return render(request, "secretariat/compare.html", context)


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_safe
def compare_state(request: HttpRequest, uid: UUID) -> HttpResponse:
    document, query = _comparison(request, uid)
    return render(request, "components/paper_state.html", _paper(document, "compare", uid, query=query))


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_safe
def compare_file(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    return serving.respond(_comparison(request, uid)[0], request)


def _version(request: HttpRequest, uid: UUID, number: int) -> Version:
    project, _newest = submitted_project(request, str(uid))
    versions = project.versions.select_related("project__call__programme_period__programme")
    return get_object_or_404(versions, number=number)


def _form(request: HttpRequest, uid: UUID, number: int) -> Document:
    found = application.newest_of(_version(request, uid, number).project, number, get_language() or "en")
    if found is None:
        raise Http404
    return found


def _comparison(request: HttpRequest, uid: UUID) -> tuple[Document, str]:
    project, _newest = submitted_project(request, str(uid))
    choice = compared.chosen(project, request.GET, with_draft=False)
    if choice is None:
        raise Http404
    found = compared.newest_of(project, choice, get_language() or "en")
    if found is None:
        raise Http404
    return found, choice.query


def _paper(document: Document | None, name: str, *args: UUID | int, query: str = "") -> dict[str, object]:
    label = _("Application form") if name == "form" else _("Comparison")
    return serving.paper(document, label, f"secretariat:{name}", *args, query=query)
