"""The trail of one proposal: who did what when, and whether the chain of entries is whole."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import trail as trails
from accounts.models import TrailEntry
from assessments.permissions import exportable
from core.downloads import harmless
from core.sheets import csv_lines
from programmes.permissions import staff
from programmes.states import TAKES_DATA
from projects.models import Project, Version
from secretariat.filters.trail import TrailFilter
from secretariat.pages.trail import lines
from secretariat.pages.trail_words import in_words

PAGE = 50


@staff(*TAKES_DATA)
@require_safe
def trail(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The entries, newest first, narrowed by the address; with "verify" the chain is checked link by link."""
    project = _project(request, uid)
    narrowed = TrailFilter(request.GET, queryset=_entries(project).order_by("-sequence"), words=in_words)
    page = Paginator(narrowed.qs, PAGE).get_page(request.GET.get("page"))
    is_checked = "verify" in request.GET
    context = {
        "project": project,
        "version": Version.objects.newest_of(project),
        "filter": narrowed,
        "page": page,
        "lines": lines(page.object_list),
        "is_checked": is_checked,
        "faults": trails.verify_chain(project.chain) if is_checked else [],
        "is_narrowed": bool(request.GET.keys() - {"page", "verify"}),
    }
    return render(request, "secretariat/trail.html", context)


@staff(*TAKES_DATA)
@require_safe
def trail_csv(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The whole trail as CSV, with the hashes by which anybody can check the chain; streamed."""
    project = _project(request, uid)
    response = StreamingHttpResponse(_csv(project), content_type="text/csv; charset=utf-8")
    name = f"{project.code or project.uid}-trail-{timezone.localdate().isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return harmless(response)


def _project(request: HttpRequest, uid: UUID) -> Project:
    return get_object_or_404(exportable(request.user).for_page(), uid=uid)


def _entries(project: Project) -> QuerySet[TrailEntry]:
    return TrailEntry.objects.for_chain(project.chain)


def _csv(project: Project) -> Iterator[str]:
    return csv_lines(trails.COLUMNS, map(trails.as_row, _entries(project).iterator(chunk_size=500)))
