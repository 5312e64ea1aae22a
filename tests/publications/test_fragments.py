"""Cards are drawn once for a version of a record, and never shown for another one."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.cards import card
from programmes.models import Programme
from publications import fragments
from publications.models import Fragment, Publication
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db


def drawn(record: Publication, language: str = "en") -> str:
    return fragments.cards([record.pk], language)[record.pk]


def test_kept_card_is_the_drawn_one(django_assert_num_queries: Any) -> None:
    records = [
        PublicationFactory(partners=[{}], title={"nl": "Brug <b>", "en": "Bridge & <i>"}) for _ in range(3)
    ]
    keys = [record.pk for record in records]
    for language in ("nl", "fr", "en"):
        plain = {row.pk: card(row, language) for row in Publication.objects.for_cards()}
        with django_assert_num_queries(3):
            assert fragments.cards(keys, language) == plain
        with django_assert_num_queries(1):
            assert fragments.cards(keys, language) == plain
    assert Fragment.objects.count() == 9


def test_card_follows_its_record_and_its_programme() -> None:
    record = PublicationFactory(acronym="BRIDGE")
    assert "BRIDGE" in drawn(record)
    Publication.objects.update(acronym="TUNNEL")
    assert "TUNNEL" in drawn(record)
    Programme.objects.update(name={"en": "Other rivers"})
    assert "Other rivers" in drawn(record)
    assert Fragment.objects.count() == 1


def test_card_that_was_drawn_from_an_older_row_is_never_shown() -> None:
    record = PublicationFactory(acronym="BRIDGE")
    drawn(record)
    old = Fragment.objects.get()
    Publication.objects.update(acronym="TUNNEL")
    Fragment.objects.update(html=old.html, version=old.version)  # a slow reader writes what it saw
    assert "TUNNEL" in drawn(record)


def test_card_of_another_release_is_drawn_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    record = PublicationFactory()
    drawn(record)
    Fragment.objects.update(html="old")
    assert drawn(record) == "old"
    monkeypatch.setattr(fragments, "release", lambda: "another")
    assert drawn(record) != "old"


def test_record_that_is_gone_has_no_card() -> None:
    record = PublicationFactory()
    key = record.pk
    drawn(record)
    record.delete()
    assert fragments.cards([key, 10**12], "en") == {}
    assert fragments.cards([], "en") == {}


def test_prune_forgets_the_longest_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "KEPT", 1)
    records = [PublicationFactory() for _ in range(4)]
    for record in records:
        drawn(record)
    assert fragments.prune() == 2
    assert drawn(records[0])
