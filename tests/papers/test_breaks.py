"""Where pages end: nothing stands alone on a page, nothing is lost at its foot, turned pages end in time."""

import copy
import re

import pytest

from core.pdf.fetching import packaged
from core.pdf.rendering import render
from documents.models import Document
from documents.rendering import to_pdf
from publications import room
from tests.papers.conftest import Samples
from tests.papers.reading import bottom_of, is_upright, page_texts, words_of
from tests.papers.variants import RIGHT_TO_LEFT

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CHECK = "Is dit exemplaar nog het actuele?"  # the first words of what lets a reader check a copy
FINGERPRINT = "0" * 64
FOOT_OF_POSTER = (420 - 329) * 72 / 25.4  # points from below: what stands lower is cut off


def made(content: str) -> bytes:
    """The PDF of what stands in the body of a page."""
    html = f"<!doctype html><html><body>{content}</body></html>"
    return render(html, language="nl", title="Breaks")


def page(content: str) -> list[str]:
    """The text of each page that the content makes."""
    return page_texts(made(content))


@pytest.mark.parametrize("lines", range(36, 46))
def test_a_table_begins_and_goes_on_with_two_rows_at_least(lines: int) -> None:
    rows = "".join(f"<tr><th scope='row'>Row {number}.</th><td>Words</td></tr>" for number in range(1, 41))
    head = "<thead><tr><th scope='col'>Name</th><th scope='col'>What</th></tr></thead>"
    pages = page(f"<p>{'<br>'.join(['Above'] * lines)}</p><table>{head}<tbody>{rows}</tbody></table>")
    found = [len(re.findall(r"Row \d+\.", text)) for text in pages]
    assert sum(found) == 40
    assert 1 not in found


@pytest.mark.parametrize("lines", range(40, 50))
def test_a_heading_takes_two_facts_with_it(lines: int) -> None:
    facts = "".join(f"<div><dt>Name {number}</dt><dd>Fact {number}.</dd></div>" for number in range(1, 9))
    pages = page(f"<p>{'<br>'.join(['Above'] * lines)}</p><h2>Heading</h2><dl class='facts'>{facts}</dl>")
    begins = next(text for text in pages if "Heading" in text)
    assert "Fact 2." in begins
    assert [len(re.findall(r"Fact \d\.", text)) for text in pages].count(1) == 0


ONE_ROW = "<thead><tr><th scope='col'>Name</th></tr></thead><tbody><tr><td>One</td></tr></tbody>"
ONE, TWO = (f"<div><dt>Name</dt><dd>{word}</dd></div>" for word in ("One", "Two"))


@pytest.mark.parametrize(
    "below",
    [
        f"<table>{ONE_ROW}</table>",
        f"<dl class='facts'>{ONE}{TWO}</dl>",
        f"<div class='form-section'><h3>Sub</h3><dl class='facts'>{ONE}</dl></div>",
    ],
    ids=["a table of one row", "facts", "one fact"],
)
def test_what_keeps_together_does_not_keep_the_next_part(below: str) -> None:
    parts = "".join(f"<h2>Part {number}.</h2>{below}" for number in range(6))
    pages = page(f"<p>{'<br>'.join(['Above'] * 30)}</p>{parts}")
    assert len(pages) == 2
    assert "Part 1." in pages[0]


@pytest.mark.parametrize("paragraphs", range(14, 24))
def test_a_letter_never_ends_with_a_stamp_alone_or_cut(samples: Samples, paragraphs: int) -> None:
    data = copy.deepcopy(samples["letter"])
    data["body"] = "\n\n".join(["Een alinea van de brief."] * paragraphs)
    content = to_pdf(Document(kind="letter", language="nl", data=data, data_hash=FINGERPRINT))
    last = page_texts(content)[-1]
    assert CHECK in last
    assert "Een alinea van de brief." in last.partition(CHECK)[0]
    assert FINGERPRINT in last.replace(" ", "")


