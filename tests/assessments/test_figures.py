"""Figures: exact counts and sums of what the person may read, as at a day, in few statements."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.figures import Count, Scope, collect
from assessments.models import Condition
from calls.models import Call
from programmes.states import Role
from projects.models import IndicatorFigure, PartnerFigure
from projects.states import State
from tests.factories.assessments import DecisionFactory, staff_of
from tests.factories.programmes import ProgrammeIndicatorFactory, SpecificObjectiveFactory
from tests.factories.projects import InterestFactory, ProjectFactory, StateChangeFactory
from tests.factories.ranking import proposal, ranked_call

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 10, 12, tzinfo=UTC)


@pytest.fixture
def call():
    return ranked_call("100.00", code="first-call")


@pytest.fixture
def officer(call):
    return staff_of(ProjectFactory.build(call=call), Role.OFFICER)


def figures(user, call, **more):
    return collect(user, Scope(Call.objects.filter(pk=call.pk), **more))


def test_collect_counts_states_and_sums_money(call, officer):
    proposal(call, asked="10.50", state=State.SUBMITTED, first_submitted_at=MAY)
    proposal(call, asked="20.00", state=State.ELIGIBLE, first_submitted_at=MAY)
    proposal(call, asked="30.00", state=State.APPROVED, first_submitted_at=MAY)
    proposal(call, asked="40.00", state=State.NOT_APPROVED, first_submitted_at=MAY + timedelta(days=30))
    proposal(call, asked="50.00", state=State.INELIGIBLE, first_submitted_at=MAY)
    ProjectFactory(call=call)
    found = figures(officer, call)
    assert found.total == Count("", 5, 3, 3, 1, Decimal("150.50"), Decimal("30.00"))
    assert found.total.success == Decimal("33.33")
    assert [(count.name, count.submitted) for count in found.by_month] == [("2026-05", 4), ("2026-06", 1)]
    assert found.drafts == 1


def test_collect_counts_a_cut_grant_as_granted(call, officer):
    project = proposal(call, asked="30.00", state=State.APPROVED)
    DecisionFactory(project=project, version=project.versions.get(), granted=Decimal("24.00"))
    PartnerFigure.objects.create(project=project, is_lead=True, country="BE", eu_asked=Decimal("20.00"))
    PartnerFigure.objects.create(project=project, is_lead=False, country="FR", eu_asked=Decimal("10.00"))
    found = figures(officer, call)
    assert found.total.granted_money == Decimal("24.00")
    assert [(count.name, count.asked, count.granted_money) for count in found.by_country] == [
        ("BE", Decimal("20.00"), Decimal("16.00")),
        ("FR", Decimal("10.00"), Decimal("8.00")),
    ]


def test_collect_groups_by_objective_and_partner(call, officer):
    own = call.objectives.get()
    project = proposal(call, asked="10.00", objective=own)
    proposal(call, asked="5.00", objective=SpecificObjectiveFactory(priority=own.priority))
    for kind in ("sme", "sme", "egtc"):
        PartnerFigure.objects.create(
            project=project, is_lead=False, country="BE", type=kind, region="BE211", eu_asked=Decimal("1.00")
        )
    found = figures(officer, call)
    assert {count.name: count.asked for count in found.by_objective}[str(own.pk)] == Decimal("10.00")
    assert [(count.name, count.submitted) for count in found.by_type] == [("sme", 2), ("egtc", 1)]
    assert [(count.submitted, count.name[:5]) for count in found.by_region] == [(3, "BE211")]
    assert [count.submitted for count in figures(officer, call, objective=own.pk).by_objective] == [1]


def test_collect_tells_how_it_was_at_the_end_of_a_day(call, officer):
    project = proposal(call, asked="10.00", state=State.APPROVED, first_submitted_at=MAY)
    changes = [
        ("submit", State.SUBMITTED, MAY),
        ("declare_eligible", State.ELIGIBLE, MAY + timedelta(days=5)),
        ("approve", State.APPROVED, MAY + timedelta(days=20)),
    ]
    for step, target, at in changes:
        StateChangeFactory(project=project, step=step, target=target, at=at, decided_on=at.date())
    seen = [
        (found.submitted, found.eligible, found.granted)
        for until in (date(2026, 5, 9), date(2026, 5, 10), date(2026, 5, 15), date(2026, 5, 30))
        for found in [figures(officer, call, until=until).total]
    ]
    assert seen == [(0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 1)]
    times = {one.phase: one for one in figures(officer, call).times}
    assert (times["eligibility"].mean, times["decision"].median, times["whole"].longest) == (
        Decimal("5.0"),
        Decimal("15.0"),
        20,
    )


def test_collect_holds_aims_against_the_programmes_targets(call, officer):
    indicator = ProgrammeIndicatorFactory(objective=call.objectives.get(), target=Decimal("20.00"))
    for state, aim in ((State.SUBMITTED, "3.00"), (State.APPROVED, "5.00")):
        IndicatorFigure.objects.create(
            project=proposal(call, state=state), indicator=indicator, target=Decimal(aim)
        )
    (found,) = figures(officer, call).indicators
    assert (found.name, found.unit) == ({"en": f"Indicator {indicator.identifier}"}, {"en": "projects"})
    assert (found.asked, found.granted, found.target, found.covered) == (
        Decimal("8.00"),
        Decimal("5.00"),
        Decimal("20.00"),
        Decimal("25.00"),
    )


def test_collect_counts_open_and_late_conditions(call, officer):
    project = proposal(call, state=State.APPROVED_WITH_CONDITIONS)
    decision = DecisionFactory(project=project, version=project.versions.get())
    yesterday = timezone.localdate() - timedelta(days=1)
    for due in (None, yesterday):
        Condition.objects.create(decision=decision, text="Show it.", due=due)
    found = figures(officer, call)
    assert (found.open_conditions, found.overdue_conditions) == (2, 1)


def test_collect_leaves_out_what_is_closed_and_says_so(call, officer):
    proposal(call, asked="10.00")
    hidden = proposal(call, asked="33.33", state=State.APPROVED)
    PartnerFigure.objects.create(project=hidden, is_lead=True, country="BE", eu_asked=Decimal("33.33"))
    indicator = ProgrammeIndicatorFactory(objective=call.objectives.get(), target=Decimal("20.00"))
    IndicatorFigure.objects.create(project=hidden, indicator=indicator, target=Decimal(7))
    decision = DecisionFactory(project=hidden, version=hidden.versions.get())
    Condition.objects.create(decision=decision, text="Show it.")
    InterestFactory(project=hidden, person=officer, has_conflict=True, note="Kin.")
    found = figures(officer, call)
    assert found.is_partial
    assert found.total == Count("", 1, 1, 0, 0, Decimal("10.00"), Decimal(0))
    assert (list(found.by_country), found.open_conditions) == ([], 0)
    assert [one.asked for one in found.indicators] == [Decimal(0)]


def test_collect_counts_nothing_of_other_programmes_and_no_rehearsals(call, officer):
    proposal(ranked_call())
    ProjectFactory(
        call=call,
        state=State.SUBMITTED,
        is_rehearsal=True,
        code="TEST-1",
        first_submitted_at=timezone.now(),
    )
    assert figures(officer, call).total == Count("")


def test_collect_asks_five_times_however_many_there_are(call, officer):
    proposal(call)
    figures(officer, call)
    with CaptureQueriesContext(connection) as one:
        figures(officer, call)
    for _number in range(2):
        proposal(call)
    with CaptureQueriesContext(connection) as three:
        figures(officer, call)
    assert len(one) == len(three) == 5
