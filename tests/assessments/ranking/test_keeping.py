"""The stored ranking: what every change of its grounds does to it, and nothing else."""

import re
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.utils import timezone

from assessments import ranking
from assessments.models import RankedProposal, Ranking, RankingChange, Score
from assessments.ranking.facts import STANDINGS
from assessments.results import settle
from assessments.states import Group, Outcome, Place
from projects.models import Project
from projects.states import DRAFTS, State
from secretariat.filters.ranking import RankingFilter
from secretariat.pages.ranking import parts_of
from secretariat.pages.ranking_rows import body
from tests.factories.assessments import DecisionFactory
from tests.factories.calls import CallObjectiveBudgetFactory
from tests.factories.projects import ProjectFactory, StateChangeFactory, VersionFactory
from tests.factories.ranking import assess, proposal, ranked_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return ranked_call()


def rows(call):
    return {row.project_id: row for row in ranking.current(call).proposals.all()}


def test_order_gives_the_best_first_and_leaves_out_what_is_not_eligible_yet(call):
    low, high, unscored = proposal(call, 2), proposal(call, 5), proposal(call)
    proposal(call, 5, state=State.SUBMITTED)
    proposal(call, 5, state=State.WITHDRAWN)
    ProjectFactory(call=call)
    assert ranking.order(call) == [high.pk, low.pk, unscored.pk]


def test_current_stores_scores_ranks_and_money(call):
    project = proposal(call, 4, 3, asked="60.50")
    row = rows(call)[project.pk]
    assert (row.score, row.percentage, row.assessments, row.spread) == (
        Decimal("14.00"),
        Decimal("70.00"),
        2,
        Decimal("4.00"),
    )
    assert (row.rank, row.place, row.asked, row.cumulated) == (
        1,
        Place.IN,
        Decimal("60.50"),
        Decimal("60.50"),
    )


def test_current_counts_only_whole_finished_assessments(call):
    project = proposal(call, 4)
    version = project.versions.get()
    unfinished = assess(version, 1)
    unfinished.finished_at = None
    unfinished.save()
    settle([project])
    row = rows(call)[project.pk]
    assert (row.score, row.assessments) == (Decimal("16.00"), 1)


def test_current_asks_once_when_nothing_changed(call, django_assert_num_queries):
    proposal(call, 4)
    ranking.current(call)
    with django_assert_num_queries(1):
        ranking.current(call)


def test_current_follows_every_change(call):
    first, second = proposal(call, 4), proposal(call, 3)
    assert ranking.order(call) == [first.pk, second.pk]
    assess(second.versions.get(), 5)
    assess(second.versions.get(), 5)
    assert ranking.order(call) == [second.pk, first.pk]
    Score.objects.filter(assessment__project=first).update(value=5)
    settle([first])
    assert ranking.order(call) == [first.pk, second.pk]
    Project.objects.filter(pk=first.pk).update(state=State.WITHDRAWN)
    assert ranking.order(call) == [second.pk]
    Project.objects.filter(pk=second.pk).update(eu_asked=Decimal("99.00"))
    assert rows(call)[second.pk].asked == Decimal("99.00")
    call.criteria.filter(key="c2").update(weight=1)
    settle([second])
    assert Ranking.objects.get(call=call).most == Decimal("20.00")
    assert rows(call)[second.pk].score == Decimal("8.67")
    assert Ranking.objects.get(call=call).most == Decimal("10.00")
    call.budget = Decimal(98)
    call.save()
    assert rows(call)[second.pk].place == Place.OUT


def test_current_follows_the_money_of_an_objective(call):
    objective = call.objectives.get()
    project = proposal(call, 4, objective=objective)
    assert rows(call)[project.pk].place == Place.IN
    CallObjectiveBudgetFactory(call=call, objective=objective, amount=Decimal("39.99"))
    assert rows(call)[project.pk].place == Place.OUT


def test_current_leaves_other_rows_alone(call):
    first, second = proposal(call, 4), proposal(call, 3)
    before = rows(call)
    assess(second.versions.get(), 2)
    after = rows(call)
    assert after[first.pk].pk == before[first.pk].pk
    assert after[second.pk].pk != before[second.pk].pk
    assert RankedProposal.objects.count() == 2
    assert not RankingChange.objects.filter(call_number=call.pk).exists()


