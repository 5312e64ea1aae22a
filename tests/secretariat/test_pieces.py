"""The editing room: drafts that save themselves, checks, preview, publishing, versions."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editorial import checking, writing
from editorial.content import Content
from editorial.keeping import content_of
from editorial.models import Piece
from editorial.states import PieceKind, PieceState
from programmes.states import Role
from projects.fields.outcomes import token_of
from tests.factories.accounts import UserFactory
from tests.factories.editorial import DraftFactory, PaperFactory, PictureFactory, PieceFactory
from tests.factories.programmes import ProgrammeFactory, StaffRoleFactory
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db
ROOM = "/en/secretariat/pages/"


@pytest.fixture
def programme():
    return ProgrammeFactory()


@pytest.fixture
def editor(client, programme):
    user = UserFactory()
    StaffRoleFactory(user=user, programme=programme, role=Role.OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def piece(programme, editor) -> Piece:
    words = {"title": "Sixth summit", "language": "en"}
    return writing.create(programme, kind=PieceKind.SUMMIT, by=editor, key=uuid4(), **words)


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def findings(piece: Piece, **texts: str) -> list[tuple[str, str]]:
    content = Content.from_json({"title": {"nl": "a", "fr": "b", "en": "c"}, "body": texts})
    return [(one.place, one.text) for one in checking.check(piece, content)]


def test_a_piece_is_begun_by_a_form(client, editor, programme) -> None:
    page = soup(client.get(f"{ROOM}new/"))
    key = page.select_one("input[name=key]")["value"]
    data = {"key": key, "programme": programme.pk, "kind": "news", "language": "nl", "title": "Nieuws"}
    answers = [client.post(f"{ROOM}new/", data) for _ in range(2)]
    piece = Piece.objects.get()
    assert [answer.headers["Location"] for answer in answers] == [f"{ROOM}{piece.uid}/"] * 2
    refused = client.post(f"{ROOM}new/", {**data, "title": " "})
    assert [refused.status_code, bool(soup(refused).select(".error-summary"))] == [400, True]


def test_a_text_saves_itself_and_a_stale_one_is_answered_with_both(client, piece) -> None:
    data = {"key": "lead.fr", "value": "Bonjour", "base": token_of("")}
    saved = client.post(f"{ROOM}{piece.uid}/field/", data)
    stale = client.post(f"{ROOM}{piece.uid}/field/", {**data, "value": "Salut"})
    assert [saved.status_code, saved.json()["value"]] == [200, "Bonjour"]
    assert [stale.status_code, stale.json()["mine"], stale.json()["theirs"]] == [409, "Salut", "Bonjour"]
    assert content_of(piece).lead == {"fr": "Bonjour"}


@pytest.mark.parametrize(
    ("key", "value"), [("lead.de", "x"), ("uid", "x"), ("title.nl", "x" * 201), ("lead.nl", "a\x00")]
)
def test_what_a_field_does_not_take_is_refused(client, piece, key: str, value: str) -> None:
    data = {"key": key, "value": value, "base": token_of("")}
    answer = client.post(f"{ROOM}{piece.uid}/field/", data)
    assert answer.status_code in {400, 422}
    assert content_of(piece).lead == {}


def test_the_page_saves_as_a_whole_without_a_script(client, piece) -> None:
    page = soup(client.get(f"{ROOM}{piece.uid}/"))
    data = {one["name"]: one.get("value", "") for one in page.select("form input[name^='token:']")}
    data |= {one["name"]: one.text.strip() for one in page.select("textarea[name]")}
    answer = client.post(f"{ROOM}{piece.uid}/", {**data, "lead.nl": "Zesde"})
    assert answer.status_code == 302
    assert content_of(piece).lead == {"nl": "Zesde"}
    again = client.post(f"{ROOM}{piece.uid}/", {**data, "lead.nl": "Anders"})
    assert [again.status_code, content_of(piece).lead] == [409, {"nl": "Zesde"}]


def test_languages_that_are_missing_are_named(client, piece) -> None:
    page = soup(client.get(f"{ROOM}{piece.uid}/"))
    missing = page.select_one("section[aria-labelledby=text-title] > p")
    assert " ".join(missing.get_text().split()) == "Missing Dutch, French"


def test_checks_name_skipped_headings_and_links_that_say_nothing(piece) -> None:
    found = findings(piece, nl="#### Diep\n\n[hier](https://example.org)", fr="# Un", en="## A\n\n### B")
    assert found[:3] == [
        ("body.nl", "A level is skipped before the heading “Diep”. Use one # less."),
        ("body.nl", "The link “hier” does not say where it leads. Name what is behind it."),
        ("body.fr", "The heading “Un” is of the first level, which is the title's. Use ##."),
    ]
    assert len(found) == 3


def test_checks_name_pictures_without_text_and_documents_without_name(piece) -> None:
    bare = PictureFactory(programme=piece.programme, alt={}, name="bare.jpg")
    deco = PictureFactory(programme=piece.programme, alt={}, is_decorative=True)
    paper = PaperFactory(programme=piece.programme, title={}, name="x.pdf")
    title = {"nl": "a", "fr": "b", "en": "c"}
    body = dict.fromkeys(("nl", "fr"), f"![](picture:{deco.uid})") | {"en": f"![](picture:{bare.uid})"}
    content = Content.from_json({"title": title, "body": body, "papers": [paper.pk]})
    assert [one.text for one in checking.check(piece, content)] == [
        "The picture bare.jpg has no text for people who cannot see it. Give one, or mark it as decoration.",
        "The document x.pdf has no name for readers. Give it one.",
    ]


def test_facts_and_links_are_set_by_a_form(client, piece, programme) -> None:
    record = PublicationFactory(programme_period__programme=programme, code="known")
    paper = PaperFactory(programme=programme)
    address = f"{ROOM}{piece.uid}/facts/"
    base = soup(client.get(address)).select_one("input[name=base]")["value"]
    data = {"base": base, "number": "6", "happened_on": "2026-11-01", "held": "on", "papers": [paper.pk]}
    wrong = client.post(address, {**data, "projects": "known, unknown"})
    assert [wrong.status_code, "unknown" in soup(wrong).select_one(".error-summary").get_text()] == [
        400,
        True,
    ]
    assert client.post(address, {**data, "projects": "known"}).status_code == 302
    content = content_of(piece)
    assert [content.number, str(content.happened_on), content.papers, content.projects] == [
        6,
        "2026-11-01",
        (paper.pk,),
        (record.pk,),
    ]
    assert client.post(address, {**data, "number": "7"}).status_code == 409


def test_the_preview_is_the_page_that_the_public_gets(client, piece, editor) -> None:
    writing.save_field(piece, "body.en", "## Part\n\nWords", base=token_of(""), by=editor)
    preview = soup(client.get(f"{ROOM}{piece.uid}/preview/"))
    assert "Preview of the draft" in preview.select_one("[role=status]").get_text()
    seen = soup(client.get(f"{ROOM}{piece.uid}/")).select_one("input[name=seen]")["value"]
    assert client.post(f"{ROOM}{piece.uid}/publish/", {"seen": seen}).status_code == 302
    public = soup(client.get(f"/en/programmes/{piece.programme.slug}/cooperation/{piece.slug}/"))
    assert public.select_one(".piece-body") == preview.select_one(".piece-body")
    assert public.select_one("h1").get_text() == preview.select_one("h1").get_text() == "Sixth summit"


def test_a_page_that_somebody_overtook_publishes_nothing(client, piece, editor) -> None:
    seen = soup(client.get(f"{ROOM}{piece.uid}/")).select_one("input[name=seen]")["value"]
    writing.save_field(piece, "lead.en", "Later", base=token_of(""), by=editor)
    assert client.post(f"{ROOM}{piece.uid}/publish/", {"seen": seen}).status_code == 409
    assert not Piece.objects.published().exists()


def test_the_moment_is_on_the_clock_of_the_portal(client, piece) -> None:
    seen = soup(client.get(f"{ROOM}{piece.uid}/")).select_one("input[name=seen]")["value"]
    data = {"seen": seen, "at": "2040-07-01T09:30"}
    assert client.post(f"{ROOM}{piece.uid}/schedule/", data).status_code == 302
    piece.refresh_from_db()
    assert piece.scheduled_for.isoformat() == "2040-07-01T07:30:00+00:00"
    assert piece.state == PieceState.SCHEDULED
    passed = client.post(f"{ROOM}{piece.uid}/schedule/", {"seen": seen, "at": "2020-07-01T09:30"})
    assert passed.status_code == 409
    assert client.post(f"{ROOM}{piece.uid}/unschedule/").status_code == 302
    piece.refresh_from_db()
    assert piece.state == PieceState.DRAFT


def test_versions_are_compared_and_brought_back(client, piece, editor) -> None:
    writing.save_field(piece, "lead.en", "One two", base=token_of(""), by=editor)
    client.post(f"{ROOM}{piece.uid}/versions/")
    writing.save_field(piece, "lead.en", "One three", base=token_of("One two"), by=editor)
    page = soup(client.get(f"{ROOM}{piece.uid}/versions/1/"))
    assert [page.select_one("main del, del").get_text(), page.select_one("ins").get_text()] == [
        "two",
        "three",
    ]
    client.post(f"{ROOM}{piece.uid}/versions/1/back/")
    assert content_of(piece).lead == {"en": "One two"}
    assert piece.versions.count() == 2


def test_the_list_is_narrowed_and_costs_the_same(client, editor, programme) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(ROOM).status_code == 200
        return len(seen)

    DraftFactory(piece__programme=programme)
    cost()
    before = cost()
    for _ in range(3):
        DraftFactory(piece__programme=programme)
    assert cost() == before
    PieceFactory(programme=programme, kind=PieceKind.BRIEF, state=PieceState.PUBLISHED, slug="brief")
    PieceFactory(slug="elsewhere")
    rows = soup(client.get(f"{ROOM}?kind=brief&state=published")).select("tbody tr th")
    assert [one.get_text(strip=True) for one in rows] == ["Text brief"]
    assert client.get(f"{ROOM}?kind=x&state=y&programme=zzz&page=x&ahead=yes").status_code == 200


def test_withdraw_takes_the_page_away(client, piece) -> None:
    seen = soup(client.get(f"{ROOM}{piece.uid}/")).select_one("input[name=seen]")["value"]
    client.post(f"{ROOM}{piece.uid}/publish/", {"seen": seen})
    public = f"/en/programmes/{piece.programme.slug}/cooperation/{piece.slug}/"
    assert client.get(public).status_code == 200
    assert client.post(f"{ROOM}{piece.uid}/withdraw/").status_code == 302
    assert client.get(public).status_code == 404
    assert Piece.objects.get().withdrawn_at < timezone.now()