@pytest.mark.parametrize("after", ["<h2>Afterwards</h2>", "<div class='piece'><p>Afterwards</p></div>"])
def test_what_follows_a_turned_page_stands_upright(after: str) -> None:
    content = made(f"<p>Before</p><div class='piece across'><p>Wide</p></div>{after}<p>More</p>")
    assert is_upright(content) == [True, False, True]
    assert page_texts(content) == ["Before 1 / 3", "Wide 2 / 3", "Afterwards More 3 / 3"]


def test_a_long_objective_stays_on_the_first_page_of_a_summary(samples: Samples) -> None:
    data = copy.deepcopy(samples["funding_summary"])
    long = {"nl": "Een doelstelling van vele woorden. " * 40}
    data["objective"] = {"code": "RSO1.1", "title": long, "priority": long}
    first, second = page_texts(to_pdf(Document(kind="funding_summary", language="nl", data=data)))
    assert "Websites" in first
    assert "Websites" not in second


def test_a_poster_with_much_to_say_keeps_its_last_fact_and_the_credit_of_its_map(samples: Samples) -> None:
    data = copy.deepcopy(samples["poster"])
    data["summary"] = {"nl": "Water, natuur en landbouw langs de grens. " * 10}
    data.update(rate="60.00", fund={"nl": "EFRO"}, start="2026-01-01", end="2028-12-31")
    for one in data["partners"]:
        one.update(name="Samenwerkingsverband voor water " * 6, region="BE211", country="BE")
    content = to_pdf(Document(kind="poster", language="nl", data=data))
    assert bottom_of(content, "België") > FOOT_OF_POSTER
    assert bottom_of(content, "EuroGeographics") > FOOT_OF_POSTER


def test_the_map_of_a_sub_grant_names_recipients_and_no_lead(samples: Samples) -> None:
    words = words_of(
        to_pdf(Document(kind="sub_grant_summary", language="nl", data=samples["sub_grant_summary"]))
    )
    assert "Ontvangers: Arr. Antwerpen" in words
    assert "Projectverantwoordelijke" not in words


NAMES = {
    "long": "Université de la grande région " * 4,
    "capitals": "INSTITUT NATIONAL DE LA RECHERCHE WALLONNE ET FLAMANDE " * 2,
    "right to left": RIGHT_TO_LEFT * 2,
}


@pytest.mark.parametrize("partners", [5, 11, 14, 56])
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_partners_of_any_name_leave_room_for_the_stamp(samples: Samples, name: str, partners: int) -> None:
    data = copy.deepcopy(samples["funding_summary"])
    one = data["partners"][0]
    data["partners"] = [{**one, "name": name, "role": "partner"} for _each in range(partners)]
    data["partners"][0]["role"] = "lead"
    for words in (data["summary"]["nl"], "Wij leggen natte natuur aan. " * 30):  # map first, or beside
        data["summary"] = {"nl": words}
        content = to_pdf(Document(kind="funding_summary", language="nl", data=data, data_hash=FINGERPRINT))
        first, second = page_texts(content)
        assert CHECK in second
        assert first.count("246.913,57") == 0
        assert second.count("246.913,57") >= partners


TITLES = {"short": "Kort", "middle": "Samen werken aan water. " * 6, "long": "Samen werken aan water. " * 12}


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
@pytest.mark.parametrize("characters", [60, 230, 345])
@pytest.mark.parametrize("results", ["", "Drie meetposten."], ids=["", "results"])
def test_a_map_below_a_text_leaves_room_for_its_words(
    samples: Samples, title: str, characters: int, results: str
) -> None:
    data = copy.deepcopy(samples["funding_summary"])
    one, regions = (
        data["partners"][0],
        ("BE231", "BE234", "BE251", "BE323", "BE327", "FRE11", "FRE12", "FRE22"),
    )
    data["partners"] = [
        {**one, "region": region, "role": "partner" if number else "lead"}
        for number, region in enumerate(regions)
    ]
    words = ("Wij leggen natte natuur aan langs de Schelde. " * 9)[: characters - len(results)]
    data |= {"title": {"nl": title}, "summary": {"nl": words}, "results": {"nl": results} if results else {}}
    content = to_pdf(Document(kind="funding_summary", language="nl", data=data, data_hash=FINGERPRINT))
    assert bottom_of(content, "EuroGeographics") > bottom_of(content, "Begin") + 10  # points