def test_current_ranks_the_steps_of_a_call_apart(call):
    call.step1_closes_at = call.closes_at - timezone.timedelta(days=1)
    call.save()
    early = ProjectFactory(call=call, submitted=True, state=State.STEP1_ELIGIBLE)
    VersionFactory(project=early, step=1, data={})
    late = ProjectFactory(call=call, submitted=True, state=State.ELIGIBLE)
    VersionFactory(project=late, step=1, data={})
    VersionFactory(project=late, step=2, number=2, data={})
    assert set(ranking.order(call, step=1)) == {early.pk, late.pk}
    assert ranking.order(call) == [late.pk]


def test_standings_know_every_state_that_may_rank():
    apart = {State.INELIGIBLE, State.WITHDRAWN, State.RETURNED, *DRAFTS}
    step1 = {state for state in State if state.startswith("step1")}
    assert set(STANDINGS[2]) == set(State) - apart - step1
    out = {State.STEP1_DRAFT, State.STEP1_INELIGIBLE, State.STEP1_RETURNED, State.WITHDRAWN}
    assert out == set(State) - set(STANDINGS[1])


def test_a_returned_proposal_stands_where_it_was_returned_from(call):
    project = proposal(call, 4, state=State.RETURNED, returned_from=State.SUBMITTED)
    assert rows(call)[project.pk].group == Group.WAITING


def test_a_funded_proposal_counts_with_the_money_of_its_approved_version(call):
    project = proposal(call, 4, asked="70.00", state=State.IN_MODIFICATION)
    approved = VersionFactory(project=project, number=2, data={"totals": {"eu_funding": "55.00"}})
    StateChangeFactory(project=project, target=State.APPROVED, version=approved)
    assert rows(call)[project.pk].asked == Decimal("55.00")
    assert rows(call)[project.pk].place == Place.GRANTED


def test_a_threshold_that_is_missed_puts_a_proposal_apart(call):
    call.threshold = Decimal(70)
    call.save()
    low, high = proposal(call, 3), proposal(call, 4)
    assert [(pk, row.group) for pk, row in rows(call).items()] == [
        (high.pk, Group.RANKED),
        (low.pk, Group.BELOW),
    ]


def test_a_grant_that_was_cut_counts_instead_of_what_was_asked(call):
    project = proposal(call, 4, asked="70.00", state=State.APPROVED)
    version = project.versions.get()
    StateChangeFactory(project=project, target=State.APPROVED, version=version)
    assert rows(call)[project.pk].asked == Decimal("70.00")
    cut = DecisionFactory(project=project, version=version, granted=Decimal("40.25"))
    row = rows(call)[project.pk]
    assert (row.asked, row.cumulated, row.place) == (Decimal("40.25"), Decimal("40.25"), Place.GRANTED)
    assert ranking.current(call).purses[-1]["granted"] == "40.25"
    cut.granted = Decimal("30.00")
    cut.save()
    assert rows(call)[project.pk].asked == Decimal("30.00")
    cut.reverted_at = timezone.now()
    cut.save()
    assert rows(call)[project.pk].asked == Decimal("70.00")


def test_an_approval_after_conditions_keeps_the_cut_of_the_first_decision(call):
    project = proposal(call, 4, asked="70.00", state=State.APPROVED)
    version = project.versions.get()
    with_terms = {"outcome": Outcome.APPROVED_WITH_CONDITIONS, "granted": Decimal("40.00")}
    DecisionFactory(project=project, version=version, **with_terms)
    DecisionFactory(project=project, version=version, outcome=Outcome.APPROVED)
    assert rows(call)[project.pk].asked == Decimal("40.00")


def test_the_reserve_list_stands_in_the_order_that_was_decided(call):
    best, next_best, unranked = (proposal(call, score, state=State.RESERVE) for score in (5, 4, 3))
    assert rows(call)[best.pk].reserve_rank is None
    for project, rank in ((best, 2), (next_best, 1), (unranked, None)):
        version, outcome = project.versions.get(), Outcome.RESERVE
        DecisionFactory(project=project, version=version, outcome=outcome, reserve_rank=rank)
    stored = rows(call)
    assert [stored[project.pk].reserve_rank for project in (best, next_best, unranked)] == [2, 1, None]
    narrowed = RankingFilter(QueryDict("part=reserve&sort=position"), call)
    wanted = [next_best.pk, best.pk, unranked.pk]
    listed = ranking.current(call).proposals.all()
    assert [row.project_id for row in narrowed.narrow(listed)] == wanted
    loaded = list(listed.select_related("project"))
    assert [row.project_id for row in narrowed.pick(loaded)] == wanted
    shown = body(parts_of(narrowed.narrow(listed), narrowed, []), code=call.code, step=2, may_order=False)
    assert [int(rank) for rank in re.findall(r"Rank on the reserve list: (\d+)", shown)] == [1, 2]
