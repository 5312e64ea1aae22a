import pytest
from django.test import RequestFactory

from documents import engine, rendering, serving
from documents.models import Document
from documents.states import DocumentState

pytestmark = pytest.mark.django_db


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