def test_every_height_of_a_map_has_its_style() -> None:
    styles = packaged("css/print/summary_second.css").decode()
    heights = range(room.MAP[0], room.MAP[1] + 1, room.MAP_STEP)
    assert [height for height in heights if f".map-{height} " not in styles] == []


def test_as_many_partners_as_have_room_stand_in_one_table_with_both_amounts(samples: Samples) -> None:
    data = copy.deepcopy(samples["funding_summary"])
    data |= {"summary": {"nl": "Natte natuur langs de Schelde."}, "results": {}}
    one = {**data["partners"][0], "name": "Stad Gent", "role": "partner"}
    for number, is_dense in ((20, False), (30, True)):
        data["partners"] = [one] * number
        content = to_pdf(Document(kind="funding_summary", language="nl", data=data, data_hash=FINGERPRINT))
        _first, second = page_texts(content)
        assert (CHECK in second, "Plaats" not in second) == (True, is_dense)


def test_a_long_list_of_guests_is_named_on_each_page_and_stays_small(samples: Samples) -> None:
    data = copy.deepcopy(samples["guest_list"])
    data["guests"] = [[f"Guest {number}", "Stad Gent"] for number in range(100)]
    content = to_pdf(Document(kind="guest_list", language="nl", data=data))
    texts = page_texts(content)
    assert len(texts) == 6
    assert [text for text in texts if "Low water together" not in text or "Gastenlijst" not in text] == []
    assert len(content) < 100_000  # bytes


@pytest.mark.parametrize("lines", range(2, 26, 6))
def test_facts_of_a_partner_stand_on_the_page_of_its_heading(samples: Samples, lines: int) -> None:
    data = copy.deepcopy(samples["receipt"])
    data["dossier"]["summary"] = {"nl": "\n\n".join(["Natte natuur."] * lines)}
    texts = page_texts(to_pdf(Document(kind="receipt", language="nl", data=data)))
    for heading in ("1. PARTNER 1: Stad aan de Schelde", "2. PARTNER 2: Ville de la Côte"):
        facts = next(text for text in texts if heading in text).partition(heading)[2]
        assert [word for word in ("Rol ", "Straat ", "Land ", "Rechtsvorm ") if word not in facts] == []


@pytest.mark.parametrize("lines", range(38, 48, 2))
def test_a_heading_with_one_fact_takes_the_first_answer_with_it(lines: int) -> None:
    fact = "<dl class='facts'><div><dt>Name</dt><dd>Fact.</dd></div></dl>"
    label, prose = "<p class='answer-label'>Question</p>", "<div class='prose'><p>Answer.</p></div>"
    answer = f"<div class='answer'>{label}{prose}</div>"
    entry = f"<section class='form-section'><div class='entry'><h3>Heading</h3>{fact}{answer}</div></section>"
    pages = page(f"<p>{'<br>'.join(['Above'] * lines)}</p>{entry}")
    assert "Answer." in next(text for text in pages if "Heading" in text)


@pytest.mark.parametrize("lines", range(20, 26))
def test_a_last_remark_and_the_stamp_stand_below_rows_of_their_table(lines: int) -> None:
    rows = "".join(f"<tr><th scope='row'>Row {number}.</th><td>Words</td></tr>" for number in range(1, lines))
    head = "<thead><tr><th scope='col'>Name</th><th scope='col'>What</th></tr></thead>"
    table = f"<table>{head}<tbody>{rows}</tbody></table>"
    above = f"<p>{'<br>'.join(['Above'] * 10)}</p>"
    pages = page(f"{above}{table}<p class='hint'>Remark.</p><div class='stamp'><p>Stamp</p></div>")
    assert f"Row {lines - 1}." in pages[-1]
