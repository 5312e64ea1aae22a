"""The pages on which staff merge partners and take names of persons off."""

import pytest
from bs4 import BeautifulSoup

from programmes.states import Role
from publications.models import NameMention, Organisation, PublishedPartner
from tests.factories.accounts import UserFactory
from tests.factories.programmes import ProgrammePeriodFactory, StaffRoleFactory
from tests.factories.publications import PublicationFactory, PublishedContractorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return ProgrammePeriodFactory()


@pytest.fixture
def staff(client, edition):
    client.force_login(
        StaffRoleFactory(user=UserFactory(), programme=edition.programme, role=Role.OFFICER).user
    )
    return client


@pytest.fixture
def two(edition):
    partners = [{"name": name, "country": "BE"} for name in ("Universiteit Gent", "Universiteit van Gent")]
    PublicationFactory(code="one", programme_period=edition, partners=partners)
    return [Organisation.objects.get(name=partner["name"]) for partner in partners]


def read(response, status=200):
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def test_staff_merge_a_proposed_pair_and_undo_it(staff, two):
    kept, gone = two
    page = read(staff.get("/en/secretariat/partners/"))
    link = page.select_one("tbody td a[href*=merge]")["href"]
    form = read(staff.get(link))
    assert form.select_one("input[name=gone]")["value"] == gone.slug
    data = {"gone": gone.slug, "kept": kept.slug}
    read(staff.post("/en/secretariat/partners/merge/", data), 400)
    answer = staff.post("/en/secretariat/partners/merge/", {**data, "note": "Same house."})
    assert answer["Location"] == "/en/secretariat/partners/merged/"
    undo = read(staff.get(answer["Location"])).select_one("tbody td a[href*=undo]")["href"]
    read(staff.get(undo))
    assert staff.post(undo, {"note": "Not the same."}).status_code == 302
    gone.refresh_from_db()
    assert gone.merged_into is None


def test_staff_tell_a_proposed_pair_apart_and_take_it_back(staff, two):
    page = read(staff.get("/en/secretariat/partners/"))
    form = read(staff.get(page.select_one("tbody td a[href*=apart]")["href"]))
    data = {field["name"]: field["value"] for field in form.select("main input[type=hidden]")}
    read(staff.post("/en/secretariat/partners/apart/new/", data), 400)
    answer = staff.post("/en/secretariat/partners/apart/new/", {**data, "note": "Two houses."})
    assert answer["Location"] == "/en/secretariat/partners/"
    assert not read(staff.get(answer["Location"])).select("tbody tr")
    told = read(staff.get("/en/secretariat/partners/apart/"))
    assert "Two houses." in told.select_one("tbody").text
    back = told.select_one("tbody td a[href*=apart]")["href"]
    read(staff.post(back, {"note": ""}), 400)
    assert staff.post(back, {"note": "One house."})["Location"] == "/en/secretariat/partners/apart/"
    assert len(read(staff.get("/en/secretariat/partners/")).select("tbody tr")) == 1
    assert staff.get(back).status_code == 404
    assert staff.get("/en/secretariat/partners/apart/new/").status_code == 302


def test_staff_choose_two_by_name(staff, two):
    page = read(staff.get("/en/secretariat/partners/?q=gent"))
    assert {field["value"] for field in page.select("input[name=gone]")} == {one.slug for one in two}
    answer = staff.get(f"/en/secretariat/partners/merge/?gone={two[0].slug}&kept=")
    assert answer["Location"] == "/en/secretariat/partners/"


@pytest.mark.parametrize("page", ["", "merged/", "apart/", "persons/", "names/"])
def test_only_public_partners_are_marked_in_the_navigation(staff, page):
    shown = read(staff.get(f"/en/secretariat/partners/{page}"))
    assert [one.text for one in shown.select(".sub-nav a[aria-current]")] == ["Public partners"]
    assert len(shown.select("nav.tabs a[aria-current]")) == 1


