"""Assessors invited and letters prepared for many proposals: each row by its own rules."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import TrailEntry
from assessments import decisions, preparing
from assessments.many import InviteAssessors, PrepareLetters
from assessments.models import Assessment
from assessments.states import Outcome
from core.errors import DomainError, NotAllowed
from correspondence import outbox
from correspondence.models import Message
from correspondence.states import MessageState
from programmes.states import Role
from projects.lifecycle import Seen
from projects.states import Level, State
from tests.factories.assessments import eligible_project, staff_of
from tests.factories.projects import InterestFactory, ProjectFactory, VersionFactory
from tests.projects.people import with_level

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    made = ProjectFactory(submitted=True)
    VersionFactory(project=made)
    return made


def invited(project, officer, *people, **more):
    given = {"people": [str(one.uid) for one in people], **more}
    return InviteAssessors().do(project, by=officer, parameters=given)


def test_each_person_is_invited_and_who_cannot_is_named_with_the_reason(project):
    officer, free, torn = (staff_of(project, role) for role in (Role.OFFICER, Role.ASSESSOR, Role.ASSESSOR))
    InterestFactory(project=project, person=torn, has_conflict=True, note="Kin.")
    due = timezone.localdate() + timedelta(days=9)
    told = invited(project, officer, free, torn, due=due.isoformat())
    assert told.split("\n") == [
        f"Invited: {free}",
        f"{torn}: This person declared a conflict of interest and cannot assess the project.",
    ]
    assert list(Assessment.objects.values_list("assessor", "due")) == [(free.pk, due)]


def test_proposal_that_gets_nobody_is_refused_with_every_reason(project):
    officer, known = staff_of(project, Role.OFFICER), staff_of(project, Role.ASSESSOR)
    stranger = staff_of(ProjectFactory(), Role.ASSESSOR)
    invited(project, officer, known)
    with pytest.raises(DomainError) as refused:
        invited(project, officer, known, stranger)
    assert f"{known} assesses it already." in str(refused.value.text)
    assert "not an assessor of the programme" in str(refused.value.text)
    assert Assessment.objects.count() == 1
    with pytest.raises(DomainError, match="at least one assessor"):
        invited(project, officer)


def decided(project):
    decisions.decide(
        project,
        by=staff_of(project, Role.MANAGER),
        outcome=Outcome.APPROVED,
        seen=Seen.of(project),
        decided_on=timezone.localdate(),
        reason="Well done.",
    )


def letters(project, officer, kind, **more):
    return PrepareLetters().do(project, by=officer, parameters={"kind": kind, "key": "k", **more})


def test_letter_of_the_last_step_is_written_for_whoever_has_none():
    project = eligible_project()
    officer = staff_of(project, Role.OFFICER)
    decided(project)
    first = Message.objects.get(kind="decision")
    with pytest.raises(DomainError, match="has this letter already"):
        letters(project, officer, "decision_approved")
    late = with_level(project, Level.MANAGE)
    assert letters(project, officer, "decision_approved") == "1 letter waits in the outbox"
    outbox.cancel(first, by=officer)
    assert letters(project, officer, "decision_approved") == "1 letter waits in the outbox"
    found = Message.objects.filter(kind="decision", state=MessageState.DRAFTED)
    assert set(found.values_list("recipient", flat=True)) == {late.pk, first.recipient_id}
    assert all("Well done." in one.body for one in found)
    again = TrailEntry.objects.filter(chain=project.chain, action="draft letters")
    assert [entry.new for entry in again] == [{"letter": "decision_approved", "number": 1}] * 2


def test_letter_of_another_step_does_not_fit():
    project = eligible_project()
    decided(project)
    with pytest.raises(DomainError, match="calls for the letter “Approved”"):
        letters(project, staff_of(project, Role.OFFICER), "decision_not_approved")
    blank = ProjectFactory(submitted=True, state=State.SUBMITTED)
    with_level(blank)
    with pytest.raises(DomainError, match="Nothing has happened"):
        letters(blank, staff_of(blank, Role.OFFICER), "decision_approved")


def test_undone_decision_takes_letters_along_that_were_prepared_later():
    project = eligible_project()
    decided(project)
    with_level(project, Level.MANAGE)
    letters(project, staff_of(project, Role.OFFICER), "decision_approved")
    manager = staff_of(project, Role.MANAGER)
    decisions.revert(project, by=manager, seen=Seen.of(project), note="A mistake.")
    assert set(Message.objects.filter(kind="decision").values_list("state", flat=True)) == {"cancelled"}


def test_letter_in_own_words_waits_once_for_each_form(project):
    with_level(project)
    officer = staff_of(project, Role.OFFICER)
    said = {"note": "The office moves on 1 May.\n\nWrite to the new address."}
    assert letters(project, officer, "general_letter", **said) == "1 letter waits in the outbox"
    with pytest.raises(DomainError, match="already"):
        letters(project, officer, "general_letter", **said)
    letter = Message.objects.get(kind="letter")
    assert (letter.state, letter.letter, letter.gaps) == ("drafted", "general_letter", [])
    assert said["note"] in letter.body
    with pytest.raises(DomainError, match="Write the text"):
        preparing.prepare(project, "general_letter", by=officer, key="other", note=" ")


def test_strangers_prepare_nothing_and_no_reader_is_said(project):
    with pytest.raises(NotAllowed):
        letters(project, staff_of(project, Role.AUDITOR), "general_letter", note="Hello.")
    with pytest.raises(DomainError, match="no reader"):
        letters(project, staff_of(project, Role.OFFICER), "general_letter", note="Hello.")
    with_level(project)
    with pytest.raises(DomainError, match="Choose a kind"):
        letters(project, staff_of(project, Role.OFFICER), "account_given")
