"""From the scheme to the sub-call and its people, as a programme manager sets them up."""

import re
from decimal import Decimal

import pytest

from calls.models import Call, CallStaff
from calls.states import CallKind, CallState
from cascade.models import Scheme, SubCall
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory, CallStaffFactory
from tests.factories.cascade import SchemeFactory, SchemeThemeFactory, SubCallFactory, SubGrantFactory
from tests.factories.programmes import (
    PriorityFactory,
    ProgrammeFactory,
    ProgrammeFundFactory,
    ProgrammePeriodFactory,
    SpecificObjectiveFactory,
    StaffRoleFactory,
)
from tests.factories.projects import ProjectFactory
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db

SCHEMES = "/en/secretariat/schemes/"
SCHEME = {
    "operation": "crossroads",
    "code": "crossroads-companies",
    "kind": "cascade",
    "total_budget": "10,000,000",
    "max_grant": "250,000",
    "rate": "50",
    "max_months": "24",
    "target_projects": "50",
    "target_companies": "125",
    "source": "Press note",
    "title_en": "Grants for companies",
    "themes_en": "Sustainable energy\r\n\r\nHealth\r\n",
    "themes_nl": "Duurzame energie\r\nGezondheid",
}
CALL = {
    "code": "cross-1",
    "number": "3",
    "title": "First call of CrossRoads",
    "language": "en",
    "time_zone": "Europe/Brussels",
    "opens_at": "2027-09-01T09:00",
    "closes_at": "2027-10-13T17:00",
    "budget": "2,000,000",
    "languages": ["nl"],
}


@pytest.fixture
def edition():
    made = ProgrammePeriodFactory(programme=ProgrammeFactory(code="HERE", countries=["BE", "NL"]))
    ProgrammeFundFactory(programme_period=made, max_rate=Decimal("60.00"))
    SpecificObjectiveFactory(priority=PriorityFactory(programme_period=made))
    return made


@pytest.fixture
def manager(edition, client):
    person = UserFactory()
    StaffRoleFactory(user=person, programme=edition.programme, role=Role.MANAGER)
    client.force_login(person)
    return person


def test_manager_sets_up_a_scheme(client, manager, edition):
    PublicationFactory(programme_period=edition, code="crossroads")
    answer = client.post(f"{SCHEMES}new/", SCHEME)
    assert (answer.status_code, answer["Location"]) == (302, f"{SCHEMES}crossroads-companies/")
    scheme = Scheme.objects.get()
    assert (scheme.total_budget, scheme.max_grant, scheme.rate) == (
        Decimal("10000000.00"),
        Decimal("250000.00"),
        Decimal("50.00"),
    )
    assert list(scheme.themes.values_list("code", "title")) == [
        ("sustainable-energy", {"nl": "Duurzame energie", "en": "Sustainable energy"}),
        ("health", {"nl": "Gezondheid", "en": "Health"}),
    ]
    assert "Sustainable energy; Health" in client.get(answer["Location"]).content.decode()
    client.post(f"{SCHEMES}new/", SCHEME)
    assert (Scheme.objects.count(), scheme.themes.count()) == (1, 2)


FUND = {
    **SCHEME,
    "kind": "small_project_fund",
    "max_grant": "",
    "target_companies": "",
    "total_cost": "12,500,000",
    "management_cost": "2,500,000",
}


def test_manager_sets_up_a_small_project_fund_with_its_share_of_management(client, manager, edition):
    PublicationFactory(programme_period=edition, code="crossroads")
    answer = client.post(f"{SCHEMES}new/", FUND)
    assert answer.status_code == 302
    scheme = Scheme.objects.get()
    assert (scheme.management_share, scheme.target_companies) == (Decimal("20.00"), None)
    told = "Managing the fund costs €2,500,000.00 of €12,500,000.00 (20%; 20% at most"
    for page in (answer["Location"], "/en/projects/crossroads/", "/en/sub-grants/?operation=crossroads"):
        assert told in " ".join(client.get(page).content.decode().split()), page


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"management_cost": "2,500,000.01"}, "takes at most 20% of its cost, here €2,500,000.00"),
        ({"management_cost": ""}, "Give both"),
        ({"total_cost": ""}, "Give both"),
        ({"kind": "cascade"}, "Only a small project fund"),
        ({"management_cost": "-1"}, "amount"),
    ],
)
def test_management_beyond_a_fifth_is_refused(client, manager, edition, changed, words):
    PublicationFactory(programme_period=edition, code="crossroads")
    answer = client.post(f"{SCHEMES}new/", {**FUND, **changed})
    assert answer.status_code in {400, 409}
    assert words in answer.content.decode()
    assert not Scheme.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"operation": "elsewhere"}, "no public project with this code"),
        ({"operation": "\x00"}, "Null characters"),
        ({"total_budget": "0"}, "Give an amount above zero"),
        ({"total_budget": "9" * 40}, "amount"),
        ({"rate": "101"}, "less than or equal to 100"),
        ({"title_en": ""}, "a title in at least one language"),
        ({"code": "a b"}, "slug"),
        ({"themes_nl": "Gezondheid"}, "same number of themes in each language"),
        ({"themes_nl": "", "themes_en": "x" * 251}, "at most 250 characters"),
        ({"themes_nl": "", "themes_en": "\n".join("abcdefghijklmnopqrstu")}, "at most 20 themes"),
    ],
)
def test_wrong_scheme_is_refused_in_words(client, manager, edition, changed, words):
    PublicationFactory(programme_period=edition, code="crossroads")
    PublicationFactory(code="elsewhere")
    answer = client.post(f"{SCHEMES}new/", {**SCHEME, **changed})
    assert answer.status_code in {400, 409}
    assert words in answer.content.decode()
    assert not Scheme.objects.exists()


