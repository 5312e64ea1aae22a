"""Two organisations become one by hand, with everything that follows, and back."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from documents.models import Document
from programmes.states import Role
from publications import merging, summary
from publications.models import DifferentOrganisations, Organisation, Publication, PublishedPartner
from tests.factories.accounts import UserFactory
from tests.factories.programmes import ProgrammePeriodFactory, StaffRoleFactory
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db
OLD = timezone.now() - datetime.timedelta(days=9)


@pytest.fixture
def edition():
    return ProgrammePeriodFactory()


@pytest.fixture
def officer(edition):
    return StaffRoleFactory(user=UserFactory(), programme=edition.programme, role=Role.OFFICER).user


@pytest.fixture
def two(edition):
    for code, name in (
        ("a", "Universiteit Gent"),
        ("b", "Universiteit van Gent"),
        ("c", "Universiteit Gent"),
    ):
        PublicationFactory(code=code, programme_period=edition, partners=[{"name": name, "country": "BE"}])
    Publication.objects.update(data_date=OLD)
    return Organisation.objects.get(name="Universiteit van Gent"), Organisation.objects.get(
        name="Universiteit Gent"
    )


def counts():
    return dict(Organisation.objects.values_list("name", "project_count"))


def test_merge_moves_rows_counts_dates_and_the_address(client, two, officer):
    gone, kept = two
    merging.merge(gone, into=kept, by=officer, note="Same VAT number.")
    assert set(PublishedPartner.objects.values_list("organisation", flat=True)) == {kept.pk}
    assert Publication.objects.get(code="b").organisations == [kept.pk]
    assert counts() == {"Universiteit Gent": 3, "Universiteit van Gent": 0}
    changed = set(Publication.objects.filter(data_date__gt=OLD).values_list("code", flat=True))
    assert changed == {"b"}
    assert client.get(f"/nl/organisations/{gone.slug}/")["Location"] == f"/nl/organisations/{kept.slug}/"
    assert "Universiteit van Gent" in client.get(f"/nl/organisations/{kept.slug}/").content.decode()
    entries = TrailEntry.objects.filter(action="merge organisation").order_by("chain")
    assert {entry.chain for entry in entries} == {gone.chain, kept.chain}
    assert entries[0].new == {"gone": gone.pk, "kept": kept.pk, "records": 1}
    assert (entries[0].actor, entries[0].note) == (officer, "Same VAT number.")


def test_summaries_of_its_records_follow_a_merge(two, officer):
    summary.request_all(Publication.objects.get(code="b"))
    summary.request_all(Publication.objects.get(code="a"))
    merging.merge(two[0], into=two[1], by=officer, note="The register says so.")
    marked = Document.objects.filter(stale_at__isnull=False)
    assert sorted(marked.values_list("subject", "language")) == [
        ("publication:b", language) for language in ("en", "fr", "nl")
    ]


def test_merge_points_those_merged_before_to_the_kept_one(two, officer, edition):
    gone, kept = two
    PublicationFactory(programme_period=edition, partners=[{"name": "U Gent", "country": "BE"}])
    first = Organisation.objects.get(name="U Gent")
    merging.merge(first, into=gone, by=officer, note="Same.")
    merging.merge(gone, into=kept, by=officer, note="Same.")
    assert set(kept.merged.values_list("name", flat=True)) == {"U Gent", "Universiteit van Gent"}
    assert counts()["Universiteit Gent"] == 4


def test_undo_gives_back_exactly_the_own_rows(two, officer):
    gone, kept = two
    merging.merge(gone, into=kept, by=officer, note="Same.")
    merging.undo(gone, by=officer, note="Not the same after all.")
    assert counts() == {"Universiteit Gent": 2, "Universiteit van Gent": 1}
    assert PublishedPartner.objects.get(publication__code="b").organisation == gone
    kept.refresh_from_db()
    assert kept.other_names == []
    assert Publication.objects.get(code="b").organisations == [gone.pk]
    with pytest.raises(DomainError):
        merging.undo(gone, by=officer, note="Again.")


def test_merge_refuses_the_same_one_no_reason_and_stale_pages(two, officer):
    gone, kept = two
    for first, second, note in ((kept, kept, "Same."), (gone, kept, "  ")):
        with pytest.raises(DomainError):
            merging.merge(first, into=second, by=officer, note=note)
    merging.merge(gone, into=kept, by=officer, note="Same.")
    for first, second in ((gone, kept), (kept, gone)):
        with pytest.raises(DomainError):
            merging.merge(first, into=second, by=officer, note="Same.")


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.COMMITTEE, Role.AUDITOR, None])
def test_merge_is_for_the_secretariat_of_a_programme_of_theirs(two, edition, role):
    elsewhere = ProgrammePeriodFactory().programme
    programme = edition.programme if role else elsewhere
    person = StaffRoleFactory(user=UserFactory(), programme=programme, role=role or Role.OFFICER).user
    with pytest.raises(NotAllowed):
        merging.merge(two[0], into=two[1], by=person, note="Same.")
    assert Organisation.objects.filter(merged_into__isnull=False).count() == 0


def test_likely_duplicates_are_of_one_country_and_come_once(two, edition):
    PublicationFactory(
        partners=[
            {"name": "Universiteit  Gent", "country": "NL"},
            {"name": "Ziekenhuis Brugge", "country": "BE"},
        ]
    )
    pairs, after = merging.likely_duplicates()
    assert [(pair.first.name, pair.second.name) for pair in pairs] == [
        ("Universiteit Gent", "Universiteit van Gent")
    ]
    assert 55 <= pairs[0].likeness < 100
    assert after == ""
    assert merging.likely_duplicates(country="NL") == ([], "")


def test_likely_duplicates_are_looked_for_in_bounded_pages(two, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(merging, "LOOKED_AT", 1)
    pairs, after = merging.likely_duplicates()
    assert (len(pairs), after) == (1, two[1].slug)
    with django_assert_max_num_queries(7):
        assert merging.likely_duplicates(after=after) == ([], "")


def test_pair_told_apart_is_not_proposed_nor_merged_until_that_is_taken_back(two, officer):
    mark = merging.tell_apart(*two, by=officer, note="Two houses with one name. ")
    assert (mark.first_id, mark.second_id) == tuple(sorted(one.pk for one in two))
    assert (mark.reason, mark.told_by) == ("Two houses with one name.", officer)
    assert merging.likely_duplicates() == ([], "")
    with pytest.raises(DomainError, match="not the same"):
        merging.merge(two[0], into=two[1], by=officer, note="Same.")
    assert merging.tell_apart(two[1], two[0], by=officer, note="Again.").pk == mark.pk
    merging.take_back(mark, by=officer, note="The register says otherwise.")
    assert len(merging.likely_duplicates()[0]) == 1
    with pytest.raises(DomainError, match="meanwhile"):
        merging.take_back(mark, by=officer, note="Again.")
    acts = TrailEntry.objects.filter(chain__startswith="public_organisation:").order_by("pk")
    assert [(entry.action, entry.chain) for entry in acts] == [
        (act, one.chain)
        for act in ("tell organisations apart", "take back telling apart")
        for one in sorted(two, key=lambda each: each.pk)
    ]


def test_telling_apart_needs_a_reason_and_the_secretariat_of_a_record(two, officer):
    with pytest.raises(DomainError, match="Write down"):
        merging.tell_apart(*two, by=officer, note=" ")
    with pytest.raises(DomainError, match="one and the same"):
        merging.tell_apart(two[0], two[0], by=officer, note="x")
    stranger = StaffRoleFactory(user=UserFactory(), role=Role.OFFICER).user
    with pytest.raises(NotAllowed):
        merging.tell_apart(*two, by=stranger, note="x")
    mark = merging.tell_apart(*two, by=officer, note="x")
    with pytest.raises(NotAllowed):
        merging.take_back(mark, by=stranger, note="x")
    with pytest.raises(DomainError, match="Write down"):
        merging.take_back(mark, by=officer, note=" ")
    assert DifferentOrganisations.objects.get() == mark


def test_database_holds_a_pair_once_and_in_order(two, officer):
    low, high = sorted(one.pk for one in two)
    DifferentOrganisations.objects.create(first_id=low, second_id=high, reason="x", told_by=officer)
    for first, second in ((low, high), (high, low)):
        with pytest.raises(IntegrityError), transaction.atomic():
            DifferentOrganisations.objects.create(
                first_id=first, second_id=second, reason="x", told_by=officer
            )
