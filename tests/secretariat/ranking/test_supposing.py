"""What-ifs on the page: in the address, saved, compared, closed to who may not see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments import ranking
from assessments.models import RankedProposal, Scenario
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.assessments import staff_of
from tests.factories.projects import InterestFactory, ProjectFactory
from tests.factories.ranking import proposal, ranked_call

pytestmark = pytest.mark.django_db

BASE = "/en/secretariat/ranking/first-call/"


@pytest.fixture
def call():
    return ranked_call("100.00", code="first-call")


@pytest.fixture(autouse=True)
def officer(call, client):
    user = staff_of(ProjectFactory.build(call=call), Role.OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def three(call):
    return [
        proposal(call, 5, acronym="FIRST", asked="60.00"),
        proposal(call, 4, acronym="SECOND", asked="30.00"),
        proposal(call, 3, acronym="THIRD", asked="50.00"),
    ]


def named(projects):
    return [project.acronym for project in projects]


def test_what_if_shows_who_gets_in_and_touches_nothing(client, call, three):
    before = list(ranking.current(call).proposals.values_list())
    response = client.get(f"{BASE}what-if/?drop={three[0].code}&cut={three[2].code}:10%25")
    column = response.context["column"]
    assert (named(column.gets_in), named(column.falls_out)) == (["THIRD"], ["FIRST"])
    text = response.content.decode()
    assert f"{three[0].code} is left out." in text
    assert f"{three[2].code} gets 10% less." in text
    assert "€45.00" in text
    assert "€25.00" in text
    assert list(ranking.current(call).proposals.values_list()) == before
    assert RankedProposal.objects.count() == 3


def test_what_if_puts_what_was_typed_into_the_address(client, call, three):
    typed = {
        "reckon": "1",
        "drop": three[0].code,
        f"cut-{three[1].code}": "12,5 %".replace(",", "."),
        f"cut-{three[2].code}": "€ 5.50",
        "budget": "200",
        "weight-c1": "2",
        "weight-c2": "3",
    }
    response = client.get(f"{BASE}what-if/", typed)
    assert response.status_code == 302
    assert response.url == (
        f"{BASE}what-if/?budget=200.00&weight=c1%3A2&drop={three[0].code}"
        f"&cut={three[1].code}%3A12.5%25&cut={three[2].code}%3A5.50"
    )


@pytest.mark.parametrize("typed", ["abc", "-5", "101%", "1e9"])
def test_what_if_says_what_it_cannot_read(client, three, typed):
    response = client.get(f"{BASE}what-if/", {"reckon": "1", f"cut-{three[1].code}": typed})
    assert response.status_code == 400
    assert "is neither an amount nor a percentage" in response.content.decode()


def test_what_if_refuses_half_a_move(client, three):
    response = client.get(f"{BASE}what-if/", {"reckon": "1", "source": "-", "amount": "5"})
    assert response.status_code == 400
    assert "say from where, to where and how much" in response.content.decode()


def test_what_if_weighs_anew(client, call, three):
    weak = proposal(call, acronym="WEAK", asked="10.00")
    response = client.get(f"{BASE}what-if/?weight=c2:0")
    assert response.status_code == 200
    ranked = [each.shown for _part, rows in response.context["parts"] for each in rows]
    assert [str(each.row.score) for each in ranked] == ["5.00", "4.00", "3.00", "None"]
    assert ranked[-1].row.project == weak


def test_a_what_if_is_saved_shared_and_deleted(client, call, officer, three):
    saving = f"{BASE}what-if/save/?drop={three[0].code}"
    assert client.post(saving, {"name": "Without the first", "shared": "on"}).status_code == 302
    assert client.post(saving, {"name": "Without the first"}).status_code == 302
    scenario = Scenario.objects.get()
    assert (scenario.changes, scenario.shared, scenario.owner) == ([["drop", three[0].code]], False, officer)
    colleague = staff_of(three[0], Role.MANAGER)
    client.force_login(colleague)
    assert list(client.get(f"{BASE}compare/").context["scenarios"]) == []
    assert client.post(f"{BASE}what-if/{scenario.pk}/delete/").status_code == 404
    Scenario.objects.update(shared=True)
    assert list(client.get(f"{BASE}compare/").context["scenarios"]) == [scenario]
    client.force_login(officer)
    client.post(f"{BASE}what-if/{scenario.pk}/delete/")
    assert not Scenario.objects.exists()


@pytest.mark.parametrize(("query", "name"), [("", "Nothing"), ("drop=X", " "), ("drop=X", "x" * 100)])
def test_a_what_if_without_name_or_change_is_not_saved(client, call, query, name):
    assert client.post(f"{BASE}what-if/save/?{query}", {"name": name}).status_code == 302
    assert not Scenario.objects.exists()


def test_two_what_ifs_stand_beside_the_ranking_as_it_is(client, call, officer, three):
    one = Scenario.objects.create(call=call, owner=officer, name="One", changes=[["drop", three[0].code]])
    two = Scenario.objects.create(call=call, owner=officer, name="Two", changes=[["budget", "140.00"]])
    response = client.get(f"{BASE}compare/?with={one.pk}&with={two.pk}&with=x")
    columns = response.context["columns"]
    assert [(column.name, str(column.left)) for column in columns] == [
        ("As it is", "10.00"),
        ("One", "20.00"),
        ("Two", "0.00"),
    ]
    assert [named(column.gets_in) for column in columns] == [[], ["THIRD"], ["THIRD"]]
    assert [named(column.falls_out) for column in columns] == [[], ["FIRST"], []]


@pytest.mark.parametrize("changes", [None, {}, [[1]], [["drop"]], "x", [["cut", "P:x"]]])
def test_broken_changes_change_nothing(client, call, officer, changes):
    kept = Scenario.objects.create(call=call, owner=officer, name="Broken", changes=changes or [])
    assert client.get(f"{BASE}compare/?with={kept.pk}").status_code == 200


def test_a_what_if_tells_nothing_of_what_is_closed_to_the_reader(client, call, officer, three):
    InterestFactory(project=three[1], person=officer, has_conflict=True, note="Kin.")
    shared = Scenario.objects.create(
        call=call,
        owner=UserFactory(),
        name="Shared",
        shared=True,
        changes=[["drop", three[0].code], ["cut", f"{three[1].code}:10%"]],
    )
    for address in (
        f"{BASE}what-if/?drop={three[0].code}&cut={three[1].code}:10%25",
        f"{BASE}compare/?with={shared.pk}",
    ):
        text = client.get(address).content.decode()
        page = text[text.index('id="main"') :]
        assert "SECOND" not in page
        assert "30.00" not in page
        assert "left out of this ranking" in page
    changes = client.get(f"{BASE}what-if/?cut={three[1].code}:10%25").context["changes"]
    assert changes == []


def test_what_if_asks_as_much_for_three_as_for_one(client, call, three):
    with CaptureQueriesContext(connection) as some:
        client.get(f"{BASE}what-if/?drop=X")
    for value in (2, 1):
        proposal(call, value)
    ranking.current(call)
    with CaptureQueriesContext(connection) as more:
        client.get(f"{BASE}what-if/?drop=X")
    assert len(some) >= len(more)
    assert len(more) <= 16