@pytest.mark.parametrize("query", ["q=%00", "after=%00", "country=%27", "q=" + "x" * 999, "page=-1"])
def test_staff_pages_take_odd_addresses(staff, two, query):
    for page in ("", "merged/", "persons/", "merge/", "apart/", "apart/new/"):
        assert staff.get(f"/en/secretariat/partners/{page}?{query}").status_code in (200, 302, 400)
    assert staff.get("/en/secretariat/partners/persons/99999999999999999999999/").status_code == 404


def test_staff_take_the_name_of_a_person_off(staff, edition):
    PublicationFactory(
        code="one", programme_period=edition, partners=[{"name": "Zebediah Q", "is_natural_person": True}]
    )
    PublicationFactory(partners=[{"name": "Other Person", "is_natural_person": True}])
    page = read(staff.get("/en/secretariat/partners/persons/"))
    assert [cell.get_text(strip=True) for cell in page.select("tbody th")] == ["Zebediah Q"]
    link = page.select_one("tbody td a[href*=persons]")["href"]
    read(staff.post(link, {"note": " "}), 400)
    assert staff.post(link, {"note": "Asked by mail."}).status_code == 302
    assert PublishedPartner.objects.get(publication__code="one").name == ""
    assert staff.get(link).status_code == 404


def test_staff_take_the_name_of_a_contractor_off(staff, edition):
    record = PublicationFactory(code="one", programme_period=edition)
    facts = {"name": "Zebediah Q", "is_natural_person": True}
    PublishedContractorFactory(publication=record, position=1, **facts)
    PublishedContractorFactory(publication=record, position=2, name="Zonnebouw nv")
    PublishedContractorFactory(publication=PublicationFactory(), position=1, **facts)
    page = read(staff.get("/en/secretariat/partners/persons/"))
    assert "No name of a natural person is public." not in page.text
    (link,) = [one["href"] for one in page.select("tbody td a[href*=contractors]")]
    read(staff.post(link, {"note": " "}), 400)
    assert staff.post(link, {"note": "Asked by mail."}).status_code == 302
    assert list(record.contractors.values_list("name", flat=True)) == ["", "Zonnebouw nv"]
    assert staff.get(link).status_code == 404
    assert (
        "No name of a natural person is public." in read(staff.get("/en/secretariat/partners/persons/")).text
    )
    found = read(staff.get("/en/secretariat/partners/persons/?q=zonne"))
    assert [cell.get_text(strip=True) for cell in found.select("tbody th")] == ["Zonnebouw nv"]


def test_staff_find_a_person_that_is_not_marked_as_one(staff, two):
    page = read(staff.get("/en/secretariat/partners/persons/?q=universiteit van"))
    assert [cell.get_text(strip=True) for cell in page.select("tbody th")] == ["Universiteit van Gent"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("summary/nl", "What the project does (Nederlands)"),
        ("acronym", "Acronym"),
        ("indicators/1/name", "Indicators, 2"),
        ("facts/0/value/fr", "Further facts, 1 (Français)"),
        ("facts/2/value/0/en", "Further facts, 3, 1 (English)"),
    ],
)
def test_a_text_that_holds_a_name_is_called_as_its_page_does(staff, edition, path, text):
    PublicationFactory(code="one", programme_period=edition)
    mention = NameMention.objects.create(code="one", version=0, path=path, digest="0" * 64)
    rows = read(staff.get("/en/secretariat/partners/names/")).select("tbody tr")
    assert [row.select("td")[1].get_text(strip=True) for row in rows] == [text]
    page = read(staff.get(f"/en/secretariat/partners/names/{mention.pk}/"))
    assert f"text “{text}”" in page.select_one("p.lede").text


def test_staff_elsewhere_can_not_reach_a_name(client, two):
    other = ProgrammePeriodFactory().programme
    client.force_login(StaffRoleFactory(user=UserFactory(), programme=other, role=Role.OFFICER).user)
    pk = PublishedPartner.objects.first().pk
    assert client.get(f"/en/secretariat/partners/persons/{pk}/").status_code == 404
