from datetime import date
from decimal import Decimal

import pytest

from accounts.models import TrailEntry, User
from core.errors import DomainError
from documents import engine, kinds
from documents.models import Document
from documents.states import DocumentState

pytestmark = pytest.mark.django_db


def ask(data=None, language="nl"):
    return engine.request("probe", "thing:1", language, data or {"name": "one"})


def test_request_makes_the_document_after_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        document = ask({"name": "een", "on": date(2026, 1, 2), "amount": Decimal("1.10")})
        assert document.state == DocumentState.QUEUED
    document.refresh_from_db()
    assert document.state == DocumentState.READY
    assert document.data == {"name": "een", "on": "2026-01-02", "amount": "1.10"}
    assert document.file.read() == b"%PDF nl Probe een <p>een</p>\n"
    assert document.size == len(b"%PDF nl Probe een <p>een</p>\n")
    assert document.attempts == 1


def test_request_of_unchanged_data_makes_nothing(
    django_capture_on_commit_callbacks, django_assert_num_queries
):
    with django_capture_on_commit_callbacks(execute=True):
        first = ask()
    with django_capture_on_commit_callbacks(execute=True) as callbacks, django_assert_num_queries(1):
        again = ask()
    assert again.pk == first.pk
    assert callbacks == []
    assert Document.objects.get().attempts == 1


def test_request_of_changed_data_is_another_document():
    assert ask({"name": "one"}).pk != ask({"name": "two"}).pk


def test_request_of_earlier_data_makes_that_document_the_current_one():
    first, _second, back = ask({"name": "one"}), ask({"name": "two"}), ask({"name": "one"})
    assert back.pk == first.pk
    assert engine.current("probe", "thing:1", "nl") == first


def test_newest_ready_is_the_one_before_while_the_current_waits(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = ask({"name": "one"})
    second = ask({"name": "two"})
    assert engine.current("probe", "thing:1", "nl") == second
    assert engine.newest_ready("probe", "thing:1", "nl") == first


def test_languages_have_documents_of_their_own():
    assert ask(language="nl").pk != ask(language="fr").pk
    assert engine.current("probe", "thing:1", "en") is None


def test_retry_takes_up_a_failed_document(django_capture_on_commit_callbacks):
    document = ask()
    Document.objects.filter(pk=document.pk).update(
        state=DocumentState.FAILED, failures=3, attempts=3, error="x"
    )
    user = User.objects.create_user("officer@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        engine.retry(document, by=user)
    document.refresh_from_db()
    assert (document.state, document.failures, document.error) == (DocumentState.READY, 0, "")
    assert TrailEntry.objects.get(chain=f"document:{document.uid}").actor == user


def test_retry_refuses_a_document_that_has_not_failed():
    with pytest.raises(DomainError):
        engine.retry(ask(), by=User.objects.create_user("officer@example.org"))


def test_template_revision_covers_the_extended_template():
    names = {file.name for file in kinds._template_files("probe/page.html")}
    assert names == {"page.html", "frame.html"}
    assert len(kinds.template_revision("probe")) == 64


def test_hostile_text_in_data_is_kept():
    document = ask({"name": "<b>{{ x }}</b> \ud83d\ude00 '\"--"})
    document.refresh_from_db()
    assert document.data["name"] == "<b>{{ x }}</b> \U0001f600 '\"--"
