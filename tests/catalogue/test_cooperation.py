"""Public pages of what editors write, with the facts of the cooperation of Flanders and the Netherlands."""

from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editorial import reference
from editorial.indexing import index_paper, index_piece
from editorial.models import Paper, Piece
from editorial.states import Origin, PieceKind, PieceState
from tests.factories.editorial import ContactCardFactory, PieceFactory
from tests.factories.programmes import ProgrammeFactory, ProgrammePeriodFactory
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db
FACTS = Path(settings.BASE_DIR) / "fixtures" / "reference"
PLACE = "/en/programmes/vl-nl/cooperation/"


@pytest.fixture
def facts():
    programme = ProgrammeFactory(code="VLNED", slug="vl-nl")
    reference.load(FACTS)
    return programme


def soup(client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def lines(page: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(one.get_text(" ").split()) for one in page.select(selector)]


def test_the_facts_are_loaded_once_and_with_their_source(facts) -> None:
    before = dict(Piece.objects.values_list("slug", "updated_at"))
    assert reference.load(FACTS).changes_anything is False
    assert dict(Piece.objects.values_list("slug", "updated_at")) == before
    assert set(Piece.objects.values_list("source", flat=True)) == {"VLAIO, “Samenwerking met Nederland”"}
    kinds = [
        Piece.objects.filter(kind=kind).count() for kind in ("declaration", "summit", "day", "theme", "page")
    ]
    assert kinds == [3, 5, 2, 8, 1]


def test_what_an_editor_published_is_left_alone(facts) -> None:
    Piece.objects.filter(slug="photonics").update(origin=Origin.PORTAL, title={"nl": "Eigen"})
    reference.load(FACTS)
    assert Piece.objects.get(slug="photonics").title == {"nl": "Eigen"}


def test_summits_stand_newest_first_with_place_themes_and_documents(client, facts) -> None:
    page = soup(client, PLACE)
    summits = page.select("section[aria-labelledby=summits] li:has(> h3)")
    assert [one.select_one("h3").get_text(strip=True) for one in summits] == [
        "Fifth summit, Brasschaat",
        "Fourth summit, Middelburg",
        "Third summit, Ghent",
        "Second summit, Maastricht",
        "First summit, Hingene",
    ]
    assert summits[0].select_one("time")["datetime"] == "2020-11-04"
    assert lines(summits[0], ".tags li") == ["Artificial intelligence", "Hydrogen technology"]
    assert "slotverklaring_vl-nl_topontmoeting_4november2020.pdf" in summits[0].get_text()
    assert "does not hold the file" in summits[0].get_text()


def test_themes_stand_in_the_alphabet_of_the_reader(client, facts) -> None:
    for language, first, last in (("en", "Artificial", "Photonics"), ("nl", "Artificiële", "Waterstof")):
        page = soup(client, PLACE.replace("/en/", f"/{language}/"))
        names = lines(page, "section[aria-labelledby=themes] li > a")
        assert names == sorted(names, key=str.casefold)
        assert [names[0].startswith(first), names[-1].startswith(last)] == [True, True]


def test_a_day_that_did_not_take_place_says_so(client, facts) -> None:
    page = soup(client, f"{PLACE}science-and-innovation-day-2021/")
    assert "Did not take place" in page.select_one(".when").get_text()
    data = [one.string for one in page.select('script[type="application/ld+json"]')]
    assert not any('"startDate"' in one for one in data)


def test_a_summit_is_an_event_and_a_brief_an_article_to_machines(client, facts) -> None:
    PieceFactory(programme=facts, kind=PieceKind.BRIEF, slug="brief", state=PieceState.PUBLISHED)
    summit = soup(client, f"{PLACE}summit-2016/").select('script[type="application/ld+json"]')
    brief = soup(client, "/en/programmes/vl-nl/briefs/brief/").select('script[type="application/ld+json"]')
    assert '"@type":"Event"' in summit[0].string.replace('": "', '":"')
    assert '"@type":"Article"' in brief[0].string.replace('": "', '":"')


def test_pages_cost_the_same_however_much_hangs_there(client, facts) -> None:
    theme = Piece.objects.get(slug="photonics")
    PieceFactory(programme=facts, state=PieceState.PUBLISHED)
    PublicationFactory(programme_period__programme=facts)
    addresses = [
        f"{PLACE}?",
        f"{PLACE}photonics/?",
        f"{PLACE}items/?",
        f"{PLACE}items/?q=high&",
        "/en/programmes/vl-nl/news/?",
        "/en/programmes/vl-nl/?",
    ]
    for address in addresses:
        client.get(address)

    def counts() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as seen:
                assert client.get(f"{address}x={timezone.now().timestamp()}").status_code == 200
            found.append(len([one for one in seen if "SAVEPOINT" not in one["sql"]]))
        return found

    before = counts()
    for _ in range(3):
        theme.projects.add(PublicationFactory(programme_period__programme=facts))
        PieceFactory(programme=facts, state=PieceState.PUBLISHED)
    assert counts() == before
    assert max(before) <= 4


def test_cards_show_by_consent_alone(client, facts) -> None:
    later = timezone.now() + timezone.timedelta(days=1)
    ContactCardFactory(programme=facts, name="Ja Zeker", confirmed_at=timezone.now(), expires_at=later)
    ContactCardFactory(programme=facts, name="Nog Niet")
    text = soup(client, PLACE).get_text()
    assert ["Ja Zeker" in text, "Nog Niet" in text] == [True, False]


def test_items_are_narrowed_by_kind_theme_and_year(client, facts) -> None:
    titles = {
        query: lines(soup(client, f"{PLACE}items/?{query}"), ".piece-list h3")
        for query in ("kind=summit&year=2020", "theme=photonics", "year=1999", "kind=odd&year=20x0&theme=%20")
    }
    assert titles["kind=summit&year=2020"] == ["Fifth summit, Brasschaat"]
    assert titles["theme=photonics"] == ["Third summit, Ghent", "Photonics"]
    assert titles["year=1999"] == []
    assert len(titles["kind=odd&year=20x0&theme=%20"]) == 10


def test_words_are_found_in_pieces_and_in_the_text_of_papers(client, facts) -> None:
    paper = Paper.objects.get(name="vl-nl_samenwerkingsagenda_high_tech_2016.pdf")
    stored = default_storage.save("editorial/papers/test", ContentFile(b"%PDF-1.7"))
    Paper.objects.filter(pk=paper.pk).update(
        file=stored, text="Over de <b>halfgeleiders</b> van morgen", size=8
    )
    paper.refresh_from_db()
    index_paper(paper)
    page = soup(client, f"{PLACE.replace('/en/', '/nl/')}items/?q=halfgeleider")
    assert lines(page, ".piece-list h3") == ["Samenwerkingsagenda high tech 2016"]
    assert [one.get_text() for one in page.select("mark")] == ["halfgeleiders"]
    assert page.select(".piece-list b") == []
    page = soup(client, f"{PLACE}items/?q=science")
    assert "Declaration of 2008" in lines(page, ".piece-list h3")


@pytest.mark.parametrize("typed", ["%22", "-", "a" * 500, "%F0%9F%98%80", "()&|!:*", "%ED%A0%80"])
def test_odd_words_never_break_the_search(client, facts, typed: str) -> None:
    assert client.get(f"{PLACE}items/?q={typed}&page=99999&year=²").status_code == 200


def test_the_programme_names_its_newest_news_and_its_cooperation(client, facts) -> None:
    for number in range(5):
        PieceFactory(
            programme=facts,
            slug=f"news-{number}",
            state=PieceState.PUBLISHED,
            published_at=timezone.now() + timezone.timedelta(hours=number),
        )
    ProgrammePeriodFactory(programme=facts)
    page = soup(client, "/en/programmes/vl-nl/")
    assert lines(page, "section[aria-labelledby=news] li a") == ["Text news-4", "Text news-3", "Text news-2"]
    assert lines(page, "#cooperation") == ["Cooperation of Flanders and the Netherlands"]


def test_news_is_a_feed_of_public_news(client, facts) -> None:
    PieceFactory(programme=facts, slug="told", state=PieceState.PUBLISHED)
    PieceFactory(programme=facts, slug="hidden")
    feed = client.get("/en/programmes/vl-nl/news/feed/")
    assert feed.headers["Content-Type"].startswith("application/atom+xml")
    text = feed.content.decode()
    assert ["Text told" in text, "Text hidden" in text] == [True, False]


def test_the_way_from_news_to_the_newsletter_names_the_programme(client, facts) -> None:
    PieceFactory(programme=facts, slug="told", state=PieceState.PUBLISHED)
    way = soup(client, "/en/programmes/vl-nl/news/").select_one("main .actions a[rel=nofollow]")["href"]
    chosen = soup(client, way).select_one("select[name=programme] option[selected]")
    assert chosen["value"] == "vl-nl"


def test_body_and_language_of_a_fallback_are_marked(client, facts) -> None:
    piece = PieceFactory(programme=facts, slug="nl-only", state=PieceState.PUBLISHED, title={"nl": "Enkel"})
    Piece.objects.filter(pk=piece.pk).update(body={"nl": "## Kop\n\n<script>x</script>"})
    index_piece(Piece.objects.get(pk=piece.pk))
    page = soup(client, "/en/programmes/vl-nl/news/nl-only/")
    body = page.select_one(".piece-body")
    assert [body["lang"], body.select_one("h2").get_text(), body.find("script")] == ["nl", "Kop", None]


def test_a_paper_without_file_and_one_of_a_draft_are_not_handed_out(client, facts) -> None:
    paper = Paper.objects.first()
    assert client.get(f"/en/papers/{paper.uid}.pdf").status_code == 404
    stored = default_storage.save("editorial/papers/test", BytesIO(b"%PDF-1.7"))
    Paper.objects.filter(pk=paper.pk).update(file=stored, sha256="0" * 64, content_type="application/pdf")
    answer = client.get(f"/en/papers/{paper.uid}.pdf")
    assert [answer.status_code, b"".join(answer.streaming_content)] == [200, b"%PDF-1.7"]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    Piece.objects.update(state=PieceState.WITHDRAWN)
    assert client.get(f"/en/papers/{paper.uid}.pdf").status_code == 404


def test_the_sitemap_names_public_pieces(client, facts) -> None:
    text = client.get("/sitemap-1.xml").getvalue().decode()
    assert f"{settings.PORTAL_URL}{PLACE}summit-2016/" in text
    assert f"{settings.PORTAL_URL}{PLACE}</loc>" in text
