"""Asking for portfolios: what is refused, what is made once, what is never told."""

import json

import pytest
from django.utils import timezone

from core.errors import DomainError, TooOften
from documents.models import Document
from documents.states import DocumentState
from publications.models import Organisation
from publications.portfolio import asking, stale, subjects
from tests.factories.programmes import ProgrammePeriodFactory
from tests.publications.portfolio.printed import CITY, project, standing

pytestmark = pytest.mark.django_db
HERE = "192.0.2.7"


@pytest.fixture
def edition(db):
    return ProgrammePeriodFactory()


def test_nothing_to_print_is_refused(edition):
    with pytest.raises(DomainError, match="nothing to print"):
        asking.ask(standing(f"programme:{edition.programme.slug}"), address=HERE)
    assert not Document.objects.exists()


def test_too_many_are_refused_with_their_number(edition, monkeypatch):
    monkeypatch.setattr(asking, "MOST", 1)
    project(1, edition)
    project(2, edition)
    found = standing(f"programme:{edition.programme.slug}")
    assert (found.is_too_large, found.can_be_asked_for) == (True, False)
    with pytest.raises(DomainError, match="at most 1 projects; these are 2"):
        asking.ask(found, address=HERE)


def test_asked_twice_it_is_one_document(edition):
    project(1, edition)
    first = asking.ask(standing("search"), address=HERE)
    assert asking.ask(standing("search", sort="funding"), address="198.51.100.1").pk == first.pk
    assert Document.objects.count() == 1
    assert standing("search").is_waiting


def test_a_network_may_ask_so_often(edition, monkeypatch):
    monkeypatch.setattr(asking, "ASKED", asking.limits.Limit("portfolios", 1, 3600))
    project(1, edition)
    asking.ask(standing("search"), address=HERE)
    with pytest.raises(TooOften):
        asking.ask(standing("search", "fr"), address=HERE)
    assert asking.ask(standing("search", "fr"), address="198.51.100.1").language == "fr"


def test_a_change_lets_it_be_asked_for_anew(edition):
    record = project(1, edition)
    document = asking.ask(standing("search"), address=HERE)
    Document.objects.filter(pk=document.pk).update(
        state=DocumentState.READY, sha256="0" * 64, requested_at=timezone.now() + timezone.timedelta(hours=1)
    )
    assert not standing("search").can_be_asked_for
    assert asking.ask(standing("search"), address=HERE).pk == document.pk
    Document.objects.update(requested_at=timezone.now() - timezone.timedelta(days=1))
    record.acronym = "CHANGED"
    record.save()
    found = standing("search")
    assert (found.may_be_older, found.can_be_asked_for) == (True, True)
    assert asking.ask(found, address=HERE).pk != document.pk


def test_names_of_natural_persons_are_never_in_it(edition):
    project(1, edition, partners=[CITY, {"name": "Jan Janssens", "is_natural_person": True, "country": "BE"}])
    document = asking.ask(standing("search"), address=HERE)
    assert "Janssens" not in json.dumps(document.data)
    assert document.data["projects"][0]["partners"] == [{"n": 0, "lead": True}, {"n": None}]


def test_forgetting_takes_away_every_document_with_the_project(edition):
    project(1, edition)
    asking.ask(standing("search"), address=HERE)
    other = ProgrammePeriodFactory()
    project(2, other)
    kept = asking.ask(standing(f"programme:{other.programme.slug}"), address=HERE)
    assert stale.discard_with("work-1") == 1
    assert list(Document.objects.exclude(state=DocumentState.WITHDRAWN)) == [kept]


@pytest.mark.parametrize(
    "mark",
    [
        "",
        ":",
        "x",
        "search:",
        "programme",
        "programme:",
        "programme:\x00",
        "programme:\ud800",
        "priority:x",
        "priority:٣",
        "priority:99999999999999999999",
        "objective:-1",
        "edition:a",
        "edition:a:b:c",
        "region:be",
        "region:" + "B" * 500,
        "organisation:../../etc",
        "call:%00",
        "theme:1e9",
    ],
)
def test_what_is_no_subject_is_none(mark):
    assert subjects.find(mark) is None


def test_every_kind_of_subject_is_found_by_its_mark(edition):
    record = project(1, edition)
    organisation = Organisation.objects.get(name="Stad Kortrijk")
    for mark in (
        f"programme:{edition.programme.slug}",
        f"edition:{edition.programme.slug}:{edition.period_id}",
        f"organisation:{organisation.slug}",
        "search",
    ):
        found = subjects.find(mark, {})
        assert found is not None
        assert found.mark == mark
        assert [one.pk for one in standing(mark).facts.records] == [record.pk]


def test_facts_cost_the_same_however_many_projects(edition, django_assert_max_num_queries):
    project(1, edition)
    found = standing("search", country="BE")
    with django_assert_max_num_queries(40) as few:
        found.facts.read()
    for number in range(2, 8):
        project(number, edition)
    again = standing("search", country="BE")
    with django_assert_max_num_queries(40) as more:
        again.facts.read()
    assert len(more) <= len(few)
