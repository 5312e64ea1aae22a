"""The ranking on the page: order, line, filters in the address, and what is closed to a person."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.states import Role
from projects.states import State
from tests.factories.assessments import staff_of
from tests.factories.calls import CallFactory, CallObjectiveBudgetFactory
from tests.factories.programmes import SpecificObjectiveFactory
from tests.factories.projects import InterestFactory, ProjectFactory
from tests.factories.ranking import proposal, ranked_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return ranked_call("100.00", code="first-call")


@pytest.fixture(autouse=True)
def officer(call, client):
    user = staff_of(ProjectFactory.build(call=call), Role.OFFICER)
    client.force_login(user)
    return user


def page(client, query="", code="first-call"):
    return client.get(f"/en/secretariat/ranking/{code}/?{query}")


def listed(response):
    return [each.row.project.acronym for part in response.context["parts"] for each in part.rows]


def words(response):
    return [line.words for line in response.context["lines"]]


def test_ranking_lists_the_best_first_and_draws_the_line_in_table_and_words(client, call):
    second, first, third = (
        proposal(call, 4, acronym="SECOND", asked="30.00"),
        proposal(call, 5, acronym="FIRST", asked="60.50"),
        proposal(call, 3, acronym="THIRD", asked="20.00"),
    )
    response = page(client)
    assert listed(response) == ["FIRST", "SECOND", "THIRD"]
    told = (
        f"The money ends after {second.code}: €9.50 is left, and {third.code}, the next in rank, "
        "asks for €20.00."
    )
    assert words(response) == [told]
    text = response.content.decode()
    assert text.count('id="the-line"') == 1
    assert (
        text.index(second.code + "</span>") < text.index('id="the-line"') < text.index(third.code + "</span>")
    )
    assert f"{first.code}" in text
    assert "€90.50" in text


def test_ranking_says_when_the_money_suffices_and_when_it_reaches_nobody(client, call):
    one = proposal(call, 4, asked="30.00")
    assert words(page(client)) == [
        "The money reaches the one proposal that waits for a decision. €70.00 is left."
    ]
    call.budget = Decimal(10)
    call.save()
    assert words(page(client)) == [
        f"The money reaches nobody who waits: €10.00 is left, and {one.code}, the first, asks for €30.00."
    ]


def test_ranking_shows_a_tie_as_a_tie(client, call):
    for acronym in ("ONE", "TWO", "THREE"):
        proposal(call, 4, acronym=acronym, asked="40.00")
    proposal(call, 3, acronym="FOUR")
    response = page(client)
    ranks = [each.rank for part in response.context["parts"] for each in part.rows]
    assert ranks == ["1=", "1=", "1=", "4"]
    told = (
        "The money ends within a tie of 3 proposals with the same score: €100.00 is left, too little for all"
    )
    assert words(response) == [f"{told} of them. The committee decides the order within the tie."]


def test_ranking_of_an_objective_draws_the_line_of_its_own_money(client, call):
    own = call.objectives.get()
    other = SpecificObjectiveFactory(priority=own.priority)
    call.objectives.add(other)
    CallObjectiveBudgetFactory(call=call, objective=own, amount=Decimal("50.00"))
    proposal(call, 5, acronym="OTHER", objective=other)
    proposal(call, 4, acronym="FIRST", objective=own)
    proposal(call, 3, acronym="SECOND", objective=own)
    response = page(client, f"objective={own.priority.number}-{own.code}")
    assert listed(response) == ["FIRST", "SECOND"]
    assert [each.rank for part in response.context["parts"] for each in part.rows] == ["1", "2"]
    assert response.content.decode().count('id="the-line"') == 1
    assert page(client).content.decode().count('id="the-line"') == 0
    assert len(words(page(client))) == 2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("part=in", ["A"]),
        ("part=out", ["B"]),
        ("part=below&q=zzz", []),
        ("part=reserve", ["C"]),
        ("part=waiting", ["D"]),
        ("part=unscored", ["E"]),
        ("part=undecided", ["A", "B", "E", "D"]),
        ("q=b", ["B"]),
        ("sort=acronym", ["A", "B", "C", "D", "E"]),
        ("sort=-asked", ["B", "A", "C", "E", "D"]),
        ("part=nonsense", ["A", "B", "C", "E", "D"]),
        ("sort=nonsense&page=x", ["A", "B", "C", "E", "D"]),
        ("objective=nonsense", ["A", "B", "C", "E", "D"]),
        ("q=%ED%A0%80", []),
    ],
)
@pytest.mark.parametrize("closed", [False, True])
def test_ranking_is_narrowed_by_the_address(client, call, officer, query, found, closed):
    proposal(call, 5, acronym="A", asked="50.00")
    proposal(call, 4, acronym="B", asked="60.00")
    proposal(call, 3, acronym="C", state=State.RESERVE)
    proposal(call, 5, acronym="D", state=State.SUBMITTED)
    proposal(call, acronym="E")
    if closed:
        hidden = proposal(call, 5, acronym="HIDDEN", asked="1.00")
        InterestFactory(project=hidden, person=officer, has_conflict=True, note="Kin.")
    assert listed(page(client, query)) == found


def test_ranking_hides_what_is_closed_to_a_person_and_whatever_would_tell_of_it(client, call, officer):
    proposal(call, 5, acronym="FIRST", asked="50.00")
    hidden = proposal(call, 4, acronym="HIDDEN", asked="33.33")
    proposal(call, 3, acronym="LAST", asked="40.00")
    InterestFactory(project=hidden, person=officer, has_conflict=True, note="Kin.")
    response = page(client)
    text = response.content.decode()
    assert listed(response) == ["FIRST", "LAST"]
    assert [(each.rank, each.cumulated) for part in response.context["parts"] for each in part.rows] == [
        ("1", Decimal("50.00")),
        ("2", Decimal("90.00")),
    ]
    assert "left out of this ranking" in text
    for tell in ("HIDDEN", hidden.code, "33.33", "16.67", "€83", "123.33"):
        assert tell not in text
    assert words(response) == ["The money reaches all 2 proposals that wait for a decision. €10.00 is left."]


def test_ranking_of_a_call_elsewhere_is_not_found(client):
    other = CallFactory()
    assert page(client, code=other.code).status_code == 404


def test_ranking_asks_as_much_for_three_as_for_one_and_little(client, call, django_assert_max_num_queries):
    proposal(call, 5)
    page(client)
    with CaptureQueriesContext(
        connection,
    ) as one:
        page(client, "q=test")
    for value in (4, 3):
        proposal(call, value)
    page(client)
    with CaptureQueriesContext(connection) as three:
        page(client, "q=test")
    assert len(one) == len(three) <= 10


def test_rankings_lists_the_calls_of_my_programmes(client, call):
    CallFactory()
    response = client.get("/en/secretariat/ranking/")
    assert [each.code for each in response.context["page"].object_list] == ["first-call"]


def test_rankings_without_calls_says_so(client, call):
    call.state = "draft"
    call.save()
    assert "There is nothing to rank yet" in client.get("/en/secretariat/ranking/").content.decode()


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("-position", ["D", "C", "B", "A"]),
        ("-acronym", ["D", "C", "B", "A"]),
        ("score", ["C", "A", "B", "D"]),
        ("-score", ["A", "B", "C", "D"]),
        ("spread", ["B", "A", "C", "D"]),
        ("-assessments", ["B", "A", "C", "D"]),
        ("place", ["C", "A", "B", "D"]),
        ("-place", ["A", "B", "C", "D"]),
        ("-state", ["C", "A", "B", "D"]),
    ],
)
@pytest.mark.parametrize("closed", [False, True])
def test_each_column_sorts_and_ties_stay_ties(client, call, officer, sort, found, closed):
    proposal(call, 4, acronym="A", asked="60.00")
    proposal(call, 5, 3, acronym="B", asked="60.00")
    proposal(call, 3, acronym="C", state=State.APPROVED, asked="30.00")
    proposal(call, acronym="D")
    if closed:
        hidden = proposal(call, 5, acronym="HIDDEN", asked="1.00")
        InterestFactory(project=hidden, person=officer, has_conflict=True, note="Kin.")
    response = page(client, f"sort={sort}")
    assert listed(response) == found
    ranks = {each.row.project.acronym: each.rank for part in response.context["parts"] for each in part.rows}
    assert ranks == {"A": "1=", "B": "1=", "C": "3", "D": ""}


def test_line_is_drawn_in_the_order_of_ranks_and_another_order_says_so(client, call):
    proposal(call, 5, asked="90.00")
    proposal(call, 4, asked="50.00")
    told = "the line where the money ends is drawn only in the order of ranks"
    by_rank, by_asked = (page(client, query).content.decode() for query in ("q=", "sort=-asked"))
    assert (by_rank.count('id="the-line"'), told in by_rank) == (1, False)
    assert (by_asked.count('id="the-line"'), told in by_asked) == (0, True)
    assert 'aria-sort="descending"' in by_asked
    assert 'href="?sort=asked"' in by_asked


def test_money_by_priority_adds_up_asked_proposed_and_available(client, call, officer):
    own = call.objectives.get()
    other = SpecificObjectiveFactory(priority__programme_period=own.priority.programme_period)
    call.objectives.add(other)
    CallObjectiveBudgetFactory(call=call, objective=own, amount=Decimal("70.00"))
    proposal(call, 5, objective=own, asked="60.00")
    proposal(call, 4, objective=own, asked="20.00")
    proposal(call, 3, objective=other, asked="25.50")
    hidden = proposal(call, 5, objective=other, asked="4.00")

    def money():
        found = page(client).context["money"]
        return [
            (row.priority and row.priority.pk, row.number, row.asked, row.proposed, row.available)
            for row in (*found.rows, found.whole)
        ]

    first, second = own.priority.pk, other.priority.pk
    ours = (first, 2, Decimal("80.00"), Decimal("60.00"), Decimal("70.00"))
    assert money() == [
        ours,
        (second, 2, Decimal("29.50"), Decimal("29.50"), None),
        (None, 4, Decimal("109.50"), Decimal("89.50"), Decimal("100.00")),
    ]
    InterestFactory(project=hidden, person=officer, has_conflict=True, note="Kin.")
    assert money() == [
        ours,
        (second, 1, Decimal("25.50"), Decimal("25.50"), None),
        (None, 3, Decimal("105.50"), Decimal("85.50"), Decimal("100.00")),
    ]
    assert "€30.00 is set aside for none of them" in page(client).content.decode()
