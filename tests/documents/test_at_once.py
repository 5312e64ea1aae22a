"""A hundred requests for the same new document at the same moment: one row, one rendering."""

import pytest

from documents import engine, rendering
from documents.models import Document
from documents.states import DocumentState
from tests.at_once import at_once

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _later(monkeypatch):
    """Messages are not worked on at once, as with real workers."""
    monkeypatch.setattr("documents.queues.enqueue", lambda *args, **limits: None)


def test_a_hundred_requests_for_the_same_new_document_are_one_rendering():
    keys = []
    won, told = at_once(
        lambda _number: keys.append(engine.request("probe", "thing:1", "nl", {"name": "one"}).pk),
        threads=20,
        tries=5,
    )
    assert (won, told, len(set(keys))) == (100, [], 1)
    made = []
    at_once(lambda _number: made.append(rendering.render(keys[0])), threads=10, tries=2)
    document = Document.objects.get()
    assert (document.state, document.attempts, made.count(True)) == (DocumentState.READY, 1, 1)
