"""Public pages of what editors write: what is read for each, the way to it, and what it tells machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue import head, linked_data, places
from catalogue.feeds import Entry
from core.texts import Text
from editorial.finding import MOST_PAGES, Asked
from editorial.models import ContactCard, Piece
from editorial.reading import FRAMEWORK, NEWEST, Shown, for_page, path_of, shown
from editorial.states import COOPERATION, PieceKind
from programmes.models import Programme

LONGEST = 200  # characters of what is looked for


@dataclass(frozen=True)
class Overview:
    """All that the opening page of a cooperation shows; `framework` is None until somebody wrote it."""

    programme: Programme
    framework: Shown | None
    declarations: Sequence[Shown]
    summits: Sequence[Shown]
    days: Sequence[Shown]
    themes: Sequence[Shown]
    pages: Sequence[Shown]
    contacts: Sequence[ContactCard]


def overview(slug: str) -> Overview:
    """The cooperation that a programme tells of; Http404 when it tells of none. Two statements."""
    rows = for_page(Piece.objects.published().of_cooperation().filter(programme__slug=slug))
    found = [shown(piece) for piece in rows.order_by("happened_on", "year", "pk")]
    if not found:
        raise Http404
    programme = found[0].piece.programme
    cards = ContactCard.objects.shown().filter(programme=programme, is_general=True)
    pages = _of(found, PieceKind.PAGE)
    return Overview(
        programme=programme,
        framework=next((one for one in pages if one.piece.slug == FRAMEWORK), None),
        declarations=_of(found, PieceKind.DECLARATION),
        summits=list(reversed(_of(found, PieceKind.SUMMIT))),
        days=list(reversed(_of(found, PieceKind.DAY))),
        themes=by_name(_of(found, PieceKind.THEME)),
        pages=[one for one in pages if one.piece.slug != FRAMEWORK],
        contacts=list(cards),
    )


def by_name(rows: Sequence[Shown]) -> list[Shown]:
    """In the alphabet of the reader's language."""
    return sorted(rows, key=lambda one: str(one.piece.title).casefold())


def one(slug: str, key: str, kinds: Sequence[PieceKind]) -> Shown:
    """A public piece of these kinds; Http404 when there is none. One statement."""
    rows = Piece.objects.published().filter(programme__slug=slug, slug=key, kind__in=kinds)
    found = for_page(rows).first()
    if found is None:
        raise Http404
    return shown(found)


def with_agenda(slug: str) -> Any:
    """The programme with `agenda_rows`, the themes of its agenda; Http404 when there is none."""
    themes = Piece.objects.published().filter(programme=OuterRef("pk"), kind=PieceKind.THEME)
    rows = themes.values(row=JSONObject(slug="slug", title="title"))
    found = Programme.objects.filter(slug=slug).annotate(agenda_rows=ArraySubquery(rows)).first()
    if found is None:
        raise Http404
    return found


def of_programme(rows: Sequence[Any]) -> tuple[list[Piece], Piece | None]:
    """The newest news, and the page that opens the cooperation if there is one, of `newest_rows`."""
    found = [
        Piece(
            slug=row["slug"],
            kind=row["kind"],
            title=Text(row["title"]),
            lead=Text(row["lead"]),
            is_demo=row["is_demo"],
            published_at=datetime.fromisoformat(row["published_at"]),
        )
        for row in rows
    ]
    opening = next((piece for piece in found if piece.kind == PieceKind.PAGE), None)
    return [piece for piece in found if piece.kind == PieceKind.NEWS][:NEWEST], opening


def asked(data: QueryDict) -> Asked:
    """What the address of a search asks; what it does not understand asks for nothing."""
    kind, year = data.get("kind", ""), data.get("year", "")
    known = [kind] if kind in COOPERATION else [str(each) for each in COOPERATION]
    page = data.get("page", "1")
    return Asked(
        text=data.get("q", "").strip()[:LONGEST],
        kinds=tuple(known),
        theme=data.get("theme", "").strip()[:80],
        year=int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None,
        page=min(int(page), MOST_PAGES) if page.isascii() and page.isdecimal() and len(page) < 5 else 1,
    )


def way(programme: Programme, *steps: tuple[object, str]) -> list[dict[str, object]]:
    """The steps to a page under a programme; the last is the page itself."""
    found = places.way(programme, last=steps[0])
    for label, url in steps[1:]:
        found.append({"label": label, "url": url})
    return found


def section_of(piece: Piece) -> tuple[str, str]:
    """The list that a piece belongs to: its name and address."""
    slug = piece.programme.slug
    if piece.kind == PieceKind.NEWS:
        return _("News"), reverse("catalogue:news", args=[slug])
    if piece.kind == PieceKind.BRIEF:
        return _("Policy briefs"), reverse("catalogue:briefs", args=[slug])
    return _("Cooperation"), reverse("catalogue:cooperation", args=[slug])


def head_of(found: Shown, crumbs: Sequence[Mapping[str, object]]) -> head.Head:
    """Title, description and linked data of a piece."""
    piece = found.piece
    data = _event(piece) if piece.kind in {PieceKind.SUMMIT, PieceKind.DAY} else _article(piece)
    return head.of_page(piece.title, piece.lead, crumbs=crumbs, data=[data])


def entry(piece: Piece) -> Entry:
    """A piece in a feed."""
    return Entry(
        key=f"piece:{piece.uid}",
        title=str(piece.title),
        url=linked_data.site(path_of(piece)),
        summary=str(piece.lead),
        updated=piece.updated_at or piece.published_at or piece.created_at,
        published=piece.published_at,
        categories=(str(piece.programme),),
    )


def query(wanted: Asked, chosen: str) -> str:
    """What was asked, as the query of an address, without the page."""
    parts = {"q": wanted.text, "kind": chosen, "theme": wanted.theme, "year": wanted.year or ""}
    return urlencode({name: value for name, value in parts.items() if value})


def _of(rows: Sequence[Shown], kind: PieceKind) -> list[Shown]:
    return [row for row in rows if row.piece.kind == kind]


def _article(piece: Piece) -> dict[str, Any]:
    kind = "NewsArticle" if piece.kind == PieceKind.NEWS else "Article"
    language = get_language() or "en"
    return linked_data.article(
        kind,
        path=path_of(piece),
        name=piece.title.best(language),
        lead=str(piece.lead),
        published=piece.published_at,
        changed=piece.updated_at,
        publisher=str(piece.programme.name),
    )


def _event(piece: Piece) -> dict[str, Any]:
    return linked_data.event(
        path=path_of(piece),
        name=str(piece.title),
        lead=str(piece.lead),
        day=piece.happened_on,
        place=str(piece.place),
        is_cancelled=not piece.held,
        organiser=str(piece.programme.name),
    )
