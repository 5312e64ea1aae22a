"""Two texts for one field, in a browser without scripts."""

import html

import pytest

from projects import fields
from projects.models import Answer

KEY = "summary.nl"


def text_of(project):
    return Answer.objects.get(project=project, field="summary", language="nl").text


def save(client, url, text, base, *, choose="", both=""):
    posted = {KEY: text, f"token:{KEY}": base, f"choose:{KEY}": choose, f"both:{KEY}": both}
    named = {name: value for name, value in posted.items() if value}
    return client.post(url("section", "summary"), named)


@pytest.fixture
def stale(manager, colleague, project, url):
    """The page that a person gets who saved after somebody else."""
    fields.save(project, KEY, "een twee drie <b>", base="1", by=project.created_by)
    assert save(colleague, url, "EEN twee drie <b>", "2").status_code == 302
    answer = save(manager, url, "een twee DRIE <b>", "2")
    assert (answer.status_code, text_of(project)) == (422, "EEN twee drie <b>")
    return answer.content.decode()


def test_page_marks_the_words_that_differ(stale):
    assert '<mark class="differs">een </mark>twee <mark class="differs">DRIE </mark>&lt;b&gt;' in stale
    assert '<mark class="differs">EEN </mark>twee <mark class="differs">drie </mark>&lt;b&gt;' in stale
    assert html.escape("EEN twee DRIE <b>") in stale
    assert f'name="token:{KEY}" value="3"' in stale  # of their text: what is chosen is based on it


def test_saving_again_keeps_mine(stale, manager, project, url):
    assert save(manager, url, "een twee DRIE <b>", "3", choose="mine").status_code == 302
    assert text_of(project) == "een twee DRIE <b>"


def test_theirs_stays_when_it_is_chosen(stale, manager, project, url):
    assert save(manager, url, "een twee DRIE <b>", "3", choose="theirs").status_code == 302
    assert text_of(project) == "EEN twee drie <b>"
    assert Answer.objects.get(project=project, field="summary", language="nl").revision == 3


def test_both_in_one_is_saved_as_it_was_edited(stale, manager, project, url):
    assert save(manager, url, "een twee DRIE <b>", "3", choose="both", both="EEN en DRIE").status_code == 302
    assert text_of(project) == "EEN en DRIE"


def test_theirs_that_changed_again_is_shown_again(stale, manager, colleague, project, url):
    save(colleague, url, "Nog anders", "3")
    answer = save(manager, url, "een twee DRIE <b>", "3", choose="both", both="Samen")
    assert answer.status_code == 422
    assert "anders" in answer.content.decode()
    assert "Samen" in answer.content.decode()
    assert text_of(project) == "Nog anders"
