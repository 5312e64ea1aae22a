"""Finding organisations, and adding one."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from partners.models import Identifier, Organisation
from partners.register import complete_organisation, create_organisation, find
from tests.factories.accounts import UserFactory
from tests.factories.partners import IdentifierFactory, OrganisationFactory
from tests.factories.programmes import RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory()


def test_create_stores_compact_numbers_and_a_trail_entry(person):
    RegionFactory(code="BE251")
    made = create_organisation(
        by=person,
        name="  Stad   Brugge ",
        country="BE",
        region="BE251",
        identifiers={"be_company": "0403.019.261", "be_vat": ""},
        type="local_authority",
        website="https://www.example.org",
    )

    assert made == Organisation.objects.get(name="Stad Brugge")
    assert list(made.identifiers.values_list("scheme", "value")) == [("be_company", "0403019261")]
    entry = TrailEntry.objects.get(chain=made.chain)
    assert (entry.action, entry.actor) == ("create", person)
    assert entry.new["identifiers"] == {"be_company": "0403019261"}


def test_same_number_is_refused_and_names_the_organisation_that_has_it(person):
    IdentifierFactory(organisation=OrganisationFactory(name="Provincie West-Vlaanderen"))

    with pytest.raises(DomainError, match="Provincie West-Vlaanderen already has this number; choose it"):
        create_organisation(by=person, name="Other", country="BE", identifiers={"be_company": "403019261"})

    assert Organisation.objects.count() == 1
    assert not TrailEntry.objects.exists()


def test_same_creation_key_gives_the_same_organisation(person):
    key = uuid.uuid4()
    first = create_organisation(by=person, name="LIOF", country="NL", creation_key=key)
    second = create_organisation(by=person, name="LIOF", country="NL", creation_key=key)

    assert first == second
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": "  "}, "Give the organisation's name"),
        ({"name": "x" * 251}, "at most 250 characters"),
        ({"name": "a\x00b"}, "can't be stored"),
        ({"name": "a\ud800b"}, "can't be stored"),
        ({"country": "Belgium"}, "Choose the organisation's country"),
        ({"region": "FRE11"}, "does not lie in the organisation's country"),
        ({"region": "BE999"}, "does not lie in the organisation's country"),
        ({"type": "club"}, "Choose a type"),
        ({"legal_status": "secret"}, "public or private"),
        ({"website": "javascript:alert(1)"}, "Write the website like"),
        ({"identifiers": {"fr_siren": "552008443"}}, "a different country"),
        ({"identifiers": {"be_vat": "BE0403019262"}}, "wrong check digit"),
    ],
)
def test_create_refuses_what_is_wrong_and_changes_nothing(person, change, told):
    RegionFactory(code="FRE11")
    with pytest.raises(DomainError, match=told):
        create_organisation(**{"by": person, "name": "Stad Brugge", "country": "BE"} | change)

    assert not Organisation.objects.exists()


def test_create_by_a_disabled_person_is_refused(person):
    person.is_active = False
    with pytest.raises(NotAllowed):
        create_organisation(by=person, name="Stad Brugge", country="BE")


def test_find_forgives_accents_capitals_and_slips():
    wanted = OrganisationFactory(name="Économie Régionale du Nord", country="FR")
    OrganisationFactory(name="Stad Gent")

    for typed in ("economie regionale", "ÉCONOMIE", "Economi Regionale", "régionale du nord"):
        assert list(find(typed)) == [wanted], typed


def test_find_puts_the_closest_first_and_keeps_to_the_country():
    part = OrganisationFactory(name="Universiteit Gent, vakgroep bouwkunde", country="BE")
    whole = OrganisationFactory(name="Universiteit Gent", country="BE")
    dutch = OrganisationFactory(name="Universiteit Gend", country="NL")

    assert set(find("Universiteit Gent")[:2]) == {part, whole}
    assert list(find("universiteit gent", "NL")) == [dutch]


def test_find_knows_the_english_name():
    wanted = OrganisationFactory(name="Provincie Antwerpen", name_english="Province of Antwerp")

    assert list(find("province of antwerp")) == [wanted]


def test_find_by_number_in_any_spelling():
    wanted = IdentifierFactory().organisation
    OrganisationFactory(name="0403 Somebody else")

    assert list(find("BE 0403.019.261")) == [wanted]


@pytest.mark.parametrize(
    "typed", ["", "  ", "\x00", "\ud800", "%", "_", "\\", "'; --", "x" * 5000, "é" * 5000]
)
def test_find_survives_hostile_words(typed):
    OrganisationFactory(name="Stad Gent")

    assert list(find(typed)) == []


def test_find_is_served_by_the_index():
    OrganisationFactory(name="Stad Gent")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    assert "organisation_by_plain_name" in find("stad gent").explain()


def test_find_costs_the_same_for_one_and_for_three_rows():
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            for organisation in find("stad"):
                list(organisation.identifiers.all())
        return len(queries)

    OrganisationFactory(name="Stad Gent")
    one = cost()
    OrganisationFactory(name="Stad Brugge")
    OrganisationFactory(name="Stad Kortrijk")

    assert (one, cost()) == (2, 2)


def test_two_numbers_of_one_kind_are_impossible():
    held = IdentifierFactory()
    with pytest.raises(Exception, match="identifier_scheme_once"):
        Identifier.objects.create(organisation=held.organisation, scheme=held.scheme, value="0428759497")


def test_complete_organisation_fills_in_blanks_only():
    organisation = OrganisationFactory(city="Gent")
    by = UserFactory()
    done = complete_organisation(organisation, by=by, city="Brugge", legal_status="public")
    assert (done.city, done.legal_status) == ("Gent", "public")
    entry = TrailEntry.objects.get(chain=organisation.chain)
    assert (entry.action, entry.actor, entry.new) == ("complete", by, {"legal_status": "public"})


def test_complete_organisation_refuses_a_region_elsewhere():
    organisation = OrganisationFactory(country="BE")
    RegionFactory(code="FRE11")
    with pytest.raises(DomainError):
        complete_organisation(organisation, by=UserFactory(), region="FRE11")
