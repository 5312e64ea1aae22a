"""The verbs in the data base: state, history, trail and letters of each, and every refusal."""

from datetime import date

import pytest

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from correspondence.states import MessageState
from programmes.states import Role
from projects import lifecycle
from projects.lifecycle import Act, Seen
from projects.models import Project, StateChange
from projects.states import BY_KEY, STEPS, Level, State
from tests.factories.accounts import UserFactory
from tests.factories.projects import ProjectFactory, VersionFactory
from tests.projects.people import cleared, with_level, with_role

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 15)


@pytest.fixture(autouse=True)
def _without_the_apps_above(settings):
    """What assessments ask for before a decision is tested with them."""
    settings.PROJECT_PRECONDITIONS = {}


def act(user, project, **said):
    return Act(user, Seen.of(project), said.get("note", "because"), said.get("decided_on", TODAY))


def submitted(state=State.SUBMITTED, **facts):
    project = ProjectFactory(submitted=True, state=state, **facts)
    VersionFactory(project=project)
    return project


# --- Leaving ------------------------------------------------------------------------------------------------


def test_withdraw_tells_every_manager_in_their_language():
    project = submitted()
    user, other = with_level(project), with_level(project)
    with_level(project, Level.EDIT)
    lifecycle.withdraw(project, by=user, note="No partner left.")
    assert project.state == State.WITHDRAWN
    mails = Message.objects.order_by("recipient")
    assert [(mail.recipient, mail.state) for mail in mails] == [
        (user, MessageState.CONFIRMED),
        (other, MessageState.CONFIRMED),
    ]
    assert "No partner left." in mails[0].body
    assert str(project) in mails[0].subject


def test_withdraw_is_refused_once_funded():
    project = submitted(State.RETURNED, returned_from=State.APPROVED)
    with pytest.raises(DomainError, match="approved already"):
        lifecycle.withdraw(project, by=with_level(project))


# --- Steps of staff -----------------------------------------------------------------------------------------


HAVE_HISTORY = {"revert", "take_back", "reject_modification", "approve_modification", "cancel_modification"}


def plain_steps():
    """Each way that a staff step has by itself, without history behind it."""
    return [
        (step.key, source, targets[0])
        for step in STEPS
        for source, targets in step.routes.items()
        if step.roles and step.key not in HAVE_HISTORY
    ]


@pytest.mark.parametrize(("key", "source", "target"), plain_steps())
def test_step_writes_state_history_and_trail(key, source, target):
    project = submitted(source)
    user = cleared(project, min(BY_KEY[key].roles))
    lifecycle.take(project, key, act(user, project))
    project.refresh_from_db()
    change = StateChange.objects.get()
    assert (project.state, change.step, change.source, change.target) == (target, key, source, target)
    assert (change.by, change.note, change.version.number) == (user, "because", 1)
    entry = TrailEntry.objects.get(chain=project.chain)
    assert (entry.action, entry.old, entry.new["state"]) == (key, {"state": source}, target)


@pytest.mark.parametrize(
    ("key", "state"),
    [(step.key, state) for step in STEPS if step.roles for state in State if state not in step.sources],
)
def test_step_from_any_other_state_is_refused_and_changes_nothing(key, state):
    project = submitted(state)
    user = with_role(project, min(BY_KEY[key].roles))
    with pytest.raises(DomainError):
        lifecycle.take(project, key, act(user, project))
    project.refresh_from_db()
    assert project.state == state
    assert not StateChange.objects.exists()
    assert not TrailEntry.objects.exists()


@pytest.mark.parametrize("state", [s for s in State if s not in BY_KEY["withdraw"].sources])
def test_withdraw_from_any_other_state_is_refused(state):
    project = submitted(state)
    with pytest.raises(DomainError):
        lifecycle.withdraw(project, by=with_level(project))


@pytest.mark.parametrize("state", [s for s in State if s != State.DRAFT])
def test_delete_of_what_was_submitted_is_refused(state):
    project = submitted(state)
    with pytest.raises(DomainError):
        lifecycle.delete_draft(project, by=with_level(project))


def test_step_by_a_stranger_or_staff_of_another_programme_is_refused():
    project, other = submitted(), submitted()
    for user in (UserFactory(), with_role(other, Role.MANAGER), with_role(project, Role.AUDITOR)):
        with pytest.raises(NotAllowed):
            lifecycle.take(project, "return_to_applicant", act(user, project))


