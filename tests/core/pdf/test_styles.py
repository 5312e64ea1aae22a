"""The styles of documents: of one folder, and each rule looked up by a name."""

from weasyprint import CSS

from core.pdf.fetching import BASE, PackagedFetcher, packaged
from core.pdf.styles import STYLES


def test_styles_lie_in_one_folder_as_they_are_read_with_one_base():
    assert {name.rpartition("/")[0] for name in STYLES} == {"css/print"}


def test_no_rule_is_tried_on_every_element():
    """One that ends in neither a class nor the name of an element is (cssselect2.Matcher)."""
    rules = {}
    for name in STYLES:
        sheet = CSS(string=packaged(name).decode(), base_url=BASE + name, url_fetcher=PackagedFetcher())
        rules[name] = len(sheet.matcher.other_selectors)
    assert {name: number for name, number in rules.items() if number} == {}
