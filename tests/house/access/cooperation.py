"""Addresses of what editors write: public pages, files of public pieces, and the editing room."""

from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from editorial import consenting
from editorial.models import Piece, PieceVersion
from editorial.states import PieceKind, PieceState
from tests.factories.editorial import (
    ContactCardFactory,
    DraftFactory,
    PaperFactory,
    PictureFactory,
    PieceFactory,
)
from tests.house.access.table import EDITORS, EVERYBODY, Row
from tests.world import World

PAGES = {
    PieceKind.SUMMIT: "catalogue:cooperation_piece",
    PieceKind.NEWS: "catalogue:news_piece",
    PieceKind.BRIEF: "catalogue:brief",
}

PARTS = ("piece", "piece_facts", "piece_preview", "piece_versions")
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


def draft(world: World) -> dict[str, object]:
    """A draft of the world's programme."""
    own = world.call.programme_period.programme
    return {"uid": DraftFactory(piece__programme=own).piece.uid}


def version(world: World) -> dict[str, object]:
    found = draft(world)
    piece = Piece.objects.get(uid=found["uid"])
    PieceVersion.objects.create(piece=piece, number=1, content={})
    return {**found, "number": 1}


def shown(world: World) -> dict[str, object]:
    own = world.call.programme_period.programme
    return {"uid": PieceFactory(programme=own, state=PieceState.PUBLISHED).uid}


def of_world(factory):
    """A file of the world's programme."""
    return lambda world: {"uid": factory(programme=world.call.programme_period.programme).uid}


def card(world: World) -> dict[str, str]:
    """The link of a mail that asks for consent."""
    found = ContactCardFactory(programme=world.call.programme_period.programme)
    return {"token": consenting.SIGNER.sign(f"{found.pk}:{found.revision}")}


READ = {200: EDITORS, 302: "anonymous"}
ALL_EDITORS = {200: f"{EDITORS} officer_elsewhere", 302: "anonymous"}
ACT = {302: f"{EDITORS} anonymous"}
NO_FILE = {400: EDITORS, 302: "anonymous"}
STALE = {409: EDITORS, 302: "anonymous"}
ROOM = [
    Row("secretariat:pieces", ALL_EDITORS),
    Row("secretariat:piece_new", ALL_EDITORS),
    *(Row(f"secretariat:{name}", ALL_EDITORS) for name in ("piece_files", "paper_new", "picture_new")),
    *(Row(f"secretariat:{name}", ALL_EDITORS) for name in ("contact_cards", "contact_card_new")),
    Row("secretariat:contact_card_edit", READ, of=of_world(ContactCardFactory)),
    Row("secretariat:contact_card_end", ACT, of=of_world(ContactCardFactory), method="post"),
    Row("catalogue:contact_card", {200: EVERYBODY}, of=card, note="whoever has the link"),
    Row("catalogue:contact_card", {410: EVERYBODY}, of=lambda world: {"token": "x"}, note="forged"),
    Row("catalogue:contact_card", {403: EVERYBODY}, of=card, method="post", note="not from an own page"),
    Row("secretariat:paper_edit", READ, of=of_world(PaperFactory)),
    Row("secretariat:picture_edit", READ, of=of_world(PictureFactory)),
    Row(
        "secretariat:paper_file",
        {400: EDITORS, 302: "anonymous"},
        of=of_world(PaperFactory),
        method="post",
    ),
    *(Row(f"secretariat:{name}", READ, of=draft) for name in PARTS),
    Row("secretariat:piece_field", {422: EDITORS, 401: "anonymous"}, of=draft, method="post"),
    Row("secretariat:piece_publish", STALE, of=draft, method="post", note="stale"),
    Row("secretariat:piece_schedule", {400: EDITORS, 302: "anonymous"}, of=draft, method="post"),
    Row("secretariat:piece_unschedule", STALE, of=draft, method="post", note="not scheduled"),
    Row("secretariat:piece_withdraw", ACT, of=shown, method="post"),
    Row("secretariat:piece_compare", READ, of=version),
    Row("secretariat:piece_bring_back", ACT, of=version, method="post"),
]

ROWS = [
    *ROOM,
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
    Row("catalogue:picture", {200: EDITORS}, of=picture(is_shown=False), note="of nothing public"),
    *(Row(name, {200: EVERYBODY}, of=page_of(kind)) for kind, name in PAGES.items()),
    *(
        Row(name, {404: EVERYBODY}, of=page_of(kind, state=PieceState.DRAFT), note="draft")
        for kind, name in PAGES.items()
    ),
]
