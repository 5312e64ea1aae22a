"""The summary of a sub-grant: its facts, who may fetch and ask, and that unpublished ones have none."""

from decimal import Decimal

import pytest
from django.utils import translation

from cascade import summary
from cascade.models import SubGrant
from documents.kinds import kind_of
from documents.models import Document
from tests.factories.cascade import SubGrantFactory
from tests.papers.samples import plain

pytestmark = pytest.mark.django_db
OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def sub_grant():
    firms = [
        {"name": "Zonne nv", "region": "BE211", "size_class": "small"},
        {"name": "Wind bv", "country": "NL"},
    ]
    made = SubGrantFactory(code="roads-1", acronym="SUN", grantees=firms)
    return SubGrant.objects.for_page().get(pk=made.pk)


def test_the_same_facts_give_the_same_documents(sub_grant):
    first = [document.pk for document in summary.request_all(sub_grant)]

    assert [document.pk for document in summary.request_all(sub_grant)] == first
    assert sorted(Document.objects.values_list("kind", "language")) == [
        (summary.KIND, language) for language in ("en", "fr", "nl")
    ]


def test_the_paper_carries_the_figures_of_the_page(sub_grant):
    with translation.override("en"):
        shown = kind_of(summary.KIND).context(plain(summary.data_of(sub_grant)), "en")

    assert (shown["grant"], shown["cost"], shown["rate"], shown["months"]) == (
        Decimal("100000.00"),
        Decimal("200000.00"),
        Decimal("50.00"),
        24,
    )
    assert [(one["name"], str(one["size"]), one["grant"]) for one in shown["recipients"]] == [
        ("Zonne nv", "Small enterprise", None),
        ("Wind bv", "Not known", None),
    ]


def test_what_is_not_public_has_no_facts(sub_grant):
    kind = kind_of(summary.KIND)
    assert kind.data_of(sub_grant.subject) is not None
    SubGrant.objects.update(published_at=None)
    assert kind.data_of(sub_grant.subject) is None


def test_a_reader_asks_once_and_finds_it_on_the_page(client, sub_grant):
    for _time in range(2):
        answer = client.post("/en/sub-grants/roads-1/summary/", {"language": "fr"}, headers=OWN)
        assert (answer.status_code, answer["Location"]) == (302, "/en/sub-grants/roads-1/")
    assert list(Document.objects.values_list("language", flat=True)) == ["fr"]
    assert "this document is being made" in client.get("/en/sub-grants/roads-1/").content.decode()


@pytest.mark.parametrize("language", ["", "de", "x" * 500])
def test_languages_that_there_are_not_are_not_found(client, sub_grant, language):
    answer = client.post("/en/sub-grants/roads-1/summary/", {"language": language}, headers=OWN)
    assert answer.status_code == 404
