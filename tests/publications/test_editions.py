"""The edition changes with every change of public data, also of one that commits late."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import psycopg2
import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from core import listening
from documents.models import Document
from programmes.models import Programme
from publications import editions
from publications.models import Publication, PublicChange
from tests.factories.publications import PublicationFactory

# Tables of the public apps that no public page shows; a new table is put here, or its migration notes it.
NOT_SHOWN = {
    "calls_callstaff",
    "calls_latecode",
    "programmes_spentkey",
    "programmes_staffrole",
    "publications_answer",
    "publications_differentorganisations",
    "publications_extract",
    "publications_facetvalue",
    "publications_forgottenperson",
    "publications_fragment",
    "publications_importdoubt",
    "publications_importmapping",
    "publications_importrow",
    "publications_importrun",
    "publications_keptfigure",
    "publications_namemention",
    "publications_projectbody",
    "publications_publicchange",
    "publications_readercount",
    "publications_remark",
    "publications_searchentry",
    "publications_searchword",
    "publications_subscription",
    "publications_summarycheck",
}


def test_every_table_of_public_data_is_noted(db: None) -> None:
    models = [
        model
        for app in ("programmes", "calls", "publications")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'public_change'")
        noted = {name for (name,) in cursor.fetchall()}
    assert {model._meta.db_table for model in models} - noted == NOT_SHOWN


def test_edition_stays_while_nothing_changes(db: None) -> None:
    PublicationFactory()
    assert editions.current() == editions.current()


@pytest.mark.django_db(transaction=True)
def test_edition_changes_with_every_transaction_that_changes_something_public() -> None:
    changes: list[Callable[[], object]] = [
        PublicationFactory,
        lambda: Publication.objects.update(lead="Other"),
        lambda: Programme.objects.update(slug="other"),
        lambda: Publication.objects.all().delete(),
    ]
    for change in changes:
        before = editions.newest()
        change()
        after = editions.newest()
        assert after.word != before.word
        assert after.changed_at > before.changed_at

    with transaction.atomic():
        Programme.objects.update(slug="rolled-back")
        transaction.set_rollback(True)
    assert editions.newest() == after

    with transaction.atomic():
        Programme.objects.update(slug="one")
        Programme.objects.update(slug="two")
        begun = timezone.now()
    row = PublicChange.objects.get(at__gte=begun)  # one, with the moment of its commit
    assert row.started < begun


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("state", ["ready", "failed", "expired", "withdrawn"])
def test_document_that_comes_or_goes_changes_the_edition(state: str) -> None:
    made = Document.objects.create(kind="funding_summary", subject="publication:x", language="en", data={})
    before = editions.newest()
    Document.objects.filter(pk=made.pk).update(state="rendering")
    assert editions.newest() == before
    Document.objects.filter(pk=made.pk).update(state=state, sha256="0" * 64)
    assert editions.newest().word != before.word


@pytest.fixture
def other_connection() -> Iterator[psycopg2.extensions.connection]:
    other = psycopg2.connect(**connection.get_connection_params())
    yield other
    other.close()


@pytest.mark.django_db(transaction=True)
def test_edition_changes_when_a_long_transaction_commits_after_many_short_ones(
    other_connection: psycopg2.extensions.connection,
) -> None:
    PublicationFactory()
    with other_connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO programmes_region (code, name, name_latin, level, country, code_2024) "
            "VALUES ('XX1', 'X', 'X', 1, 'XX', '')"
        )
        for number in range(editions.COUNTED + 5):
            Programme.objects.update(slug=f"slug-{number}")  # nobody waits for the open transaction
        before = editions.newest()
        other_connection.commit()
    after = editions.newest()
    assert after.word != before.word
    assert after.changed_at > before.changed_at


@pytest.mark.django_db(transaction=True)
def test_edition_of_a_page_is_told_and_not_asked_for(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CHANGES_ARE_TOLD = True
    monkeypatch.setattr(listening, "SILENCE", 3600.0)
    monkeypatch.setattr(listening, "PATIENCE", 60.0)
    before, asked = editions.newest_for_a_page(), editions.newest()
    try:
        monkeypatch.setattr(editions, "newest", lambda: pytest.fail("asked"))
        assert before == asked
        assert editions.newest_for_a_page() == before
        PublicationFactory()
        until = time.monotonic() + 60
        while editions.newest_for_a_page() == before:
            assert time.monotonic() < until
            time.sleep(0.001)
    finally:
        editions.TOLD.close()


def test_prune_forgets_what_no_edition_counts(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editions, "KEPT", editions.COUNTED + 2)
    PublicChange.objects.bulk_create(PublicChange(transaction=-number) for number in range(100))
    before = editions.current()
    assert editions.prune() > 0
    assert editions.current() == before
    assert PublicChange.objects.count() == editions.COUNTED + 3


def test_edition_is_one_statement(db: None, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        editions.newest()
