"""The funding summary as a file, and where it stands."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from calls.models import Call
from catalogue.pages import public_page
from catalogue.records import Record, published
from core.http import anyone
from core.texts import LANGUAGES
from documents import engine, pace, serving
from projects.printing import blank
from publications import summary as summaries
from publications.models import Publication


@anyone
def summary(request: HttpRequest, code: str, language: str) -> HttpResponseBase:
    """The newest finished summary in a language; fetching it asks for nothing."""
    subject = _publication(code, language).subject
    ready = engine.newest_ready(summaries.KIND, subject, language)
    if ready is None:
        raise serving.NotReady(_("This summary is not made yet. Ask for it on the page of the project."))
    return serving.respond(ready, request, inline=True, public=True)


@anyone
def call_form(request: HttpRequest, code: str, language: str) -> HttpResponseBase:
    """The newest finished blank form of a call that the public sees; a worker keeps it current."""
    if language not in LANGUAGES:
        raise Http404
    found = get_object_or_404(Call.objects.announced(), code=code)
    ready = engine.newest_ready(blank.KIND, blank.subject_of(found.code), language)
    if ready is None:
        raise serving.NotReady(_("This form is not made yet. Come back in a minute."))
    return serving.respond(ready, request, inline=True, public=True)


@anyone
@public_page
def summary_status(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """The state of one summary, as the part of the page that asks again and again."""
    record = Record(_publication(code, language), get_language() or "en")
    one = next(found for found in record.summaries if found.language == language)
    return render(
        request, "catalogue/summary_status.html", {"summary": one, "wait": pace.wait_for(one.document)}
    )


def _publication(code: str, language: str) -> Publication:
    if language not in LANGUAGES:
        raise Http404
    return published(code)
