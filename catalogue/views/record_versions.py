"""What a public record said before."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from catalogue.pages import public_page
from catalogue.record_versions import VersionPage
from core.http import anyone
from publications.models import Publication
from publications.versions import found


@anyone
@public_page
def record_version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One version of a record that is public still."""
    publication = get_object_or_404(Publication.objects.for_page(), code=code)
    version, newest = found(code, number)
    if version is None:
        raise Http404
    page = VersionPage(version, newest, get_language() or "en", publication)
    return render(request, "catalogue/record_version.html", {"page": page, "publication": publication})
