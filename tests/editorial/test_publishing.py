"""A draft becomes public once, as it was seen, now or at its moment; readers see nothing else."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import TrailEntry, User
from core.errors import DomainError, NotAllowed
from core.texts import Text
from editorial import publishing, writing
from editorial.content import Content
from editorial.keeping import content_of, draft_of
from editorial.models import Piece, PieceVersion
from editorial.states import Origin, PieceKind, PieceState
from programmes.permissions import roles_of
from programmes.states import Role
from projects.fields import Saved, StaleValue
from projects.fields.outcomes import token_of
from tests.factories.accounts import UserFactory
from tests.factories.editorial import PaperFactory, PictureFactory, PieceFactory
from tests.factories.programmes import ProgrammeFactory, StaffRoleFactory
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return StaffRoleFactory(user=UserFactory(), role=Role.OFFICER).user


@pytest.fixture
def piece(editor: User) -> Piece:
    return begun(editor)


def begun(editor: User, title: str = "Vijfde top", kind: PieceKind = PieceKind.SUMMIT) -> Piece:
    programme = ProgrammeFactory(code=next(iter(roles_of(editor))))
    return writing.create(programme, kind=kind, title=title, language="nl", by=editor, key=uuid4())


def seen(piece: Piece) -> str:
    return writing.token(content_of(piece))


def typed(piece: Piece, key: str, value: str, by: User, old: str = "") -> Saved:
    return writing.save_field(piece, key, value, base=token_of(old), by=by)


def acts(piece: Piece) -> list[str]:
    return list(
        TrailEntry.objects.filter(chain=piece.chain).order_by("sequence").values_list("action", flat=True)
    )


def test_a_piece_is_begun_once_for_each_form(editor: User) -> None:
    key, programme = uuid4(), ProgrammeFactory(code=next(iter(roles_of(editor))))
    first, second = (
        writing.create(programme, kind=PieceKind.NEWS, title="Één", language="nl", by=editor, key=key)
        for _ in range(2)
    )
    other = writing.create(programme, kind=PieceKind.NEWS, title="een", language="nl", by=editor, key=uuid4())
    assert first == second
    assert [first.slug, other.slug] == ["een", "een-2"]


def test_strangers_write_nothing(piece: Piece) -> None:
    for stranger in (UserFactory(), StaffRoleFactory(user=UserFactory(), role=Role.MANAGER).user):
        with pytest.raises(NotAllowed):
            typed(piece, "lead.nl", "Mijn", stranger)
        with pytest.raises(NotAllowed):
            publishing.publish(piece, base=seen(piece), by=stranger)


def test_texts_are_saved_place_by_place_and_the_public_sees_none_of_it(piece: Piece, editor: User) -> None:
    publishing.publish(piece, base=seen(piece), by=editor)
    typed(piece, "body.fr", "Un **texte**", editor)
    piece.refresh_from_db()
    assert dict(piece.body) == {}
    assert dict(content_of(piece).body) == {"fr": "Un **texte**"}
    assert draft_of(piece).is_ahead


def test_a_stale_save_shows_both_texts_and_overwrites_nothing(piece: Piece, editor: User) -> None:
    other = StaffRoleFactory(user=UserFactory(), role=Role.OFFICER, programme=piece.programme).user
    typed(piece, "lead.nl", "Van de eerste", editor)
    with pytest.raises(StaleValue) as refusal:
        typed(piece, "lead.nl", "Van de tweede", other)
    assert [refusal.value.mine, refusal.value.theirs] == ["Van de tweede", "Van de eerste"]
    assert content_of(piece).lead == {"nl": "Van de eerste"}


def test_what_another_person_wrote_is_kept_before_it_changes(piece: Piece, editor: User) -> None:
    other = StaffRoleFactory(user=UserFactory(), role=Role.OFFICER, programme=piece.programme).user
    typed(piece, "lead.nl", "Van de eerste", editor)
    typed(piece, "lead.nl", "Beter", other, old="Van de eerste")
    kept = PieceVersion.objects.get(piece=piece)
    assert Content.from_json(kept.content).lead == {"nl": "Van de eerste"}
    assert [kept.number, kept.by, kept.is_public] == [1, editor, False]


def test_publish_makes_the_draft_public_with_all_it_points_to(piece: Piece, editor: User) -> None:
    own = piece.programme
    picture, inside = PictureFactory(programme=own), PictureFactory(programme=own)
    paper, foreign = PaperFactory(programme=own), PaperFactory()
    theme = PieceFactory(programme=own, kind=PieceKind.THEME)
    record = PublicationFactory(programme_period__programme=own)
    facts = {
        "number": 5,
        "happened_on": "2020-11-04",
        "picture": picture.pk,
        "agenda_themes": [theme.pk],
        "projects": [record.pk],
        "papers": [paper.pk, foreign.pk],
    }
    writing.save_facts(piece, facts, base=writing.facts_token(content_of(piece)), by=editor)
    typed(piece, "body.nl", f"![](picture:{inside.uid})", editor)
    publishing.publish(piece, base=seen(piece), by=editor)
    piece.refresh_from_db()
    assert [piece.state, piece.number, str(piece.happened_on)] == ["published", 5, "2020-11-04"]
    assert [list(piece.papers.all()), list(piece.agenda_themes.all()), list(piece.projects.all())] == [
        [paper],
        [theme],
        [record],
    ]
    assert [piece.picture, list(piece.pictures.all())] == [picture, [inside]]
    for one in (picture, inside):
        one.refresh_from_db()
        assert one.is_shown
    assert acts(piece) == ["begin piece", "publish piece"]


def test_nobody_publishes_what_they_did_not_see(piece: Piece, editor: User) -> None:
    before = seen(piece)
    typed(piece, "lead.nl", "Nieuw", editor)
    with pytest.raises(DomainError, match="changed since"):
        publishing.publish(piece, base=before, by=editor)
    assert not Piece.objects.published().exists()


def test_facts_that_another_changed_are_not_overwritten(piece: Piece, editor: User) -> None:
    base = writing.facts_token(content_of(piece))
    writing.save_facts(piece, {"number": 4}, base=base, by=editor)
    with pytest.raises(DomainError, match="Somebody else"):
        writing.save_facts(piece, {"number": 5}, base=base, by=editor)
    assert content_of(piece).number == 4


def test_a_scheduled_piece_becomes_public_once_as_it_was_scheduled(piece: Piece, editor: User) -> None:
    at = timezone.now() + timedelta(hours=1)
    publishing.schedule(piece, at=at, base=seen(piece), by=editor)
    typed(piece, "lead.nl", "Later geschreven", editor)
    assert publishing.publish_due(at - timedelta(seconds=1)) == 0
    assert [publishing.publish_due(at), publishing.publish_due(at)] == [1, 0]
    piece.refresh_from_db()
    assert [piece.state, piece.published_at, dict(piece.lead)] == [PieceState.PUBLISHED, at, {}]
    assert draft_of(piece).is_ahead
    assert acts(piece) == ["begin piece", "schedule piece", "publish piece"]


def test_a_moment_that_passed_is_refused_and_a_set_one_can_be_taken_back(piece: Piece, editor: User) -> None:
    now = timezone.now()
    with pytest.raises(DomainError, match="passed"):
        publishing.schedule(piece, at=now - timedelta(seconds=1), base=seen(piece), by=editor)
    publishing.schedule(piece, at=now + timedelta(hours=1), base=seen(piece), by=editor)
    publishing.unschedule(piece, by=editor)
    assert publishing.publish_due(now + timedelta(days=1)) == 0
    piece.refresh_from_db()
    assert piece.state == PieceState.DRAFT


def test_withdraw_takes_piece_and_pictures_off_the_public_pages(piece: Piece, editor: User) -> None:
    alone, shared = PictureFactory(programme=piece.programme), PictureFactory(programme=piece.programme)
    other = begun(editor, "Ander")
    for one, pictures in ((piece, (alone, shared)), (other, (shared,))):
        typed(one, "body.nl", "\n\n".join(f"![](picture:{picture.uid})" for picture in pictures), editor)
        publishing.publish(one, base=seen(one), by=editor)
    publishing.withdraw(piece, by=editor)
    alone.refresh_from_db()
    shared.refresh_from_db()
    assert [alone.is_shown, shared.is_shown] == [False, True]
    assert list(Piece.objects.published()) == [other]
    with pytest.raises(DomainError, match="not public"):
        publishing.withdraw(piece, by=editor)


def test_an_earlier_version_comes_back_as_draft_and_loses_nothing(piece: Piece, editor: User) -> None:
    typed(piece, "lead.nl", "Eerst", editor)
    publishing.publish(piece, base=seen(piece), by=editor)
    typed(piece, "lead.nl", "Daarna", editor, old="Eerst")
    writing.bring_back(piece, piece.versions.get(is_public=True), by=editor)
    assert content_of(piece).lead == {"nl": "Eerst"}
    assert not draft_of(piece).is_ahead
    assert [Content.from_json(one.content).lead["nl"] for one in piece.versions.all()] == ["Daarna", "Eerst"]


def test_a_version_of_another_piece_is_refused(piece: Piece, editor: User) -> None:
    other = begun(editor, "Ander")
    version = writing.keep_now(other, by=editor)
    with pytest.raises(DomainError, match="another piece"):
        writing.bring_back(piece, version, by=editor)


def test_what_the_portal_published_no_longer_follows_files(editor: User) -> None:
    piece = begun(editor)
    Piece.objects.filter(pk=piece.pk).update(origin=Origin.REFERENCE)
    publishing.publish(piece, base=seen(piece), by=editor)
    piece.refresh_from_db()
    assert piece.origin == Origin.PORTAL


def test_published_words_are_found_by_stem_in_their_language(piece: Piece, editor: User) -> None:
    typed(piece, "body.fr", "Les **régions** coopèrent", editor)
    publishing.publish(piece, base=seen(piece), by=editor)
    found = Piece.objects.extra(where=["words @@ portal_word(%s)"], params=["region"])
    assert list(found) == [piece]


@pytest.mark.django_db(transaction=True)
def test_a_due_piece_is_published_once_by_many_workers() -> None:
    editor = StaffRoleFactory(user=UserFactory(), role=Role.OFFICER).user
    piece = begun(editor)
    at = timezone.now() + timedelta(seconds=60)
    publishing.schedule(piece, at=at, base=seen(piece), by=editor)
    barrier, counts = Barrier(4), list[int]()

    def work() -> None:
        barrier.wait()
        counts.append(publishing.publish_due(at))
        connection.close()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == [0, 0, 0, 1]
    assert acts(piece).count("publish piece") == 1


def test_text_knows_its_languages() -> None:
    assert Content(title=Text(nl="a", fr="b", en="c"), lead=Text(nl="x")).missing() == ("fr", "en")
