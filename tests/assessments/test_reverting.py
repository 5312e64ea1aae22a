"""Decisions undone: the record stays, and letters that have not left are cancelled."""

import pytest

from assessments import decisions
from assessments.models import Decision
from assessments.states import Outcome
from core.errors import NotAllowed
from correspondence import outbox
from correspondence.models import Message
from correspondence.states import MessageState
from programmes.states import Role
from projects.lifecycle import Seen
from projects.models import Project
from projects.states import State
from tests.assessments.deciding import decide
from tests.factories.assessments import staff_of

pytestmark = pytest.mark.django_db


def test_revert_keeps_the_record_and_cancels_letters_that_wait(project, manager):
    decide(project, manager)
    decisions.revert(project, by=manager, seen=Seen.of(project), note="Wrong project.")
    decision, letter = Decision.objects.get(), Message.objects.get(kind="decision")
    assert Project.objects.get().state == State.ELIGIBLE
    assert decision.reverted_at is not None
    assert not Decision.objects.standing().exists()
    assert letter.state == MessageState.CANCELLED
    decide(project, manager, Outcome.NOT_APPROVED)
    assert Decision.objects.standing().get().outcome == Outcome.NOT_APPROVED


def test_revert_drafts_a_correction_when_a_letter_had_left(project, manager):
    decide(project, manager)
    Message.objects.filter(kind="decision").update(state=MessageState.SENT)
    decisions.revert(project, by=manager, seen=Seen.of(project), note="Wrong project.")
    correction = Message.objects.filter(kind="decision").latest("pk")
    assert (correction.state, "no longer valid" in correction.body) == (MessageState.DRAFTED, True)
    assert "Wrong project." not in correction.body


def test_revert_stops_a_letter_that_was_confirmed_but_has_not_left(project, manager):
    decide(project, manager)
    letter = outbox.confirm(Message.objects.get(kind="decision"), by=manager)
    decisions.revert(project, by=manager, seen=Seen.of(project), note="Wrong project.")
    letter.refresh_from_db()
    assert letter.state == MessageState.CANCELLED
    assert Message.objects.filter(kind="decision").count() == 1


def test_revert_touches_only_the_letters_of_the_decision_undone(project, manager):
    decide(project, manager, Outcome.RESERVE)
    decide(project, manager, Outcome.APPROVED)
    decisions.revert(project, by=manager, seen=Seen.of(project), note="Too early.")
    states = list(Message.objects.filter(kind="decision").order_by("pk").values_list("state", flat=True))
    assert states == [MessageState.DRAFTED, MessageState.CANCELLED]
    assert Decision.objects.standing().get().outcome == Outcome.RESERVE


def test_committee_does_not_revert(project, manager):
    decide(project, manager)
    with pytest.raises(NotAllowed):
        decisions.revert(project, by=staff_of(project, Role.COMMITTEE), seen=Seen.of(project), note="No.")
