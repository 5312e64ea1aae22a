"""The list of funded projects, and the page of one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from catalogue.filters import ProjectFilter, Vocabulary
from catalogue.pages import REACHABLE, BoundedPaginator, answer_unless_known, public_page
from catalogue.records import Record, for_record
from core.http import anyone
from publications import search
from publications.models import Publication


@anyone
@public_page()
def projects(request: HttpRequest) -> HttpResponse:
    """Search and filters stand in the address; every address gives a page, however odd it is."""
    filters = ProjectFilter(request.GET, queryset=Publication.objects.all(), vocabulary=Vocabulary())
    paginator = BoundedPaginator(
        filters.ordered.only("pk"),
        unordered=filters.rows,
        reachable=search.RANKED if filters.is_by_fit else REACHABLE,
    )
    page = paginator.get_page(request.GET.get("page"))
    keys = [row.pk for row in page.object_list]
    by_key = Publication.objects.for_cards().in_bulk(keys)
    context = {
        "filters": filters,
        "page": page,
        "records": [by_key[key] for key in keys if key in by_key],
        "chips": filters.chips(),
    }
    return render(request, "catalogue/projects.html", context)


@anyone
@public_page(max_age=0)
def project(request: HttpRequest, code: str) -> HttpResponse:
    """All that is public of one project."""
    publication = get_object_or_404(for_record(), code=code)
    record = Record(publication, get_language() or "en")
    return answer_unless_known(
        request,
        record.key,
        record.changed_at,
        lambda: render(request, "catalogue/project.html", {"record": record, "publication": publication}),
    )
