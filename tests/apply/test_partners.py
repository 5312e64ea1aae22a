"""Building the partnership page by page."""

import uuid

import pytest
from django.urls import reverse

from partners.models import Organisation
from projects.models import Contribution
from tests.factories.form import filled_project
from tests.factories.partners import IdentifierFactory, OrganisationFactory
from tests.factories.programmes import RegionFactory
from tests.factories.projects import ContributionFactory


@pytest.fixture(autouse=True)
def countries(db):
    for code, name in (("BE", "België"), ("FR", "France"), ("DE", "Deutschland")):
        RegionFactory(code=code, name=name, name_latin=name, level=0, country=code)


def names(project):
    return list(project.partnerships.order_by("position").values_list("abbreviation", flat=True))


def organisation_data(**changes):
    return {
        "name": "Haven van Nergens",
        "abbreviation": "HAVEN",
        "role": "partner",
        "legal_status": "public",
        "type": "other",
        "region": "BE251",
        "city": "Brugge",
        "be_company": "0403.019.261",
        "creation_key": str(uuid.uuid4()),
        **changes,
    }


def test_find_searches_the_register(manager, url):
    organisation = OrganisationFactory(name="Universiteit van Nergens")
    IdentifierFactory(organisation=organisation)
    page = manager.get(url("partner_find") + "?q=universiteit nergens").content.decode()
    assert "1 organisation found" in page
    assert url("partner_join", organisation.uid) in page


def test_find_offers_the_countries_of_the_programme_first(manager, url):
    context = manager.get(url("partner_find")).context
    assert context["countries"] == [("BE", "Belgium"), ("FR", "France")]
    assert context["other_countries"] == [("DE", "Germany")]


def test_join_twice_adds_one_partner(manager, project, url):
    organisation = OrganisationFactory()
    data = {"abbreviation": "NIEUW", "role": "partner"}
    for _ in range(2):
        answer = manager.post(url("partner_join", organisation.uid), data)
        assert answer.url == url("section", "partners")
    assert names(project) == ["PARTNER 1", "PARTNER 2", "NIEUW"]


