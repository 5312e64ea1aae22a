"""Public pages of what editors write: the cooperation of governments, news and briefs."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue import head, pieces
from catalogue.feeds import CONTENT_TYPE, ENTRIES, NEVER, feed
from catalogue.linked_data import site
from catalogue.pages import answer_unless_known, public_page
from core.http import anyone
from core.texts import Text
from editorial import finding
from editorial.models import Piece
from editorial.states import COOPERATION, PieceKind
from programmes.models import Programme

ON_A_PAGE = 20


@anyone
@require_safe
@public_page
def cooperation(request: HttpRequest, slug: str) -> HttpResponse:
    """Framework, declarations, summits, days and themes of a cooperation between governments."""
    found = pieces.overview(slug)
    title = found.framework.piece.title if found.framework else _("Cooperation")
    way = pieces.way(found.programme, (_("Cooperation"), ""))
    text = found.framework.piece.lead if found.framework else ""
    context = {
        "overview": found,
        "programme": found.programme,
        "title": title,
        "crumbs": way,
        "head": head.of_page(title, text, crumbs=way),
    }
    return render(request, "catalogue/cooperation/overview.html", context)


@anyone
@require_safe
@public_page
def cooperation_items(request: HttpRequest, slug: str) -> HttpResponse:
    """The items of a cooperation, narrowed by kind, theme and year, or found by their words and papers."""
    programme = pieces.with_agenda(slug)
    wanted = pieces.asked(request.GET)
    chosen = wanted.kinds[0] if len(wanted.kinds) == 1 else ""
    found = finding.find(programme.pk, wanted, (get_language() or "en")[:2])
    themes = [(row["slug"], Text(row["title"])) for row in programme.agenda_rows]
    overview = reverse("catalogue:cooperation", args=[slug])
    context = {
        "programme": programme,
        "asked": wanted,
        "chosen": chosen,
        "found": found,
        "kinds": [(kind.value, kind.label) for kind in COOPERATION],
        "themes": sorted(themes, key=lambda one: str(one[1]).casefold()),
        "page_links": _pages(found.pages, wanted.page, pieces.query(wanted, chosen)),
        "crumbs": pieces.way(programme, (_("Cooperation"), overview), (_("Find items"), "")),
        "head": head.of_page(_("Find items of the cooperation")),
        "canonical_query": pieces.query(wanted, chosen),
    }
    return render(request, "catalogue/cooperation/items.html", context)


@anyone
@require_safe
@public_page
def cooperation_piece(request: HttpRequest, slug: str, piece: str) -> HttpResponse:
    """A declaration, summit, day, theme or page."""
    return _piece(request, slug, piece, *COOPERATION)


@anyone
@require_safe
@public_page
def news_piece(request: HttpRequest, slug: str, piece: str) -> HttpResponse:
    return _piece(request, slug, piece, PieceKind.NEWS)


@anyone
@require_safe
@public_page
def brief(request: HttpRequest, slug: str, piece: str) -> HttpResponse:
    return _piece(request, slug, piece, PieceKind.BRIEF)


@anyone
@require_safe
@public_page
def news(request: HttpRequest, slug: str) -> HttpResponse:
    """The news of a programme, the newest first."""
    return _list(request, slug, PieceKind.NEWS, _("News"))


@anyone
@require_safe
@public_page
def briefs(request: HttpRequest, slug: str) -> HttpResponse:
    """The policy briefs of a programme, the newest first."""
    return _list(request, slug, PieceKind.BRIEF, _("Policy briefs"))


@anyone
@require_safe
@public_page
def news_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest news of a programme as a feed."""
    programme = get_object_or_404(Programme, slug=slug)
    rows = Piece.objects.published().of_kinds(PieceKind.NEWS).filter(programme=programme)
    entries = [pieces.entry(row) for row in rows.select_related("programme").newest()[:ENTRIES]]
    parts = ["news", slug, get_language(), *(f"{one.key} {one.updated.timestamp()}" for one in entries)]

    def page() -> HttpResponse:
        text = feed(
            entries,
            key=f"news:{programme.pk}",
            title=_("News of %(programme)s") % {"programme": programme},
            subtitle="",
            page=site(reverse("catalogue:news", args=[slug])),
            url=site(reverse("catalogue:news_feed", args=[slug])),
        )
        return HttpResponse(text, content_type=CONTENT_TYPE)

    return answer_unless_known(request, parts, max((one.updated for one in entries), default=NEVER), page)


def _piece(request: HttpRequest, slug: str, key: str, *kinds: PieceKind) -> HttpResponse:
    found = pieces.one(slug, key, kinds)
    way = pieces.way(found.piece.programme, pieces.section_of(found.piece), (found.piece.title, ""))
    context = {
        "shown": found,
        "programme": found.piece.programme,
        "crumbs": way,
        "head": pieces.head_of(found, way),
    }
    return render(request, "catalogue/cooperation/piece.html", context)


def _list(request: HttpRequest, slug: str, kind: PieceKind, title: str) -> HttpResponse:
    programme = get_object_or_404(Programme, slug=slug)
    rows = Piece.objects.published().of_kinds(kind).filter(programme=programme)
    page = Paginator(rows.select_related("programme").newest(), ON_A_PAGE).get_page(request.GET.get("page"))
    way = pieces.way(programme, (title, ""))
    context: dict[str, Any] = {
        "programme": programme,
        "title": title,
        "is_news": kind == PieceKind.NEWS,
        "page": page,
        "crumbs": way,
        "head": head.of_page(f"{title}, {programme}", crumbs=way),
    }
    return render(request, "catalogue/cooperation/list.html", context)


def _pages(pages: int, here: int, asked: str) -> dict[str, Any]:
    """Where the pages beside this one are; None where there is none."""
    start = f"?{asked}&" if asked else "?"
    return {
        "previous": f"{start}page={here - 1}" if here > 1 else None,
        "next": f"{start}page={here + 1}" if here < pages else None,
        "here": here,
        "pages": pages,
    }
