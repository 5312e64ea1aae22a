"""Files with very long names: wrapped where they are listed, whole, and on the page."""

import copy
import re

import pytest

from documents.models import Document
from documents.rendering import to_pdf
from tests.papers.reading import outside, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# As long as a file system lets a name be, with what people put in the place of spaces.
NAMES = {
    "one word": "a" * 251 + ".pdf",
    "shorter than what is opened": "W" * 195 + ".pdf",
    "underscores": "brief_van_steun_" * 15 + "2027.pdf",
    "dots and hyphens": "Steun-brief.v2." * 16 + "pdf",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("kind", ["application", "contract_annex"])
def test_a_long_file_name_wraps_and_stays_whole(samples, kind, name):
    data = copy.deepcopy(samples[kind])
    if kind == "application":
        (file,) = data["dossier"]["annexes"]
        file["name"] = name
    else:
        data["files"] = [{"name": name, "description": "Een brief", "sha256": "0" * 64}]
    content = to_pdf(Document(kind=kind, language="nl", data=data))
    assert bare(name) in bare(words_of(content))
    assert outside(content) == []


def bare(text):
    """Only letters, digits and underscores: readers leave out hyphens at the ends of lines."""
    return re.sub(r"\W", "", text)
