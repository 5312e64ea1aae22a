"""Pieces, papers, pictures and cards: what the public may see of them, and what the database refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from editorial.content import Content
from editorial.models import ContactCard, Paper, Piece, PieceVersion
from editorial.states import PieceKind, PieceState, UploadState
from publications import editions
from tests.factories.editorial import ContactCardFactory, PaperFactory, PieceFactory
from tests.factories.programmes import ProgrammeFactory

pytestmark = pytest.mark.django_db


def test_published_gives_public_pieces_alone() -> None:
    shown = PieceFactory(state=PieceState.PUBLISHED)
    PieceFactory()
    PieceFactory(state=PieceState.SCHEDULED, scheduled_for=timezone.now())
    PieceFactory(state=PieceState.WITHDRAWN)
    assert list(Piece.objects.published()) == [shown]


def test_of_cooperation_leaves_news_and_briefs_out() -> None:
    summit = PieceFactory(kind=PieceKind.SUMMIT)
    PieceFactory(kind=PieceKind.NEWS)
    PieceFactory(kind=PieceKind.BRIEF)
    assert list(Piece.objects.of_cooperation()) == [summit]


def test_a_slug_is_given_once_in_a_programme() -> None:
    first = PieceFactory(slug="same")
    PieceFactory(slug="same")
    with pytest.raises(IntegrityError, match="piece_slug_once"), transaction.atomic():
        PieceFactory(slug="same", programme=first.programme)


def test_a_version_never_changes() -> None:
    version = PieceVersion.objects.create(piece=PieceFactory(), number=1, content={})
    with pytest.raises(InternalError, match="append_only"), transaction.atomic():
        PieceVersion.objects.filter(pk=version.pk).update(content={"title": {"en": "Other"}})


def test_a_change_of_a_piece_makes_a_new_edition() -> None:
    before = editions.newest().word
    PieceFactory(state=PieceState.PUBLISHED)
    assert editions.newest().word != before


def test_cards_are_shown_only_while_consent_holds() -> None:
    now, programme = timezone.now(), ProgrammeFactory()
    later, before = now + timedelta(days=1), now - timedelta(days=1)
    shown = ContactCardFactory(programme=programme, confirmed_at=before, expires_at=later)
    ContactCardFactory(programme=programme)
    ContactCardFactory(programme=programme, confirmed_at=before, expires_at=before)
    ContactCardFactory(
        programme=programme,
        confirmed_at=before,
        expires_at=later,
        withdrawn_at=now,
        name="",
        email="",
        phone="",
    )
    assert list(ContactCard.objects.shown()) == [shown]


def test_a_card_that_was_withdrawn_keeps_no_name() -> None:
    with pytest.raises(IntegrityError, match="contact_card_withdrawn_is_empty"), transaction.atomic():
        ContactCardFactory(withdrawn_at=timezone.now())


def test_readable_papers_are_checked_or_known_by_name() -> None:
    named, checked = PaperFactory(name="a.pdf"), PaperFactory(name="b.pdf", file="editorial/papers/x")
    PaperFactory(name="c.pdf", file="editorial/papers/y", state=UploadState.REFUSED)
    assert list(Paper.objects.readable().order_by("name")) == [named, checked]
    assert [named.is_held, checked.is_held] == [False, True]


def test_content_survives_its_way_through_json() -> None:
    content = Content.from_json(
        {"title": {"nl": "Een"}, "happened_on": "2020-11-04", "papers": [3, 1], "held": False}
    )
    assert Content.from_json(content.as_json()) == content
    assert content.missing() == ("fr", "en")
    assert content.papers == (1, 3)
