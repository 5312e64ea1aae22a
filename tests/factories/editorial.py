"""Smallest valid pieces, files and cards. Pieces are drafts unless `state` says otherwise."""

import factory
from django.utils import timezone

from editorial.models import ContactCard, Draft, Paper, Picture, Piece
from editorial.states import PieceKind, PieceState, UploadState
from tests.factories.programmes import ProgrammeFactory


class PictureFactory(factory.django.DjangoModelFactory):
    """A checked picture without a file in the storage."""

    class Meta:
        model = Picture

    programme = factory.SubFactory(ProgrammeFactory)
    name = "picture.jpg"
    file = factory.Sequence(lambda n: f"editorial/pictures/{n}")
    state = UploadState.CLEAN
    sha256 = "0" * 64
    widths = [480]
    width = 480
    height = 320
    alt = {"nl": "Een veld", "fr": "Un champ", "en": "A field"}


class PaperFactory(factory.django.DjangoModelFactory):
    """A document of which only the name is known."""

    class Meta:
        model = Paper

    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.Sequence(lambda n: f"paper-{n}.pdf")
    title = factory.LazyAttribute(lambda paper: {"nl": paper.name})
    state = UploadState.CLEAN


class PieceFactory(factory.django.DjangoModelFactory):
    """News in three languages; published ones became public now."""

    class Meta:
        model = Piece

    programme = factory.SubFactory(ProgrammeFactory)
    kind = PieceKind.NEWS
    slug = factory.Sequence(lambda n: f"piece-{n}")
    title = factory.LazyAttribute(
        lambda piece: {"nl": f"Bericht {piece.slug}", "fr": f"Texte {piece.slug}", "en": f"Text {piece.slug}"}
    )
    published_at = factory.LazyAttribute(
        lambda piece: timezone.now() if piece.state == PieceState.PUBLISHED else None
    )
    state = PieceState.DRAFT


class DraftFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Draft

    piece = factory.SubFactory(PieceFactory)
    content = factory.LazyAttribute(
        lambda draft: {"title": dict(draft.piece.title), "lead": {}, "body": {"en": "Words."}}
    )


class ContactCardFactory(factory.django.DjangoModelFactory):
    """A card whose person was not asked yet."""

    class Meta:
        model = ContactCard

    programme = factory.SubFactory(ProgrammeFactory)
    name = "Ann Example"
    office = {"nl": "Adviseur", "fr": "Conseillère", "en": "Adviser"}
    email = factory.Sequence(lambda n: f"ann{n}@example.org")
    phone = "+32 2 000 00 00"
    language = "nl"
