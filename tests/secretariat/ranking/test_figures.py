"""The page of figures: narrowed by the address, each table to take along, nothing of others."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.states import Role
from projects.models import IndicatorFigure
from projects.states import State
from tests.factories.accounts import UserFactory
from tests.factories.assessments import staff_of
from tests.factories.programmes import ProgrammeIndicatorFactory, SpecificObjectiveFactory, StaffRoleFactory
from tests.factories.projects import ProjectFactory
from tests.factories.ranking import proposal, ranked_call

pytestmark = pytest.mark.django_db

PAGE = "/en/secretariat/figures/"


@pytest.fixture
def call():
    return ranked_call("100.00", code="first-call")


@pytest.fixture(autouse=True)
def officer(call, client):
    user = staff_of(ProjectFactory.build(call=call), Role.OFFICER)
    client.force_login(user)
    return user


def test_figures_show_charts_with_tables_and_amounts(client, call):
    proposal(call, asked="1234.00", state=State.APPROVED, objective=call.objectives.get())
    response = client.get(PAGE)
    assert [section.key for section in response.context["sections"]] == [
        "priority",
        "objective",
        "call",
        "month",
    ]
    text = response.content.decode()
    assert text.count("<svg") >= 3
    assert "€1,234" in text
    assert text.count("<h1") == 1


def test_figures_add_up_the_objectives_of_a_priority(client, call):
    first = call.objectives.get()
    second = SpecificObjectiveFactory(priority=first.priority, code="other")
    other = SpecificObjectiveFactory(priority__programme_period=call.programme_period)
    other.priority.refresh_from_db()
    for objective, asked, state in (
        (first, "100.00", State.APPROVED),
        (second, "20.00", State.ELIGIBLE),
        (other, "3.00", State.ELIGIBLE),
        (None, "4.00", State.ELIGIBLE),
    ):
        proposal(call, asked=asked, state=state, objective=objective)
    sections = client.get(PAGE).context["sections"]
    rows = {row[0]: (row[1], *row[-2:]) for row in sections[0].table.rows}
    assert rows == {
        str(first.priority): (2, Decimal("120.00"), Decimal("100.00")),
        str(other.priority): (1, Decimal("3.00"), Decimal("0.00")),
        "not known": (1, Decimal("4.00"), Decimal("0.00")),
    }


@pytest.mark.parametrize(
    "query",
    [
        "call=nonsense",
        "until=2026-99-99",
        "objective=9-X",
        "edition=zzz",
        "until=0001-01-01",
        "call=%ED%A0%80",
    ],
)
def test_figures_bear_wrong_filters(client, call, query):
    proposal(call)
    assert client.get(f"{PAGE}?{query}").status_code == 200


def test_figures_hold_indicators_against_targets(client, call):
    indicator = ProgrammeIndicatorFactory(objective=call.objectives.get(), target=Decimal("20.00"))
    project = proposal(call, state=State.APPROVED)
    IndicatorFigure.objects.create(project=project, indicator=indicator, target=Decimal("5.00"))
    row = next(s for s in client.get(PAGE).context["sections"] if s.key == "indicators").shown[0]
    name = f"{indicator.identifier} Indicator {indicator.identifier}"
    assert row == [name, "projects", "5.00", "5.00", "20.00", "25%"]


def test_figures_of_a_call_leave_others_out(client, call):
    other = ranked_call(programme_period=call.programme_period)
    proposal(call, asked="10.00")
    proposal(other, asked="20.00")
    assert client.get(PAGE).context["figures"].total.asked == Decimal("30.00")
    assert client.get(f"{PAGE}?call={other.code}").context["figures"].total.asked == Decimal("20.00")


def test_figures_are_taken_along_as_a_table(client, call):
    proposal(call, asked="10.50", state=State.APPROVED)
    text = client.get(f"{PAGE}call/csv/").content.decode("utf-8-sig")
    head, row = text.splitlines()
    assert head.startswith("By call,Proposals,Eligible")
    assert row.endswith("1,1,1,1,100.00,10.50,10.50")
    assert client.get(f"{PAGE}nothing/csv/").status_code == 404
    assert client.get(f"{PAGE}call/exe/").status_code == 404


def test_figures_without_calls_say_so(client):
    nobody = UserFactory()
    StaffRoleFactory(user=nobody, role=Role.AUDITOR)
    client.force_login(nobody)
    assert "There is nothing to count yet" in client.get(PAGE).content.decode()


def test_figures_ask_at_most_ten_times(client, call):
    proposal(call)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as asked:
        client.get(PAGE)
    assert len(asked) <= 10
