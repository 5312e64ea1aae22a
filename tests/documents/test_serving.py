from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.test import RequestFactory
from django.utils import timezone

from documents import engine, rendering, serving
from documents.models import Document
from documents.states import DocumentState

pytestmark = pytest.mark.django_db


def get(**headers):
    return RequestFactory().get(
        "/", headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


def body(response):
    return b"".join(response.streaming_content)


@pytest.fixture
def document():
    asked = engine.request("probe", "thing:1", "nl", {"name": 'één "a"\r\nX: y'})
    rendering.render(asked.pk)
    return Document.objects.get()


def test_respond_hands_over_the_file_harmlessly(document):
    response = serving.respond(document, RequestFactory().get("/"))
    assert b"".join(response.streaming_content) == document.file.read()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''probe-%C3%A9%C3%A9n%20")
    assert "\n" not in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["ETag"] == f'"{document.sha256}"'
    assert int(response["Content-Length"]) == document.size


def test_respond_is_304_for_a_reader_who_has_it(document):
    request = RequestFactory().get("/", headers={"If-None-Match": f'"{document.sha256}"'})
    assert serving.respond(document, request, public=True).status_code == 304


def test_respond_refuses_while_it_is_made():
    waiting = engine.request("probe", "thing:1", "nl", {"name": "one"})
    with pytest.raises(serving.NotReady) as refusal:
        serving.respond(waiting, RequestFactory().get("/"))
    assert refusal.value.status == 503


def test_respond_has_a_lost_file_made_again(document):
    document.file.storage.delete(document.file.name)
    with pytest.raises(serving.NotReady):
        serving.respond(document, RequestFactory().get("/"))
    document.refresh_from_db()
    assert document.state == DocumentState.QUEUED


def test_respond_hands_over_the_asked_part(document):
    with document.file.open() as stored:
        whole = stored.read()
    part = serving.respond(document, get(Range="bytes=5-9"))
    assert (part.status_code, body(part)) == (206, whole[5:10])
    assert part["Content-Range"] == f"bytes 5-9/{len(whole)}"
    assert part["Content-Type"] == "application/pdf"
    assert part["Content-Length"] == "5"
    end = serving.respond(document, get(Range="bytes=-4"))
    assert (end.status_code, body(end)) == (206, whole[-4:])


def test_respond_is_416_where_there_is_no_such_part(document):
    response = serving.respond(document, get(Range="bytes=100000-"))
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{document.size}")


def test_respond_hands_over_the_whole_when_the_part_is_of_another_version(document):
    stale = serving.respond(document, get(Range="bytes=5-9", If_Range='"other"'))
    assert (stale.status_code, len(body(stale))) == (200, document.size)
    same = serving.respond(document, get(Range="bytes=5-9", If_Range=f'"{document.sha256}"'))
    assert (same.status_code, len(body(same))) == (206, 5)


def test_respond_has_a_file_that_was_cut_off_made_again(document):
    with default_storage.open(document.file.name, "wb") as stored:
        stored.write(b"%PDF")
    with pytest.raises(serving.NotReady):
        serving.respond(document, get())
    document.refresh_from_db()
    assert document.state == DocumentState.QUEUED
    rendering.render(document.pk)
    document.refresh_from_db()
    assert document.file.size == document.size


def test_respond_has_an_expired_document_made_again(document):
    Document.objects.update(state=DocumentState.EXPIRED)
    document.refresh_from_db()
    with pytest.raises(serving.NotReady):
        serving.respond(document, get())
    document.refresh_from_db()
    assert document.state == DocumentState.QUEUED


def test_respond_notes_the_use_once_a_day(document, django_assert_num_queries):
    Document.objects.update(used_at=timezone.now() - timedelta(days=2))
    document.refresh_from_db()
    with django_assert_num_queries(1):
        body(serving.respond(document, get()))
    document.refresh_from_db()
    with django_assert_num_queries(0):
        body(serving.respond(document, get()))
