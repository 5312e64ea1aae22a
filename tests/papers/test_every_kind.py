"""What holds for every kind of document: tags, language, title, hostile texts, nothing beyond the page."""

import io

import pikepdf
import pytest
from django.conf import settings
from django.utils import translation
from pdfua import validate

from core.texts import LANGUAGES
from documents.kinds import kind_of
from tests.papers.conftest import Maker, Samples
from tests.papers.reading import faults_of, links_of, outside, pages_of, words_of
from tests.papers.samples import SAMPLES

pytestmark = pytest.mark.django_db  # for the samples alone

KINDS = sorted(settings.DOCUMENT_KINDS)
ODD = [
    *((kind, "hostile") for kind in KINDS),
    ("application", "empty"),
    ("assessment_sheet", "empty"),
    ("contract", "crowded"),
    ("contract_annex", "crowded"),
    ("application", "many"),
    ("comparison", "many"),
    ("receipt", "many"),
]


def test_every_kind_has_a_sample() -> None:
    assert sorted(SAMPLES) == KINDS, "give the new kind a sample in tests/papers/samples.py"


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_tags_nest_and_name_everything(made: Maker, kind: str, language: str) -> None:
    assert faults_of(made(kind, language)) == []


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_language_and_title_are_those_of_the_document(
    made: Maker, samples: Samples, kind: str, language: str
) -> None:
    with translation.override(language):
        title = " ".join(kind_of(kind).title(samples[kind], language).split())
    with pikepdf.open(io.BytesIO(made(kind, language))) as file:
        assert str(file.Root.Lang) == language
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert " ".join(str(file.docinfo["/Title"]).split()) == title
        assert file.Root.MarkInfo.Marked


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_files_pass_the_checks_of_the_standard(made: Maker, kind: str, tmp_path) -> None:
    place = tmp_path / "page.pdf"
    for language in LANGUAGES:
        place.write_bytes(made(kind, language))
        assert {finding.rule_id for finding in validate(str(place)).findings} <= {"UA-15-003"}


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_stands_beyond_the_page(made: Maker, kind: str, language: str) -> None:
    assert outside(made(kind, language)) == []


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "variant"), ODD)
def test_odd_texts_give_a_readable_document(made: Maker, kind: str, variant: str) -> None:
    content = made(kind, "nl", variant)
    assert faults_of(content) == []
    assert outside(content) == []
    assert len(words_of(content)) > 100
    assert pages_of(content) < 400


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_hostile_texts_fetch_nothing_and_link_nowhere(
    made: Maker, caller: tuple[str, list[bytes]], kind: str
) -> None:
    there, heard = caller
    content = made(kind, "nl", "hostile")
    assert heard == []
    assert b"root:x:" not in content
    assert not {link for link in links_of(content) if there in link or not link.startswith("http")}
    assert "<script>" in words_of(content)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_says_whether_it_is_public_and_of_when_its_data_are(samples: Samples, kind: str) -> None:
    found = kind_of(kind)
    assert isinstance(found.is_public, bool)
    assert found.filename(samples[kind], "nl").endswith("-nl.pdf")
    assert isinstance(found.version_hash(samples[kind]), str)
    assert found.data_date(samples[kind]) is not None or kind == "blank_form"
    with translation.override("nl"):
        holds_data = found.is_public and kind != "poster"  # a poster is looked at
        assert bool(found.attachments(samples[kind], "nl")) == holds_data
