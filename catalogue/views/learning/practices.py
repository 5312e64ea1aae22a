"""Published good practices: the list with its facets, one practice, its versions, and the same as data."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue import head, page_cards
from catalogue.feeds import CONTENT_TYPE, ENTRIES, Entry, feed
from catalogue.pages import public_page
from catalogue.practices import COLUMNS, Listing, as_data, as_rows, url_of
from catalogue.views.learning.platforms import open_platform, way_of
from core.http import anyone
from core.sheets import csv_lines
from core.texts import LANGUAGES, Text
from documents import engine, serving
from knowledge import filing, searching
from knowledge.models import Platform, PracticeVersion, PublishedPractice, Transfer, TransferFile
from knowledge.practices import fiche
from knowledge.practices.comparing import compare
from knowledge.practices.content import shown
from knowledge.practices.fields import text_of, whole_languages
from knowledge.searching import query as read
from knowledge.states import TransferState
from projects.models.attachments import AttachmentState

IN_FILE = 5000  # practices that a file holds at most


@anyone
@require_safe
@public_page
def good_practices(request: HttpRequest, slug: str) -> HttpResponse:
    """Good practices narrowed by words and facets; all of it stands in the address."""
    platform = open_platform(slug)
    listing = Listing(platform, read(request.GET))
    way = way_of(platform, (_("Good practices"), ""))
    context = {
        "platform": platform,
        "listing": listing,
        "query": listing.query.address(),
        "crumbs": way,
        "head": head.of_page(_("Good practices"), platform.introduction, crumbs=way),
    }
    return render(request, "catalogue/learning/practices.html", context)


@anyone
@require_safe
@public_page
def good_practices_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest of a search as a feed."""
    platform, wanted = open_platform(slug), read(request.GET)
    rows = searching.found(platform.pk, wanted).order_by("-published_at", "-pk")[:ENTRIES]
    entries = [
        Entry(
            key=f"practice:{platform.pk.lower()}:{one.code}",
            title=str(one.title),
            url=url_of(platform, one),
            summary=str(one.summary),
            updated=one.published_at,
            published=one.first_published_at,
        )
        for one in rows
    ]
    page, own = (
        request.build_absolute_uri(f"{reverse(f'catalogue:{name}', args=[slug])}?{wanted.address()}")
        for name in ("good_practices", "good_practices_feed")
    )
    key = f"practices:{platform.pk.lower()}?{wanted.address()}"
    text = feed(entries, key=key, title=_("Good practices"), subtitle=str(platform), page=page, url=own)
    return HttpResponse(text, content_type=CONTENT_TYPE)


@anyone
@require_safe
@public_page
def good_practices_data(request: HttpRequest, slug: str) -> HttpResponse:
    """A search as JSON, page by page."""
    platform, wanted = open_platform(slug), read(request.GET)
    listing = Listing(platform, wanted)
    found = [as_data(platform, one) for one in listing.page]
    pages = listing.page.paginator
    told = {"count": pages.count, "page": listing.page.number, "pages": pages.num_pages, "results": found}
    return JsonResponse(told)


@anyone
@require_safe
def good_practices_table(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """A search as CSV."""
    platform, wanted = open_platform(slug), read(request.GET)
    rows = searching.ordered(searching.found(platform.pk, wanted), wanted).select_related("topic")[:IN_FILE]
    lines = csv_lines(COLUMNS, as_rows(platform, rows, get_language() or "en"))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="good-practices.csv"'
    return answer


def published(slug: str, code: str) -> PublishedPractice:
    """A published practice with its version, topic and platform; 404 when there is none."""
    rows = PublishedPractice.objects.filter(platform__is_open=True).select_related(
        "platform__programme", "version__publication", "topic", "practice"
    )
    return get_object_or_404(rows, platform__programme__slug=slug, code=code)


@anyone
@require_safe
@public_page
def good_practice(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One good practice as last published, its scores, versions, and where it was taken over."""
    found = published(slug, code)
    version = found.version
    versions = PracticeVersion.objects.published().filter(practice=found.pk).select_related("publication")
    context = {
        **_page(found.platform, found, version),
        "versions": list(versions.defer("content")),
        "transfers": Transfer.objects.confirmed().with_file().filter(practice=found.pk)
        if found.transfers
        else (),
        "tongues": [(one, one in found.languages) for one in LANGUAGES],
    }
    return render(request, "catalogue/learning/practice.html", context)


@anyone
@require_safe
@public_page
def good_practice_version(request: HttpRequest, slug: str, code: str, number: int) -> HttpResponse:
    """A published version as it was, with what changed from the one published before."""
    found = published(slug, code)
    rows = PracticeVersion.objects.published().filter(practice=found.pk, number__lte=number)
    held = list(rows.select_related("publication")[:2])
    if not held or held[0].number != number:
        raise Http404
    version, before = held[0], next(iter(held[1:]), None)
    context = {
        **_page(found.platform, found, version),
        "before": before,
        "changes": compare(before.content, version.content) if before else [],
    }
    return render(request, "catalogue/learning/practice_version.html", context)


@anyone
@require_safe
def good_practice_fiche(request: HttpRequest, slug: str, code: str, language: str) -> HttpResponseBase:
    """The newest finished fiche in a language; a worker keeps it current."""
    if language not in LANGUAGES:
        raise Http404
    subject = fiche.subject_of(published(slug, code).practice)
    ready = engine.newest_ready(fiche.KIND, subject, language)
    if ready is None:
        raise serving.NotReady(_("This fiche is not made yet. Come back in a minute."))
    return serving.respond(ready, request, inline=True, public=True)


def _page(platform: Platform, found: PublishedPractice, version: PracticeVersion) -> dict[str, object]:
    title, summary = (text_of(version.content, name) for name in ("title", "summary"))
    list_url = reverse("catalogue:good_practices", args=[platform.slug])
    way = way_of(platform, (_("Good practices"), list_url), (title, ""))
    given = version.publication.scores.values()
    return {
        "platform": platform,
        "practice": found,
        "version": version,
        "title": title,
        "summary": summary,
        "shown": shown(version.content, platform.pk, topic=found.topic),
        "scores": [(Text(one["title"]), one["value"]) for one in given],
        "is_missing": (get_language() or "en")[:2] not in whole_languages(version.content),
        "crumbs": way,
        "head": page_cards.pictured(
            head.of_page(title, summary, crumbs=way, data=[_data(found, version)]),
            *("practice", f"{platform.slug}.{found.code}"),
        ),
    }


def _data(found: PublishedPractice, version: PracticeVersion) -> dict[str, object]:
    """The practice in the words of schema.org."""
    return {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": str(text_of(version.content, "title")),
        "abstract": str(text_of(version.content, "summary")),
        "url": url_of(found.platform, found),
        "inLanguage": found.languages,
        "datePublished": found.first_published_at.date().isoformat(),
        "dateModified": found.published_at.date().isoformat(),
        "version": version.number,
        "author": {"@type": "Organization", "name": version.content.get("organisation", "")},
        "about": f"{found.topic.code} {found.topic.title}",
    }


@anyone
@require_safe
def transfer_file(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The evidence of a confirmed transfer that its bringer and the secretariat published, for saving."""
    rows = TransferFile.objects.filter(
        is_public=True,
        state=AttachmentState.CLEAN,
        transfer__state=TransferState.CONFIRMED,
        transfer__practice__published__platform__is_open=True,
    )
    return filing.respond(get_object_or_404(rows, transfer__uid=uid))
