from datetime import timedelta

import pytest
from django.utils import timezone

from documents import engine, rendering, tasks
from documents.models import Document
from documents.states import DocumentState

pytestmark = pytest.mark.django_db


def waiting(**data):
    return engine.request("probe", "thing:1", "nl", {"name": "one", **data})


def test_render_counts_a_failure_and_waits_before_the_next_try():
    document = waiting(fault="ink is out")
    before = timezone.now()
    assert rendering.render(document.pk) is False
    document.refresh_from_db()
    assert (document.state, document.failures) == (DocumentState.QUEUED, 1)
    assert document.error == "ValueError: ink is out"
    assert document.due_at >= before + timedelta(seconds=20)
    assert rendering.render(document.pk) is False, "not due yet"
    document.refresh_from_db()
    assert document.failures == 1


def test_render_gives_up_after_three_failures():
    document = waiting(fault="ink is out")
    for _ in range(4):
        Document.objects.update(due_at=timezone.now())
        rendering.render(document.pk)
    document.refresh_from_db()
    assert (document.state, document.failures, document.attempts) == (DocumentState.FAILED, 3, 3)
    assert document.file.name == ""


def test_render_of_a_ready_document_does_nothing():
    document = waiting()
    assert rendering.render(document.pk) is True
    assert rendering.render(document.pk) is False
    document.refresh_from_db()
    assert document.attempts == 1


def test_render_takes_up_what_a_dead_worker_left():
    document = waiting()
    Document.objects.update(state=DocumentState.RENDERING, attempts=1, started_at=timezone.now())
    assert rendering.render(document.pk) is True
    document.refresh_from_db()
    assert (document.state, document.attempts) == (DocumentState.READY, 2)


def test_deliver_of_a_worker_that_lost_its_claim_changes_nothing():
    document = waiting()
    slow = rendering._claim(document.pk, is_alone=True)
    quick = rendering._claim(document.pk, is_alone=True)
    assert rendering._deliver(slow, b"old") is False
    assert rendering._deliver(quick, b"new") is True
    document.refresh_from_db()
    assert document.file.read() == b"new"


def test_deliver_leaves_nothing_half_made_behind(settings):
    document = waiting()
    rendering.render(document.pk)
    files = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert [path.name for path in files] == [f"{document.uid.hex}-{Document.objects.get().sha256[:16]}.pdf"]


def test_sweep_enqueues_what_waits_too_long(django_capture_on_commit_callbacks):
    fresh, old = waiting(), waiting(name="two")
    Document.objects.filter(pk=old.pk).update(requested_at=timezone.now() - timedelta(seconds=20))
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.sweep() == 1
    assert Document.objects.get(pk=old.pk).state == DocumentState.READY
    assert Document.objects.get(pk=fresh.pk).state == DocumentState.QUEUED


def test_sweep_ends_what_takes_every_worker_down():
    document = waiting()
    Document.objects.update(
        state=DocumentState.RENDERING, attempts=12, started_at=timezone.now() - timedelta(minutes=11)
    )
    tasks.sweep()
    document.refresh_from_db()
    assert document.state == DocumentState.FAILED
    assert document.error == "Each worker that took it up was stopped."


def test_render_waits_for_room_on_the_disk_however_often_it_is_full():
    document = waiting(is_full=True)
    for _ in range(5):
        Document.objects.update(due_at=timezone.now())
        assert rendering.render(document.pk) is False
    document.refresh_from_db()
    assert (document.state, document.failures, document.attempts) == (DocumentState.QUEUED, 0, 0)


def test_render_gives_up_on_a_disk_that_stays_full_for_a_day():
    document = waiting(is_full=True)
    Document.objects.update(requested_at=timezone.now() - timedelta(days=2))
    for _ in range(3):
        Document.objects.update(due_at=timezone.now())
        rendering.render(document.pk)
    document.refresh_from_db()
    assert document.state == DocumentState.FAILED
