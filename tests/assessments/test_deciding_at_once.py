"""Two hundred tries to decide at once: one wins, all others are told, one letter is drafted."""

from datetime import date

import pytest

from accounts.trail import verify_chain
from assessments import decisions
from assessments.committee import prepared
from assessments.models import Decision, Session
from assessments.states import Outcome, Position
from correspondence.models import Message
from programmes.states import Role
from projects.lifecycle import Seen
from projects.models import Project, StateChange
from projects.states import State
from tests.at_once import THREADS, TRIES, at_once
from tests.factories.assessments import eligible_project, staff_of
from tests.factories.committee import committee, item_of, opened, voted

DAY = date(2026, 1, 15)


@pytest.mark.django_db(transaction=True)
def test_two_hundred_tries_give_one_decision_and_one_letter():
    project = eligible_project()
    people = [staff_of(project, Role.MANAGER), staff_of(project, Role.COMMITTEE)]
    seen, ways = Seen.of(project), (Outcome.APPROVED, Outcome.NOT_APPROVED, Outcome.RESERVE)

    def act(number: int) -> None:
        decisions.decide(
            Project.objects.get(pk=project.pk),
            by=people[number % 2],
            outcome=ways[number % 3],
            seen=seen,
            decided_on=DAY,
            reason="So it was decided.",
        )

    won, told = at_once(act)
    decision = Decision.objects.get()
    assert (won, len(told)) == (1, THREADS * TRIES - 1)
    assert all("out of date" in words and "by Person" in words for words in told)
    assert (
        Project.objects.get().state
        == {
            Outcome.APPROVED: State.APPROVED,
            Outcome.NOT_APPROVED: State.NOT_APPROVED,
            Outcome.RESERVE: State.RESERVE,
        }[Outcome(decision.outcome)]
    )
    assert Message.objects.filter(kind="decision").count() == 1
    assert StateChange.objects.filter(step__in=decisions.STEP_OF.values()).count() == 1
    assert verify_chain(project.chain) == []


@pytest.mark.django_db(transaction=True)
def test_two_hundred_postponements_from_one_page_give_one():
    project = eligible_project()
    manager = staff_of(project, Role.MANAGER)
    seen = Seen.of(project)
    newest = StateChange.objects.of(project)[0].pk

    def act(number: int) -> None:
        decisions.decide(
            Project.objects.get(pk=project.pk),
            by=manager,
            outcome=Outcome.POSTPONED,
            seen=seen,
            seen_change=newest,
            decided_on=DAY,
            reason="A map is missing.",
        )

    won, told = at_once(act)
    assert (won, Decision.objects.count(), Message.objects.filter(kind="decision").count()) == (1, 1, 1)
    assert all("Postpone the decision" in words for words in told)
    assert Project.objects.get().state == State.ELIGIBLE


@pytest.mark.django_db(transaction=True)
def test_two_hundred_confirmations_of_a_session_give_one_decision_and_one_letter():
    project = eligible_project()
    officer = staff_of(project, Role.OFFICER)
    people = [staff_of(project, Role.MANAGER), staff_of(project, Role.MANAGER)]
    committee(project.call.programme_period.programme)
    session = opened(project, officer)
    item = voted(item_of(session), officer, *[Position.FOR] * 3)
    prepared.prepare(item, prepared.Draft(Outcome.APPROVED), by=officer, seen_revision=0)

    def act(number: int) -> None:
        prepared.confirm(Session.objects.get(), by=people[number % 2], seen={item.pk: 1})

    won, told = at_once(act)
    assert (won, len(told)) == (1, THREADS * TRIES - 1)
    assert all("confirmed already" in words for words in told)
    assert (Decision.objects.count(), Message.objects.filter(kind="decision").count()) == (1, 1)
    assert Project.objects.get().state == State.APPROVED
