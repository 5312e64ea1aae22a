"""Long documents, read back: their contents, bookmarks and tags, and the time that they are given."""

import copy
import io
import re

import pikepdf
import pypdfium2
import pytest

from documents.kinds import kind_of
from documents.models import Document
from documents.rendering import to_pdf
from tests.documents.pdf_checks import faults_of

PROPOSALS = 30
LONG = (
    *("application", "comparison", "contract", "contract_annex", "committee_papers", "committee_minutes"),
    *("portfolio", "scheme_portfolio"),
)
SECONDS = 600  # 200 pages take half a minute of a processor, and two while others share it


@pytest.mark.parametrize("kind", LONG)
def test_kinds_that_grow_with_their_data_have_time_for_hundreds_of_pages(kind):
    assert kind_of(kind).seconds >= SECONDS


@pytest.fixture(scope="module")
def papers(samples):
    """The papers of many proposals, each of its own name."""
    data = copy.deepcopy(samples["committee_papers"])
    sheets = [item["sheet"] for item in data["items"] if item["sheet"]]
    one = next(item for item in data["items"] if item["sheet"])
    data["items"] = [
        {**one, "sheet": {**sheets[0], "code": f"LONG-{number:03}", "acronym": f"NAME{number:03}"}}
        for number in range(1, PROPOSALS + 1)
    ]
    return to_pdf(Document(kind="committee_papers", language="nl", data=data))


@pytest.mark.slow
@pytest.mark.django_db
def test_papers_of_many_proposals_say_on_which_page_each_begins(papers):
    with pypdfium2.PdfDocument(io.BytesIO(papers)) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
        marks = [(mark.get_title(), mark.get_dest().get_index() + 1) for mark in pdf.get_toc()]
    assert len(pages) > PROPOSALS
    names = [f"NAME{number:03}" for number in range(1, PROPOSALS + 1)]
    begins = {name: page for title, page in marks for name in names if name in title}
    assert list(begins) == names
    assert sorted(begins.values()) == list(begins.values())
    said = dict(re.findall(r"(NAME\d{3})[^\r\n]*?\s(\d+)\s*(?=\r|\n|$)", "\n".join(pages[:4])))
    assert {name: int(said[name]) for name in names} == begins
    assert all(name in pages[page - 1] for name, page in begins.items())


@pytest.mark.slow
@pytest.mark.django_db
def test_papers_of_many_proposals_are_tagged_as_short_ones(papers):
    assert faults_of(papers, "nl") == []
    with pikepdf.open(io.BytesIO(papers)) as pdf:
        assert all("/StructParents" in page.obj for page in pdf.pages)
