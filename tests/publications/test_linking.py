"""Partners find their organisation by uid or by the exact name in the country, never by resemblance."""

import uuid

import pytest
from django.db import connection

from publications import linking, search
from publications.models import Organisation, PublishedPartner
from tests.factories.publications import PublicationFactory, PublishedPartnerFactory

pytestmark = pytest.mark.django_db


def organisation_of(name):
    return PublishedPartner.objects.get(name=name).organisation


@pytest.mark.parametrize(
    ("other", "country", "same"),
    [
        ("universite de  LIEGE", "BE", True),
        ("Université, de Liège.", "BE", True),
        ("Université de Liège", "FR", False),
        ("Université de Lièges", "BE", False),
        ("Πανεπιστήμιο", "BE", False),
    ],
)
def test_link_takes_the_exact_name_in_the_country(other, country, same):
    PublicationFactory(partners=[{"name": "Université de Liège", "country": "BE"}])
    PublicationFactory(partners=[{"name": other, "country": country}])
    first, second = PublishedPartner.objects.order_by("publication").values_list("organisation", flat=True)
    assert None not in (first, second)
    assert (first == second) is same


def test_link_keeps_organisations_of_the_register_apart():
    partners = [{"name": "Stad", "country": "BE", "organisation_uid": uuid.uuid4()} for _ in range(2)]
    PublicationFactory(partners=partners)
    assert Organisation.objects.filter(name="Stad").count() == 2


def test_link_gives_a_known_name_the_uid_of_the_register():
    uid = uuid.uuid4()
    PublicationFactory(partners=[{"name": "IDETA", "country": "BE"}])
    PublicationFactory(partners=[{"name": "Ideta", "country": "BE", "organisation_uid": uid}])
    PublicationFactory(partners=[{"name": "IDETA Tournai", "country": "BE", "organisation_uid": uid}])
    one = Organisation.objects.get()
    assert (one.uid, one.name, one.project_count) == (uid, "IDETA", 3)


def test_link_makes_none_for_natural_persons_and_nameless_partners():
    record = PublicationFactory(
        partners=[{"name": "Jan Jansen", "is_natural_person": True}, {"name": " - "}, {"name": "A"}]
    )
    assert list(Organisation.objects.values_list("name", flat=True)) == ["A"]
    record.refresh_from_db()
    assert record.organisations == [Organisation.objects.get().pk]


@pytest.mark.parametrize("of_all", [True, False])
def test_recount_is_quick_where_the_planner_knows_of_no_rows(of_all):
    record = PublicationFactory()
    names = [f"town-{number}" for number in range(2_000)]
    Organisation.objects.bulk_create(Organisation(slug=name, name=name, name_key=name) for name in names)
    keys = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
    PublishedPartner.objects.bulk_create(
        PublishedPartner(publication=record, position=place, name=names[place], organisation_id=key)
        for place, key in enumerate(keys)
    )
    with connection.cursor() as cursor:  # as vacuum leaves them once the first import was rolled back
        tables = [[Organisation._meta.db_table, PublishedPartner._meta.db_table]]
        cursor.execute("UPDATE pg_class SET reltuples = 0, relpages = 30 WHERE relname = ANY(%s)", tables)
        cursor.execute(
            "DELETE FROM pg_statistic WHERE starelid IN (SELECT oid FROM pg_class WHERE relname = ANY(%s))",
            tables,
        )
        cursor.execute("SET LOCAL statement_timeout = '5s'")
    linking.recount(None if of_all else keys)
    assert set(Organisation.objects.values_list("project_count", flat=True)) == {1}


def test_link_counts_projects_once_and_forgets_those_that_went():
    record = PublicationFactory(partners=[{"name": "A"}, {"name": "a"}, {"name": "B"}])
    assert dict(Organisation.objects.values_list("name", "project_count")) == {"A": 1, "B": 1}
    record.partners.all().delete()
    PublishedPartnerFactory(publication=record, position=1, name="B")
    linking.link([record.pk])
    search.index([record.pk])
    assert dict(Organisation.objects.values_list("name", "project_count")) == {"A": 0, "B": 1}
    assert list(Organisation.objects.shown().values_list("name", flat=True)) == ["B"]


def test_link_follows_a_merge():
    PublicationFactory(partners=[{"name": "Old name"}, {"name": "New name"}])
    kept = Organisation.objects.get(name="New name")
    Organisation.objects.filter(name="Old name").update(merged_into=kept)
    record = PublicationFactory(partners=[{"name": "OLD NAME"}])
    assert record.partners.get().organisation == kept


def test_recount_brings_all_numbers_in_line():
    PublicationFactory(partners=[{"name": "A"}])
    Organisation.objects.update(project_count=7)
    linking.recount()
    assert Organisation.objects.get().project_count == 1


def test_slugs_are_unique_and_readable_whatever_the_name():
    PublicationFactory(
        partners=[
            {"name": "Gent & Co", "country": "BE"},
            {"name": "Gent Co", "country": "NL"},
            {"name": "Ελλάδα"},
            {"name": "ß" * 250},
        ]
    )
    slugs = sorted(slug.rstrip("0123456789") for slug in Organisation.objects.values_list("slug", flat=True))
    assert slugs == ["gent-co-", "gent-co-", "organisation-", f"{'s' * 80}-"]


def test_index_copies_regions_of_every_level_kinds_and_organisations():
    record = PublicationFactory(
        partners=[
            {"name": "A", "country": "BE", "region": "BE234", "kind": "sme"},
            {"name": "B", "country": "FR"},
        ]
    )
    record.refresh_from_db()
    assert sorted(record.nuts) == ["BE", "BE2", "BE23", "BE234", "FR"]
    assert record.partner_types == ["sme"]
    assert sorted(record.organisations) == sorted(Organisation.objects.values_list("pk", flat=True))