def test_stale_page_is_refused_whether_state_or_version_moved():
    project = submitted()
    user = with_role(project, Role.OFFICER)
    for seen in (Seen(State.ELIGIBLE, 1), Seen(State.SUBMITTED, 0), Seen(State.SUBMITTED, 2)):
        with pytest.raises(DomainError, match="out of date"):
            lifecycle.return_to_applicant(project, by=user, seen=seen, note="Mend the budget.")


@pytest.mark.parametrize("note", ["", "  \n ", "x" * 10_001, "a\x00b", "\udfff"])
def test_step_that_needs_a_note_refuses_one_that_says_nothing_or_cannot_be_kept(note):
    project = submitted()
    user = with_role(project, Role.OFFICER)
    with pytest.raises(DomainError):
        lifecycle.return_to_applicant(project, by=user, seen=Seen.of(project), note=note)


@pytest.mark.parametrize("decided_on", [None, date(2126, 1, 1)])
def test_decision_needs_a_date_that_is_not_in_the_future(decided_on):
    project = submitted()
    user = with_role(project, Role.OFFICER)
    with pytest.raises(DomainError, match="date"):
        lifecycle.take(project, "declare_eligible", act(user, project, decided_on=decided_on))


def test_funding_decision_cannot_precede_the_decision_on_eligibility():
    project = submitted()
    user = with_role(project, Role.MANAGER)
    lifecycle.take(project, "declare_eligible", act(user, project, decided_on=date(2026, 2, 1)))
    with pytest.raises(DomainError, match="01-02-2026"):
        lifecycle.take(project, "approve", act(user, project, decided_on=date(2026, 1, 31)))
    lifecycle.take(project, "approve", act(user, project, decided_on=date(2026, 2, 1)))
    assert project.state == State.APPROVED


def test_return_drafts_a_letter_that_waits_for_confirmation():
    project = submitted(State.ELIGIBLE)
    manager = with_level(project)
    user = with_role(project, Role.OFFICER)
    lifecycle.return_to_applicant(project, by=user, seen=Seen.of(project), note="Add annex 2 <now> & sign.")
    project.refresh_from_db()
    mail = Message.objects.get()
    assert (project.state, project.returned_from) == (State.RETURNED, State.ELIGIBLE)
    assert (mail.recipient, mail.state, mail.created_by) == (manager, MessageState.DRAFTED, user)
    assert "Add annex 2 <now> & sign." in mail.body


# --- Undoing ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "back"),
    [
        (["declare_eligible"], State.SUBMITTED),
        (["declare_ineligible"], State.SUBMITTED),
        (["declare_eligible", "put_on_reserve"], State.ELIGIBLE),
        (["declare_eligible", "approve_with_conditions"], State.ELIGIBLE),
        (["declare_eligible", "put_on_reserve", "approve_with_conditions"], State.RESERVE),
        (["declare_eligible", "approve"], State.ELIGIBLE),
        (["declare_eligible", "put_on_reserve", "approve"], State.RESERVE),
        (["declare_eligible", "approve_with_conditions", "approve"], State.APPROVED_WITH_CONDITIONS),
        (["declare_eligible", "refuse"], State.ELIGIBLE),
        (["declare_eligible", "approve_with_conditions", "refuse"], State.APPROVED_WITH_CONDITIONS),
        (
            ["declare_eligible", "approve_with_conditions", "approve", "revert"],
            State.ELIGIBLE,
        ),
    ],
)
def test_revert_goes_back_to_where_the_decision_was_taken(way, back):
    project = submitted()
    user = with_role(project, Role.MANAGER)
    for key in way:
        lifecycle.take(project, key, act(user, project))
    lifecycle.revert(project, by=user, seen=Seen.of(project), note="Wrong button.")
    project.refresh_from_db()
    assert project.state == back


def test_revert_is_refused_once_a_modification_built_on_the_decision():
    project = submitted()
    user = with_role(project, Role.MANAGER)
    for key in ("declare_eligible", "approve", "open_modification"):
        lifecycle.take(project, key, act(user, project))
    Project.objects.update(state=State.APPROVED)
    project.refresh_from_db()
    with pytest.raises(DomainError, match="modified since"):
        lifecycle.take(project, "revert", act(user, project))
