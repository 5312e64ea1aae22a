"""The body of a project's page is kept for as long as every row that it was drawn from stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from catalogue import kept, project_page
from documents.models import Document
from documents.states import DocumentState
from programmes.models import Programme, ProgrammePeriod, Region
from publications import bodies
from publications.models import (
    Organisation,
    ProjectBody,
    Publication,
    PublishedPartner,
    RecordVersion,
)
from tests.factories.accounts import UserFactory
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db
PAGE = "/en/projects/bridge/"


@pytest.fixture
def bridge(db: None) -> Publication:
    Region.objects.get_or_create(code="BE234", defaults={"name": "Arr. Gent", "level": 3, "country": "BE"})
    made: Publication = PublicationFactory(
        code="bridge",
        acronym="BRIDGE",
        title={"en": "A <b>bridge</b> & more"},
        summary={"en": "Over the water <!-- related -->"},
        partners=[{"name": "Builders", "region": "BE234", "role": "lead"}, {"name": "Painters"}],
    )
    return made


def seen(client: Client, address: str = PAGE) -> str:
    return client.get(address).content.decode()


def main_of(page: str) -> str:
    return page[page.index('<main id="main"') : page.index("</main>")]


def test_kept_page_is_the_one_that_somebody_signed_in_sees_drawn(bridge: Publication, client: Client) -> None:
    PublicationFactory(
        acronym="NEAR", programme_period=bridge.programme_period, partners=[{"region": "BE234"}]
    )
    reader = Client()
    reader.force_login(UserFactory())
    for language in ("nl", "fr", "en"):
        address = f"/{language}/projects/bridge/"
        drawn, again = seen(client, address), seen(client, address)
        assert drawn == again
        whole = kept.lighter(reader.get(address).content).decode()
        assert main_of(whole) == main_of(drawn)
    assert ProjectBody.objects.count() == 3


CHANGES: dict[str, tuple[Callable[[], Any], str]] = {
    "record": (lambda: Publication.objects.update(acronym="TUNNEL"), "TUNNEL"),
    "partner": (lambda: PublishedPartner.objects.filter(position=2).update(name="Poets"), "Poets"),
    "organisation": (
        lambda: Organisation.objects.filter(name="Builders").update(slug="poets"),
        "/organisations/poets/",
    ),
    "region": (
        lambda: Region.objects.filter(code="BE234").update(name="Ghent and around"),
        "Ghent and around",
    ),
    "programme": (lambda: Programme.objects.update(name={"en": "Other rivers"}), "Other rivers"),
    "edition": (lambda: ProgrammePeriod.objects.update(name={"en": "Rivers VII"}), "Rivers VII"),
    "document": (
        lambda: Document.objects.create(
            kind="funding_summary", subject="publication:bridge", language="en", data={}, state="failed"
        ),
        "could not be made",
    ),
    "version": (
        lambda: RecordVersion.objects.create(
            code="bridge", number=7, source="portal", at=timezone.now(), data={}, changes=["acronym"]
        ),
        "/en/projects/bridge/versions/7/",
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_change_of_anything_that_the_page_shows_is_seen_at_once(
    bridge: Publication, client: Client, what: str
) -> None:
    change, shown = CHANGES[what]
    assert shown not in seen(client)
    change()
    assert shown in seen(client)
    assert ProjectBody.objects.count() == 1


def test_new_related_project_is_seen_on_a_body_that_stays(bridge: Publication, client: Client) -> None:
    seen(client)
    parts = ProjectBody.objects.get().parts
    PublicationFactory(
        acronym="NEIGHBOUR", programme_period=bridge.programme_period, partners=[{"region": "BE234"}]
    )
    bodies_before = ProjectBody.objects.get().version
    assert "NEIGHBOUR" in seen(client)
    found = ProjectBody.objects.get()
    assert (found.parts, found.version) == (parts, bodies_before)


def test_body_drawn_from_older_rows_is_never_shown(bridge: Publication, client: Client) -> None:
    found = bodies.find("bridge", "en", "")
    assert found is not None
    seen(client)
    old = ProjectBody.objects.get()
    Publication.objects.update(acronym="TUNNEL")
    bodies.keep(  # a slow reader writes what it saw before
        found, "en", "", bodies.Body({"content": "BRIDGE"}, "", old.changed_at, old.expires_at)
    )
    assert "TUNNEL" in seen(client)


def test_body_ends_with_its_release_and_its_day(
    bridge: Publication, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen(client)
    assert bodies.find("bridge", "en", "").body is not None  # type: ignore[union-attr]
    ProjectBody.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert bodies.find("bridge", "en", "").body is None  # type: ignore[union-attr]
    seen(client)
    monkeypatch.setattr(bodies, "release", lambda: "another")
    assert bodies.find("bridge", "en", "").body is None  # type: ignore[union-attr]


def test_body_lasts_till_midnight_or_shortly_while_documents_are_to_come(
    bridge: Publication, client: Client
) -> None:
    seen(client)
    soon = ProjectBody.objects.get().expires_at - timezone.now()
    assert timedelta(0) < soon <= project_page.WHILE_DOCUMENTS_COME
    for language in ("nl", "fr", "en"):
        Document.objects.create(
            kind="funding_summary",
            subject="publication:bridge",
            language=language,
            data={},
            state=DocumentState.FAILED,
        )
    seen(client)
    until = timezone.localtime(ProjectBody.objects.get().expires_at)
    assert (until.hour, until.minute, until.date() - timezone.localdate()) == (0, 0, timedelta(days=1))


@pytest.mark.parametrize("signed_in", [True, False])
def test_page_of_no_record_is_not_found(client: Client, signed_in: bool) -> None:
    if signed_in:
        client.force_login(UserFactory())
    assert client.get("/en/projects/nothing/").status_code == 404


def test_somebody_signed_in_gets_nothing_kept_and_leaves_nothing(bridge: Publication, client: Client) -> None:
    seen(client)
    ProjectBody.objects.update(parts='{"content": "kept"}')
    reader = Client()
    reader.force_login(UserFactory())
    assert "Builders" in seen(reader)
    ProjectBody.objects.all().delete()
    seen(reader)
    assert ProjectBody.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_planned_statement_is_prepared_once_for_a_connection(client: Client) -> None:
    PublicationFactory(code="bridge", partners=[{}])
    connection.close()
    for _ in range(2):
        assert bodies.find("bridge", "en", "") is not None
    assert bodies.find("nothing", "en", "") is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE name = 'project_body'")
        assert cursor.fetchone() == (1,)
        cursor.execute("DEALLOCATE project_body")
    assert bodies.find("bridge", "en", "") is not None


def test_prune_forgets_the_longest_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "KEPT", 1)
    for number in range(4):
        PublicationFactory(code=f"bridge-{number}")
        seen(client, f"/en/projects/bridge-{number}/")
    assert bodies.prune() == 2
    assert ProjectBody.objects.count() == 2