def test_sub_call_starts_with_short_form_and_rules_of_the_ceilings(client, manager, edition):
    scheme = SchemeFactory(operation=PublicationFactory(programme_period=edition))
    page = client.get(f"{SCHEMES}{scheme.code}/calls/new/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page).group(1)
    for _time in range(2):
        answer = client.post(f"{SCHEMES}{scheme.code}/calls/new/", {**CALL, "key": key})
        assert answer["Location"] == "/en/secretariat/calls/cross-1/"
    made = SubCall.objects.get()
    call = made.call
    assert (made.scheme, call.kind, call.state) == (scheme, CallKind.CASCADE, CallState.DRAFT)
    assert {rule.kind: rule.parameters for rule in call.rules.all()} == {
        "one_lead": {},
        "max_rate": {"maximum": "50.00"},
        "grant": {"maximum": "250000.00"},
        "duration": {"maximum": 24},
        "same_proposal": {},
        "sme_sides": {"sides": [["BE"], ["NL"]]},
        "no_difficulty": {},
    }
    assert {row.key: row.use for row in call.fields.all()} == dict.fromkeys(
        [
            *("approach", "challenges", "partner.in_difficulty", "partner.sme_balance"),
            *("partner.sme_independent", "partner.sme_staff", "partner.sme_turnover"),
        ],
        "required",
    )
    assert list(call.funds.values_list("rate", "is_fixed")) == [(Decimal("50.00"), False)]


def test_sub_call_asks_for_one_of_the_themes_of_its_scheme(client, manager, edition):
    scheme = SchemeFactory(operation=PublicationFactory(programme_period=edition))
    for code in ("energy", "health"):
        SchemeThemeFactory(scheme=scheme, code=code)
    client.post(f"{SCHEMES}{scheme.code}/calls/new/", CALL)
    call = Call.objects.get()
    assert list(call.themes.values_list("code", flat=True)) == ["energy", "health"]
    assert (call.fields.get(key="call_theme").use, call.fields.get(key="theme").use) == ("required", "hidden")


def test_sub_call_with_more_money_than_its_scheme_is_refused(client, manager, edition):
    scheme = SchemeFactory(
        operation=PublicationFactory(programme_period=edition), total_budget=Decimal("1999999.99")
    )
    answer = client.post(f"{SCHEMES}{scheme.code}/calls/new/", CALL)
    assert answer.status_code == 409
    told = "At most €1,999,999.99: the rest is awarded, or held by other calls of the scheme."
    assert told in answer.content.decode()
    assert not Call.objects.exists()


def test_scheme_of_another_programme_is_not_there(client, manager):
    scheme = SchemeFactory()
    for address in ("", "calls/new/"):
        assert client.get(f"{SCHEMES}{scheme.code}/{address}").status_code == 404
    assert scheme.title["en"] not in client.get(SCHEMES).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_page_of_a_scheme_asks_as_much_for_three_rows_as_for_one(
    client, manager, edition, rows, django_assert_max_num_queries
):
    scheme = SchemeFactory(operation=PublicationFactory(programme_period=edition))
    for _row in range(rows):
        SubGrantFactory(sub_call=SubCallFactory(scheme=scheme))
    with django_assert_max_num_queries(12):
        assert client.get(f"{SCHEMES}{scheme.code}/").status_code == 200


def test_manager_gives_and_takes_a_role_in_one_call(client, manager, edition):
    made = SubCallFactory(scheme=SchemeFactory(operation=PublicationFactory(programme_period=edition)))
    person = UserFactory(email="new@example.org")
    page = f"/en/secretariat/calls/{made.call.code}/people/"
    answer = client.post(page, {"email": "new@example.org", "role": "officer"})
    assert answer["Location"] == page
    held = CallStaff.objects.get()
    assert (held.user, held.call, held.role, held.given_by) == (person, made.call, "officer", manager)
    assert "new@example.org" in client.get(page).content.decode()
    assert client.post(page, {"email": "new@example.org", "role": "committee"}).status_code == 400
    client.post(f"{page}{held.pk}/take/")
    assert not CallStaff.objects.exists()


def test_ordinary_call_has_no_people_of_its_own(client, manager, edition):
    call = CallFactory(programme_period=edition)
    assert client.get(f"/en/secretariat/calls/{call.code}/people/").status_code == 404


def test_person_of_a_sub_call_sees_its_proposals_and_nothing_beside(client, edition):
    made = SubCallFactory(scheme=SchemeFactory(operation=PublicationFactory(programme_period=edition)))
    held = CallStaffFactory(call=made.call, role=Role.MANAGER)
    inside = ProjectFactory(call=made.call, submitted=True, acronym="INSIDE")
    beside = ProjectFactory(call=CallFactory(programme_period=edition), submitted=True, acronym="BESIDE")
    client.force_login(held.user)
    inbox = client.get("/en/secretariat/").content.decode()
    assert "INSIDE" in inbox
    assert "BESIDE" not in inbox
    rankings = client.get("/en/secretariat/ranking/").content.decode()
    assert f"/ranking/{made.call.code}/" in rankings
    assert f"/ranking/{beside.call.code}/" not in rankings
    base = "/en/secretariat"
    closed = [
        f"{base}/{path}"
        for path in (
            *("schemes/", f"schemes/{made.scheme.code}/", "calls/", f"calls/{made.call.code}/"),
            *(f"calls/{made.call.code}/people/", "exports/", "setup/", "staff/", "imports/"),
            *(f"projects/{beside.uid}/", f"ranking/{beside.call.code}/"),
        )
    ]
    assert {address: client.get(address).status_code for address in closed} == dict.fromkeys(closed, 404)
    assert inside.uid != beside.uid
