"""Asking in bulk, waiting for what others asked for, and asking for what was taken away."""

from datetime import timedelta

import pytest
from django.utils import timezone

from documents import engine, queues
from documents.models import Document
from documents.states import DocumentState

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    """The queues to which messages went, instead of their being worked on."""
    names: list[str] = []
    monkeypatch.setattr(queues.render, "apply_async", lambda args, queue, **limits: names.append(queue))
    return names


def ask(*, bulk, data=None):
    return engine.request("probe", "thing:1", "nl", data or {"name": "one"}, bulk=bulk)


def test_bulk_goes_to_the_queue_that_nobody_waits_for(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert ask(bulk=True).is_bulk
    assert sent == ["documents-bulk"]


def test_who_waits_for_a_document_of_the_bulk_has_it_moved_forward(sent, django_capture_on_commit_callbacks):
    ask(bulk=True)
    with django_capture_on_commit_callbacks(execute=True):
        assert not ask(bulk=False).is_bulk
        ask(bulk=False)
    assert sent == ["documents"]
    assert not Document.objects.get().is_bulk


def test_bulk_does_not_move_back_what_somebody_waits_for(sent, django_capture_on_commit_callbacks):
    ask(bulk=False)
    with django_capture_on_commit_callbacks(execute=True):
        assert not ask(bulk=True).is_bulk
    assert sent == []


def test_request_many_reads_once_what_did_not_change(django_assert_num_queries):
    wanted = [(f"thing:{number}", language, {"name": number}) for number in range(5) for language in "en"]
    first = engine.request_many("probe", wanted)
    with django_assert_num_queries(1):
        again = engine.request_many("probe", wanted)
    assert [one.pk for one in again] == [one.pk for one in first]
    assert Document.objects.count() == 10


def test_request_many_of_one_subject_twice_is_one_document():
    one, other = engine.request_many("probe", [("thing:1", "nl", {"name": "one"})] * 2)
    assert one == other


def test_request_of_an_expired_document_makes_it_again(django_capture_on_commit_callbacks):
    document = ask(bulk=False)
    Document.objects.update(state=DocumentState.EXPIRED, data={})
    with django_capture_on_commit_callbacks(execute=True):
        assert ask(bulk=False) == document
    document.refresh_from_db()
    assert (document.state, document.data) == (DocumentState.READY, {"name": "one"})


def test_request_notes_the_use_once_a_day(django_assert_num_queries):
    ask(bulk=True)
    Document.objects.update(used_at=timezone.now() - timedelta(days=3))
    with django_assert_num_queries(2):
        ask(bulk=True)
    assert Document.objects.get().used_at > timezone.now() - timedelta(minutes=1)
    with django_assert_num_queries(1):
        ask(bulk=True)


def test_a_document_knows_the_programme_whose_staff_cares():
    assert ask(bulk=True, data={"name": "one", "programme": "meuse"}).programme == "meuse"
    assert ask(bulk=True, data={"name": "one", "dossier": {"programme": "rhine"}}).programme == "rhine"
    assert ask(bulk=True, data={"name": "one", "programme": {"code": "odd"}}).programme == ""


def test_discard_leaves_neither_data_nor_files(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask(bulk=False)
    made = Document.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        assert engine.discard("probe", "thing:1") == 1
    assert not made.file.storage.exists(made.file.name)
    made.refresh_from_db()
    assert (made.state, made.data, made.file.name) == (DocumentState.WITHDRAWN, {}, "")
    assert engine.current("probe", "thing:1", "nl") is None
    assert engine.discard("probe", "thing:1") == 0


def test_request_after_discard_is_another_document():
    first = ask(bulk=True)
    engine.discard("probe", "thing:1")
    assert ask(bulk=True).pk != first.pk
    assert Document.objects.exclude(state=DocumentState.WITHDRAWN).count() == 1
