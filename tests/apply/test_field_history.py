"""The earlier texts of a field, and bringing one back."""

import pytest

from projects import fields
from projects.models import Answer
from projects.states import Level
from tests.apply.conftest import signed_in
from tests.factories.accounts import UserFactory
from tests.factories.projects import CollaboratorFactory

KEY = "summary.nl"


@pytest.fixture
def bob(project):
    return CollaboratorFactory(project=project, level=Level.EDIT, user=UserFactory(name="Bob")).user


@pytest.fixture
def page(project, bob, url):
    """A field with three texts: Samenvatting (nl), een brug <b>, twee bruggen <b>."""
    fields.save(project, KEY, "een brug <b>", base="1", by=bob)
    fields.save(project, KEY, "twee bruggen <b>", base="2", by=project.created_by)
    return f"{url('field_history')}?key={KEY}"


def text_of(project):
    return Answer.objects.get(project=project, field="summary", language="nl").text


def test_earlier_texts_are_listed_with_the_words_that_are_gone(manager, page):
    shown = manager.get(page).content.decode()
    assert "Bob" in shown
    assert '<mark class="differs">een brug </mark>&lt;b&gt;' in shown
    assert shown.index("twee bruggen") < shown.index("een brug") < shown.index("Samenvatting (nl)")
    assert shown.count("Bring this back") == 2


def test_text_is_brought_back_as_a_new_one(manager, project, page):
    assert manager.post(page, {"seen": "3", "to": "2"}).status_code == 302
    assert text_of(project) == "een brug <b>"
    assert [row.value for row in fields.history(project, KEY)][:2] == ["een brug <b>", "twee bruggen <b>"]
    assert "brought back" in manager.get(page).content.decode()


@pytest.mark.parametrize(
    "data", [{"seen": "2", "to": "1"}, {"seen": "3", "to": "99"}, {"seen": "3", "to": "x"}, {}]
)
def test_stale_page_or_strange_text_changes_nothing(manager, project, page, data):
    assert manager.post(page, data).status_code == 409
    assert text_of(project) == "twee bruggen <b>"


def test_readers_see_the_texts_and_bring_none_back(viewer, stranger, project, page):
    assert "Bring this back" not in viewer.get(page).content.decode()
    assert viewer.post(page, {"seen": "3", "to": "2"}).status_code == 403
    assert stranger.get(page).status_code == 404
    assert text_of(project) == "twee bruggen <b>"


def test_who_writes_a_part_brings_back_that_part_only(project, page, url):
    partner = project.partnerships.get(position=2)
    client = signed_in(CollaboratorFactory(project=project, level=Level.EDIT, partnership=partner).user)
    assert "Bring this back" not in client.get(page).content.decode()
    assert client.post(page, {"seen": "3", "to": "2"}).status_code == 403
    key = f"partner.{partner.uid}.abbreviation"
    for name in ("ONE", "TWO"):
        base = fields.tokens(project)[key].token
        fields.save(project, key, name, base=base, by=project.created_by)
    own = f"{url('field_history')}?key={key}"
    assert client.get(own).content.decode().count("Bring this back") == 1
    newest, first = fields.history(project, key)
    assert client.post(own, {"seen": newest.id, "to": first.id}).status_code == 302
    partner.refresh_from_db()
    assert partner.abbreviation == "ONE"


@pytest.mark.parametrize("key", ["", "nonsense", "objective", "title.nl.x", "a" * 5000, "tïtle", "title.xx"])
def test_fields_that_are_none_have_no_page(manager, url, key):
    assert manager.get(url("field_history"), {"key": key}).status_code in {200, 404}
    if key != "title.xx":
        assert manager.get(url("field_history"), {"key": key}).status_code == 404


def test_page_costs_the_same_whatever_was_written(manager, project, page, ask_count):
    few = ask_count(manager, page)
    for number in range(3, 30):
        fields.save(project, KEY, f"tekst {number}", base=str(number), by=project.created_by)
    assert ask_count(manager, page) == few


def test_form_leads_to_the_earlier_texts(manager, viewer, page, url):
    assert (
        f'form="history" name="key" value="{KEY}"' in manager.get(url("section", "summary")).content.decode()
    )
    assert 'form="history"' not in viewer.get(url("section", "summary")).content.decode()
