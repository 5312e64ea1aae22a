"""Addresses of what editors write: public pages, files of public pieces, and the editing room."""

from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from editorial.models import Piece
from editorial.states import PieceKind, PieceState
from tests.factories.editorial import PaperFactory, PictureFactory, PieceFactory
from tests.house.access.table import EVERYBODY, SECRETARIAT, Row
from tests.world import World

PAGES = {
    PieceKind.SUMMIT: "catalogue:cooperation_piece",
    PieceKind.NEWS: "catalogue:news_piece",
    PieceKind.BRIEF: "catalogue:brief",
}

LISTS = ("news", "briefs", "news_feed")


def public(kind: PieceKind) -> Piece:
    return PieceFactory(kind=kind, state=PieceState.PUBLISHED, slug=f"shown-{kind}")


def of_its_programme(world: World) -> dict[str, str]:
    return {"slug": public(PieceKind.SUMMIT).programme.slug}


def page_of(kind: PieceKind, **given: object):
    def of(world: World) -> dict[str, str]:
        piece = PieceFactory(kind=kind, state=given.get("state", PieceState.PUBLISHED))
        return {"slug": piece.programme.slug, "piece": piece.slug}

    return of


def paper(world: World) -> dict[str, object]:
    """A checked paper of a public piece."""
    piece = public(PieceKind.SUMMIT)
    file = default_storage.save("editorial/papers/access", ContentFile(b"%PDF-1.7"))
    held = PaperFactory(programme=piece.programme, file=file, content_type="application/pdf")
    piece.papers.add(held)
    return {"uid": held.uid}


def picture(*, is_shown: bool):
    def of(world: World) -> dict[str, object]:
        found = PictureFactory(programme=world.call.programme_period.programme, is_shown=is_shown)
        default_storage.save(f"{found.file}-480", ContentFile(b"x"))
        return {"uid": found.uid, "width": 480}

    return of


ROWS = [
    Row("catalogue:cooperation", {200: EVERYBODY}, of=of_its_programme),
    Row("catalogue:cooperation", {404: EVERYBODY}, of=lambda world: {"slug": "nowhere"}, note="no such"),
    Row("catalogue:cooperation_items", {200: EVERYBODY}, of=of_its_programme),
    *(
        Row(f"catalogue:{name}", {200: EVERYBODY}, of=of_its_programme)
        for name in ("news", "briefs", "news_feed")
    ),
    Row("catalogue:paper", {200: EVERYBODY}, of=paper),
    Row("catalogue:paper", {404: EVERYBODY}, of=lambda world: {"uid": uuid4()}, note="no such"),
    Row("catalogue:picture", {200: EVERYBODY}, of=picture(is_shown=True)),
    Row("catalogue:picture", {200: SECRETARIAT}, of=picture(is_shown=False), note="of nothing public"),
    *(Row(name, {200: EVERYBODY}, of=page_of(kind)) for kind, name in PAGES.items()),
    *(
        Row(name, {404: EVERYBODY}, of=page_of(kind, state=PieceState.DRAFT), note="draft")
        for kind, name in PAGES.items()
    ),
]
