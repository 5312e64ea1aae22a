"""How long a document will take: said from what was made recently, and not said without."""

from datetime import timedelta

import pytest
from django.utils import timezone

from documents import engine
from documents.models import Document
from documents.pace import Wait, wait_for
from documents.states import DocumentState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _later(monkeypatch):
    monkeypatch.setattr("documents.queues.enqueue", lambda *args, **limits: None)


def waiting(number, **given):
    return engine.request("probe", f"thing:{number}", "nl", {"name": str(number)}, **given)


def made(number, ago):
    """So many, one after the other, the last one just now."""
    for place in range(number):
        Document.objects.filter(pk=waiting(f"made{place}").pk).update(
            state=DocumentState.READY,
            sha256="0" * 64,
            started_at=timezone.now() - ago,
            finished_at=timezone.now() - timedelta(seconds=1),
        )


def test_the_place_in_the_queue_counts_those_before_in_the_same_queue():
    waiting("bulk", bulk=True)
    first, second = waiting(1), waiting(2)
    assert (wait_for(first), wait_for(second)) == (Wait(0, None), Wait(1, None))


def test_how_long_it_takes_follows_the_recent_pace():
    made(4, ago=timedelta(minutes=8))  # one in two minutes
    documents = [waiting(number) for number in range(3)]
    assert [wait_for(one) for one in documents] == [Wait(0, 3), Wait(1, 5), Wait(2, 7)]


def test_nothing_is_said_of_the_time_after_a_long_silence():
    made(4, ago=timedelta(minutes=8))
    Document.objects.update(finished_at=timezone.now() - timedelta(minutes=11))
    assert wait_for(waiting(1)) == Wait(0, None)


@pytest.mark.parametrize("state", [state for state in DocumentState if state != DocumentState.QUEUED])
def test_nothing_is_said_of_what_does_not_wait(state):
    assert wait_for(Document(state=state)) is None
    assert wait_for(None) is None