def test_join_says_why_not_and_keeps_what_was_typed(manager, project, url):
    organisation = OrganisationFactory()
    answer = manager.post(url("partner_join", organisation.uid), {"abbreviation": "NIEUW", "role": "lead"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a lead partner already" in page
    assert 'value="NIEUW"' in page


def test_new_adds_to_register_and_partnership_once(manager, project, url):
    data = organisation_data()
    for _ in range(2):
        answer = manager.post(url("partner_new", "BE"), data)
        assert answer.url == url("section", "partners")
    made = Organisation.objects.get(name="Haven van Nergens")
    assert (made.country, made.region) == ("BE", "BE251")
    assert list(made.identifiers.values_list("scheme", "value")) == [("be_company", "0403019261")]
    assert names(project) == ["PARTNER 1", "PARTNER 2", "HAVEN"]


def test_new_checks_the_numbers_and_keeps_the_rest(manager, url):
    answer = manager.post(url("partner_new", "BE"), organisation_data(be_company="0403.019.262"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "wrong check digit" in page
    assert 'value="Haven van Nergens"' in page
    assert not Organisation.objects.filter(name="Haven van Nergens").exists()


def test_new_that_can_not_join_is_not_in_the_register_either(manager, url):
    answer = manager.post(url("partner_new", "BE"), organisation_data(role="lead"))
    assert answer.status_code == 422
    assert not Organisation.objects.filter(name="Haven van Nergens").exists()


@pytest.mark.parametrize("country", ["XX", "be", "BEL", "0"])
def test_new_in_an_unknown_country_is_not_there(manager, url, country):
    assert manager.get(url("partner_new", country)).status_code == 404


def test_new_offers_the_regions_and_numbers_of_the_country(manager, url):
    form = manager.get(url("partner_new", "FR")).context["form"]
    assert [code for code, _name in form.fields["region"].choices] == ["", "FRE11"]
    assert [name for name in form.fields if name.startswith("fr_")] == ["fr_siren", "fr_siret", "fr_vat"]


def test_place_moves_and_names_the_lead(manager, project, url):
    last = project.partnerships.get(position=2)
    manager.post(url("partner_place", last.uid), {"position": "1"})
    manager.post(url("partner_place", last.uid), {"position": "1"})
    assert names(project) == ["PARTNER 2", "PARTNER 1"]
    manager.post(url("partner_place", last.uid), {"lead": "on"})
    assert project.partnerships.get(role="lead") == last


@pytest.mark.parametrize("data", [{}, {"position": "0"}, {"position": "-1"}, {"position": "x"}])
def test_place_without_a_place_is_refused(manager, project, url, data):
    last = project.partnerships.get(position=2)
    assert manager.post(url("partner_place", last.uid), data).status_code == 409
    assert names(project) == ["PARTNER 1", "PARTNER 2"]


def test_remove_asks_first(manager, project, url):
    last = project.partnerships.get(position=2)
    assert "leaves the partnership" in manager.get(url("partner_remove", last.uid)).content.decode()
    assert names(project) == ["PARTNER 1", "PARTNER 2"]
    assert manager.post(url("partner_remove", last.uid)).url == url("section", "partners")
    assert names(project) == ["PARTNER 1"]


def test_contribution_is_added_once_and_removed(manager, project, url):
    partner = project.partnerships.get(position=1)
    data = {"source": "Provincie", "status": "public", "amount": "1,000.50"}
    for _ in range(2):
        assert manager.post(url("contribution_add", partner.uid), data).status_code == 302
    added = Contribution.objects.get(partnership=partner, source="Provincie")
    assert str(added.amount) == "1000.50"
    manager.post(url("contribution_remove", added.pk))
    assert not Contribution.objects.filter(pk=added.pk).exists()


def test_contribution_of_another_project_is_not_there(manager, url):
    other = ContributionFactory(source="Elders")
    assert manager.post(url("contribution_remove", other.pk)).status_code == 404
    assert Contribution.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize("page", ["partner_find", "partner_join", "partner_new", "partner_remove"])
def test_viewers_can_not_change_the_partnership(viewer, project, url, page):
    own = project.partnerships.first()
    arguments = {
        "partner_join": [OrganisationFactory().uid],
        "partner_new": ["BE"],
        "partner_remove": [own.uid],
    }
    address = url(page, *arguments.get(page, []))
    assert viewer.get(address).status_code == 403
    if page != "partner_find":
        assert viewer.post(address, {}).status_code == 403
    assert names(project) == ["PARTNER 1", "PARTNER 2"]


def test_partners_page_links_each_partner(manager, project, url):
    page = manager.get(url("section", "partners")).content.decode()
    for partner in project.partnerships.all():
        assert url("partner_budget", partner.uid) in page
    assert reverse("apply:partner_find", args=[project.uid]) in page


def test_facts_fill_in_what_the_register_does_not_know(manager, project, url):
    partner = project.partnerships.select_related("organisation").get(position=1)
    address = url("partner_facts", partner.uid)
    form = manager.get(address).context["form"]
    assert "legal_status" not in form.fields  # known already
    manager.post(address, {"city": "Gent", "legal_status": "private", "type": "other"})
    partner.organisation.refresh_from_db()
    organisation = partner.organisation
    assert (organisation.city, organisation.legal_status, organisation.type) == ("Gent", "public", "other")


def test_facts_refuse_a_wrong_website(manager, project, url):
    partner = project.partnerships.get(position=1)
    answer = manager.post(url("partner_facts", partner.uid), {"website": "javascript:alert(1)"})
    assert answer.status_code == 422


@pytest.mark.parametrize(("kind", "is_asked"), [("egtc", True), ("cross_border", True), ("sme", False)])
def test_countries_of_members_are_asked_of_bodies_that_have_some(client, kind, is_asked):
    project = filled_project()
    client.force_login(project.created_by)
    lead = project.partnerships.get(position=1)
    lead.organisation.type = kind
    lead.organisation.save()
    page = client.get(f"/en/apply/{project.uid}/partners/{lead.uid}/").content.decode()
    assert ("Countries of its members" in page) is is_asked
