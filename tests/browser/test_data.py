"""The pages of the open data in a real browser: no fault for assistive technology, on narrow screens too."""

from datetime import date

import pytest

from publications.exports import dumps
from tests.browsing import faults
from tests.factories.open_data import ExtractFactory
from tests.factories.publications import PublicationFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("fr", 320, "dark"), ("nl", 1280, "light"), ("en", 320, "light")]
)
def test_pages_of_open_data_have_no_faults(new_page, language, width, scheme):
    PublicationFactory()
    dumps.make(date(2027, 1, 31))
    waiting = ExtractFactory(done=1)
    page = new_page(width=width, scheme=scheme)
    found = {}
    for path in (
        "data/",
        "data/columns/",
        "data/api/",
        "data/extracts/new/?table=operations&format=xlsx",
        f"data/extracts/{waiting.uid}/",
    ):
        page.goto(f"/{language}/{path}")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        if wrong := faults(page):
            found[path] = wrong
    assert found == {}
