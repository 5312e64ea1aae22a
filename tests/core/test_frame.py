"""Pages in a kept frame are the pages that the templates make, and hold nothing of another reader."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest
from django.shortcuts import render
from django.template.loader import get_template
from django.test import Client, override_settings
from django.urls import path

from core import frame
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory
from tests.factories.publications import PublicationFactory
from tests.world import World

PUBLIC = [
    "",
    "programmes/",
    "programmes/nothing/",
    "calls/",
    "calls/?status=open&q=%22%3Cb%3E",
    "projects/",
    "projects/?q=%22%3E%3Cscript%3E&country=BE",
    "projects/known/",
    "accessibility/",
    "privacy/",
    "account/login/",
]

urlpatterns = i18n_patterns(path("nothing/", lambda request: render(request, "404.html"), name="nothing"))


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Call `.undo()` to have frames kept again."""
    monkeypatch.setattr(frame, "frame_of", _plain)
    return monkeypatch


def _plain(request: HttpRequest) -> Any:
    return get_template("base.html").template  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_page_in_a_kept_frame_is_byte_for_byte_the_page_of_the_templates(
    db: None, client: Client, plain: pytest.MonkeyPatch, language: str
) -> None:
    PublicationFactory(code="known", partners=[{}])
    CallFactory()
    addresses = [f"/{language}/{path}" for path in PUBLIC]
    plainly = [_body(client, address) for address in addresses]
    plain.undo()
    for _twice in range(2):
        assert [_body(client, address) for address in addresses] == plainly


def test_page_of_somebody_signed_in_is_byte_for_byte_the_page_of_the_templates(
    world: World, plain: pytest.MonkeyPatch
) -> None:
    for person in (world.person("officer"), world.person("applicant")):
        client = Client()
        client.force_login(person)
        addresses = ["/en/", "/en/projects/", "/en/apply/", "/en/account/profile/", "/en/secretariat/tasks/"]
        plainly = [_body(client, address) for address in addresses]
        plain.undo()
        assert [_body(client, address) for address in addresses] == plainly
        plain.setattr(frame, "frame_of", _plain)


def test_frame_holds_nothing_of_a_reader(db: None, client: Client) -> None:
    person = UserFactory(name="Xaveria Quick")
    client.force_login(person)
    assert "Xaveria" in client.get("/en/").content.decode()
    assert "Xaveria" not in Client().get("/en/").content.decode()
    assert not any("Xaveria" in frame._text(kept) for kept in frame._frames.values())
    assert not any("csrfmiddlewaretoken" in frame._text(kept) for kept in frame._frames.values())


def test_frame_marks_where_the_reader_is(db: None, client: Client) -> None:
    assert b'<a href="/en/projects/" aria-current="page">' in client.get("/en/projects/").content
    PublicationFactory(code="known")
    assert b'<a href="/en/projects/" aria-current="true">' in client.get("/en/projects/known/").content
    assert b'<a href="/en/projects/">' in client.get("/en/calls/").content


def test_frames_do_not_grow_with_addresses(db: None, client: Client) -> None:
    client.get("/en/projects/nothing-0/")
    before = len(frame._frames)
    for number in range(1, 30):
        client.get(f"/en/projects/nothing-{number}/?q={number}")
    assert len(frame._frames) == before


def test_frame_follows_the_settings(db: None, client: Client, settings: Any) -> None:
    settings.PORTAL_NAME = "First"
    assert "First" in client.get("/en/").content.decode()
    settings.PORTAL_NAME = "Second"
    page = client.get("/en/").content.decode()
    assert "Second" in page
    assert "First" not in page


@pytest.mark.usefixtures("db")
def test_frame_follows_the_addresses_that_there_are(client: Client) -> None:
    portal_name = "Portal of the addresses"  # drawn by nothing else
    with override_settings(ROOT_URLCONF=__name__, PORTAL_NAME=portal_name):
        assert "/en/data/" not in client.get("/en/nothing/").content.decode()
    with override_settings(PORTAL_NAME=portal_name):
        assert "/en/data/" in client.get("/en/nothing/").content.decode()


def test_template_without_a_request_extends_the_plain_frame(db: None) -> None:
    assert "<title>" in get_template("catalogue/accessibility.html").render()


def _body(client: Client, address: str) -> str:
    """Without the token that differs from page to page by design."""
    text = client.get(address).content.decode()
    while (at := text.find('name="csrfmiddlewaretoken" value="')) >= 0:
        end = text.index('"', at + 34)
        text = text[:at] + text[end + 1 :]
    while (at := text.find('"X-CSRFToken": "')) >= 0:
        text = text[:at] + text[text.index('"', at + 16) + 1 :]
    return text
