"""The application on paper, and versions compared: a button asks, a worker makes, the page hands out."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from apply.pages.frame import frame_of
from apply.views.own import PersonRequest, own_project
from core.http import signed_in
from documents import serving
from documents.models import Document
from projects.models import Project
from projects.printing import application, compared


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: PersonRequest, uid: UUID, number: int) -> HttpResponse:
    """The PDF of a version, or of the draft (number 0)."""
    project, level = own_project(request, uid)
    language = get_language() or "en"
    if request.method == "POST":
        if number == application.DRAFT:
            application.request_draft(project, language)
        else:
            version = get_object_or_404(project.versions.select_related("project__call"), number=number)
            application.request_version(version, language)
        return redirect("apply:form", uid, number)
    context = {
        "frame": frame_of(project, level),
        "name": _known_name(project, number),
        **_paper(application.newest_of(project, number, language), "form", uid, number),
    }
    return render(request, "apply/form.html", context)


@signed_in
@require_safe
def form_state(request: PersonRequest, uid: UUID, number: int) -> HttpResponse:
    context = _paper(_form(request, uid, number), "form", uid, number)
    return render(request, "components/paper_state.html", context)


@signed_in
@require_safe
def form_file(request: PersonRequest, uid: UUID, number: int) -> HttpResponseBase:
    return serving.respond(_form(request, uid, number), request)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Any two versions, or a version and the draft, field by field."""
    project, level = own_project(request, uid)
    choice = compared.chosen(project, request.GET, with_draft=True)
    context: dict[str, object] = {"frame": frame_of(project, level), "choice": choice}
    if choice is not None:
        language = get_language() or "en"
        if request.method == "POST":
            compared.request(project, choice, language)
            return redirect(f"{reverse('apply:compare', args=[uid])}?{choice.query}")
        paper = _paper(compared.newest_of(project, choice, language), "compare", uid, query=choice.query)
        context |= {"comparison": compared.comparison_of(project, choice), **paper}
    return render(request, "apply/compare.html", context)


@signed_in
@require_safe
def compare_state(request: PersonRequest, uid: UUID) -> HttpResponse:
    document, query = _comparison(request, uid)
    context = _paper(document, "compare", uid, query=query)
    return render(request, "components/paper_state.html", context)


@signed_in
@require_safe
def compare_file(request: PersonRequest, uid: UUID) -> HttpResponseBase:
    return serving.respond(_comparison(request, uid)[0], request)


def _form(request: PersonRequest, uid: UUID, number: int) -> Document:
    project, _level = own_project(request, uid)
    found = application.newest_of(project, number, get_language() or "en")
    if found is None:
        raise Http404
    return found


def _comparison(request: PersonRequest, uid: UUID) -> tuple[Document, str]:
    project, _level = own_project(request, uid)
    choice = compared.chosen(project, request.GET, with_draft=True)
    if choice is None:
        raise Http404
    found = compared.newest_of(project, choice, get_language() or "en")
    if found is None:
        raise Http404
    return found, choice.query


def _known_name(project: Project, number: int) -> str:
    if number != application.DRAFT and not project.versions.filter(number=number).exists():
        raise Http404
    return compared.name_of(number)


def _paper(document: Document | None, name: str, *args: UUID | int, query: str = "") -> dict[str, object]:
    label = _("Application form") if name == "form" else _("Comparison")
    return serving.paper(document, label, f"apply:{name}", *args, query=query)
