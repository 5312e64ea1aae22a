"""A piece as readers see it, and as its preview shows it: texts drawn, and rows of what it points to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core.texts import Text
from editorial import markup
from editorial.content import Content
from editorial.models import ContactCard, Paper, PaperQuerySet, Picture, Piece
from editorial.states import PieceKind
from programmes.models import Theme
from publications.models import Publication

Row = dict[str, Any]
PAGES = {PieceKind.NEWS: "catalogue:news_piece", PieceKind.BRIEF: "catalogue:brief"}
NEWEST = 3  # pieces of news that a programme's page names
FRAMEWORK = "framework"  # the page that opens the overview

_PAPER = JSONObject(
    uid="uid", title="title", name="name", size="size", pages="pages", language="language", file="file",
    dated_on="dated_on",
)  # fmt: skip
_PICTURE = JSONObject(
    pk="pk", uid="uid", alt="alt", is_decorative="is_decorative", credit="credit", width="width",
    height="height", widths="widths",
)  # fmt: skip
_CARD = JSONObject(
    name="name", office="office", department="department", phone="phone", email="email",
    shows_email="shows_email", is_demo="is_demo",
)  # fmt: skip
_THEME = JSONObject(code="code", title="title", period=F("programme_period__period_id"))
_PIECE = JSONObject(slug="slug", title="title", kind="kind", happened_on="happened_on", year="year")
_NEWS = JSONObject(
    slug="slug", kind="kind", title="title", lead="lead", is_demo="is_demo", published_at="published_at"
)
_PROJECT = JSONObject(code="code", acronym="acronym", title="title")


@dataclass(frozen=True)
class Shown:
    """A piece with its body as HTML, and rows of what it points to; `language` is that of the body."""

    piece: Piece
    body: SafeString
    language: str
    is_fallback: bool
    head: SafeString
    papers: Sequence[Row]
    contacts: Sequence[Row]
    themes: Sequence[Row]
    agenda: Sequence[Row]
    projects: Sequence[Row]
    taken_up: Sequence[Row]


def path_of(piece: Piece) -> str:
    """The address of its public page, in the active language; needs its programme."""
    return path(piece.programme.slug, piece.kind, piece.slug)


def path(programme: str, kind: str, slug: str) -> str:
    """The address of the public page of a piece of this kind."""
    name = PAGES.get(PieceKind(kind), "catalogue:cooperation_piece")
    return reverse(name, args=[programme, slug])


def for_page(rows: QuerySet[Piece]) -> QuerySet[Any]:
    """Pieces with all that a page shows of them, in one statement however much hangs there."""
    outer = OuterRef("pk")
    return rows.select_related("programme", "picture").annotate(
        paper_rows=ArraySubquery(_papers().filter(pieces=outer).values(row=_PAPER)),
        picture_rows=ArraySubquery(Picture.objects.clean().filter(pieces=outer).values(row=_PICTURE)),
        card_rows=ArraySubquery(ContactCard.objects.shown().filter(pieces=outer).values(row=_CARD)),
        theme_rows=ArraySubquery(Theme.objects.filter(pieces=outer).order_by("code").values(row=_THEME)),
        agenda_rows=ArraySubquery(
            Piece.objects.published().filter(taken_up_by=outer).order_by("slug").values(row=_PIECE)
        ),
        project_rows=ArraySubquery(
            Publication.objects.filter(pieces=outer).order_by("acronym", "pk").values(row=_PROJECT)
        ),
        taken_rows=ArraySubquery(
            Piece.objects.published()
            .filter(agenda_themes=outer)
            .order_by("happened_on", "year", "pk")
            .values(row=_PIECE)
        ),
    )


def newest_rows(programme: OuterRef) -> ArraySubquery:
    """Of a programme the page that opens its cooperation, and its newest news after it: as rows of JSON."""
    wanted = Q(kind=PieceKind.NEWS) | Q(kind=PieceKind.PAGE, slug=FRAMEWORK)
    first = Case(When(kind=PieceKind.PAGE, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = Piece.objects.published().filter(wanted, programme=programme)
    return ArraySubquery(rows.order_by(first, "-published_at", "-pk").values(row=_NEWS)[: NEWEST + 1])


def shown(piece: Any) -> Shown:
    """A piece of `for_page`."""
    pictures = {UUID(row["uid"]): row for row in piece.picture_rows}
    head = _row_of(piece.picture) if piece.picture else None
    return _drawn(
        piece,
        pictures,
        head,
        papers=piece.paper_rows,
        contacts=piece.card_rows,
        themes=piece.theme_rows,
        agenda=piece.agenda_rows,
        projects=piece.project_rows,
        taken_up=piece.taken_rows,
    )


def preview(piece: Piece, content: Content) -> Shown:
    """What the page would show if this content were public; nothing is stored."""
    unsaved = Piece(pk=piece.pk, programme=piece.programme, kind=piece.kind, slug=piece.slug)
    for name in ("published_at", "updated_at", "source", "working_translations", "is_demo", "origin"):
        setattr(unsaved, name, getattr(piece, name))
    for name in ("title", "lead", "body", "place", "number", "happened_on", "year", "held"):
        setattr(unsaved, name, getattr(content, name))
    own = Picture.objects.clean().filter(programme=piece.programme)
    within = [uid for text in content.body.values() for uid in markup.outline(text).pictures]
    pictures = {UUID(row["uid"]): row for row in _rows(own.filter(uid__in=within), _PICTURE)}
    head = _rows(own.filter(pk=content.picture), _PICTURE) if content.picture else []
    agenda = Piece.objects.published().filter(pk__in=content.agenda_themes).order_by("slug")
    return _drawn(
        unsaved,
        pictures,
        head[0] if head else None,
        papers=_rows(_papers().filter(pk__in=content.papers), _PAPER),
        contacts=_rows(ContactCard.objects.shown().filter(pk__in=content.contacts), _CARD),
        themes=_rows(Theme.objects.filter(pk__in=content.themes).order_by("code"), _THEME),
        agenda=_rows(agenda, _PIECE),
        projects=_rows(Publication.objects.filter(pk__in=content.projects).order_by("acronym"), _PROJECT),
        taken_up=_rows(Piece.objects.published().filter(agenda_themes=piece), _PIECE),
    )


def figure(row: Mapping[str, Any]) -> SafeString:
    """A picture in its widths with its words, and who made it below."""
    words = Text(row["alt"]).best()
    widths = sorted(row["widths"])
    addresses = [(reverse("catalogue:picture", args=[row["uid"], width]), width) for width in widths]
    credit = format_html("<figcaption>{}</figcaption>", row["credit"]) if row["credit"] else ""
    return format_html(
        '<figure class="picture"><img src="{}" srcset="{}" sizes="(min-width: 60rem) 44rem, 100vw" '
        'width="{}" height="{}" alt="{}"{} loading="lazy">{}</figure>',
        addresses[-1][0] if addresses else "",
        ", ".join(f"{address} {width}w" for address, width in addresses),
        row["width"],
        row["height"],
        "" if row["is_decorative"] else words.text,
        format_html(' lang="{}"', words.language) if words.is_fallback and not row["is_decorative"] else "",
        credit,
    )


def _drawn(piece: Piece, pictures: Mapping[UUID, Row], head: Row | None, **rows: Sequence[Row]) -> Shown:
    best = piece.body.best()
    body = markup.draw(best.text, lambda uid: figure(pictures[uid]) if uid in pictures else "")
    at_head = figure(head) if head else mark_safe("")
    return Shown(piece, body, best.language, best.is_fallback, at_head, **rows)


def _papers() -> PaperQuerySet:
    return Paper.objects.readable().order_by("dated_on", "name", "pk")


def _rows(found: QuerySet[Any], fields: JSONObject) -> list[Row]:
    return [one["row"] for one in found.values(row=fields)]


def _row_of(picture: Picture) -> Row:
    names = ("uid", "alt", "is_decorative", "credit", "width", "height", "widths")
    return {name: getattr(picture, name) for name in names}
