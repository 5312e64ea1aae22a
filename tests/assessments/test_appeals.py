"""Objections: in time to the second, once, by whom; their outcome, letters, and what follows."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from accounts.models import TrailEntry
from assessments import appeals
from assessments.models import Appeal
from assessments.states import AppealOutcome
from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from correspondence.states import MessageState
from programmes.states import Role
from projects.models import Attachment, StateChange
from projects.states import State
from tests.factories.accounts import UserFactory
from tests.factories.correspondence import MessageFactory
from tests.factories.programmes import StaffRoleFactory
from tests.factories.projects import CollaboratorFactory, PaperFactory, ProjectFactory
from tests.hostile_files import EXE, pdf

pytestmark = pytest.mark.django_db

DUE = datetime(2027, 1, 31, 22, 59, 59, tzinfo=UTC)
IN_TIME = DUE - timedelta(days=3)


@pytest.fixture
def project():
    return ProjectFactory(submitted=True, state=State.NOT_APPROVED)


def staff_of(project, role=Role.OFFICER):
    programme = project.call.programme_period.programme
    return StaffRoleFactory(user=UserFactory(), programme=programme, role=role).user


@pytest.fixture
def applicant(project):
    return CollaboratorFactory(project=project).user


@pytest.fixture
def decision(project, applicant):
    change = StateChange.objects.create(
        project=project,
        step="refuse",
        source=State.ELIGIBLE,
        target=State.NOT_APPROVED,
        by=staff_of(project, Role.MANAGER),
        note="Too dear",
    )
    MessageFactory(
        about=project.chain,
        recipient=applicant,
        state=MessageState.SENT,
        letter="decision_not_approved",
        objection_until=DUE,
        dedupe_key=f"decision:{change.pk}:{applicant.pk}",
    )
    return change


@pytest.fixture
def appeal(project, applicant, decision):
    with time_machine.travel(IN_TIME, tick=False):
        return appeals.submit(project, by=applicant, text="The costs are right.", seen=0)


def test_there_is_no_chance_without_a_letter_that_left(project, decision):
    Message.objects.update(state=MessageState.DRAFTED)
    assert appeals.chance(project) is None
    Message.objects.update(state=MessageState.SENT, objection_until=None)
    assert appeals.chance(project) is None


def test_the_latest_date_of_several_copies_counts(project, decision):
    MessageFactory(
        state=MessageState.SENT,
        objection_until=DUE + timedelta(days=1),
        dedupe_key=f"decision:{decision.pk}:0",
    )
    assert appeals.chance(project).due == DUE + timedelta(days=1)


@pytest.mark.parametrize(("seconds", "is_in_time"), [(0, True), (1, False)])
def test_the_last_second_counts(project, applicant, decision, seconds, is_in_time):
    with time_machine.travel(DUE + timedelta(seconds=seconds), tick=False):
        if is_in_time:
            assert appeals.submit(project, by=applicant, text="No", seen=0).submitted_at == DUE
        else:
            with pytest.raises(DomainError, match=r"ended on .*31 January 2027.*23:59:59 CET"):
                appeals.submit(project, by=applicant, text="No", seen=0)
            assert not Appeal.objects.exists()


def test_submit_is_in_the_trail_and_receipted(project, applicant, appeal):
    entry = TrailEntry.objects.get(chain=project.chain, action="object")
    assert entry.new["objection"] == str(appeal.uid)
    assert "costs" not in str(entry.new)
    receipt = Message.objects.get(kind="appeal_receipt")
    assert receipt.recipient == applicant
    assert receipt.state != MessageState.DRAFTED


def test_submit_twice_is_refused(project, applicant, appeal):
    with time_machine.travel(IN_TIME, tick=False), pytest.raises(DomainError, match="already submitted"):
        appeals.submit(project, by=applicant, text="Again", seen=appeal.revision)


def test_a_draft_is_kept_and_a_stale_one_refused(project, applicant, decision):
    with time_machine.travel(IN_TIME, tick=False):
        assert appeals.save_draft(project, by=applicant, text="One", seen=0).revision == 1
        with pytest.raises(DomainError, match="meanwhile"):
            appeals.save_draft(project, by=applicant, text="Two", seen=0)
        assert appeals.save_draft(project, by=applicant, text="Two", seen=1).revision == 2
    assert list(Appeal.objects.submitted()) == []


@pytest.mark.parametrize("text", ["", "  \n", "x" * 20_001])
def test_submit_refuses_nothing_and_too_much(project, applicant, decision, text):
    with time_machine.travel(IN_TIME, tick=False), pytest.raises(DomainError):
        appeals.submit(project, by=applicant, text=text, seen=0)


def test_only_who_manages_the_whole_proposal_objects(project, decision):
    with time_machine.travel(IN_TIME, tick=False):
        for person in (
            CollaboratorFactory(project=project, level="edit").user,
            CollaboratorFactory(project=project, level="view").user,
            staff_of(project, Role.MANAGER),
            UserFactory(),
        ):
            with pytest.raises(NotAllowed):
                appeals.submit(project, by=person, text="No", seen=0)


def test_a_decision_that_was_undone_gives_no_chance(project, applicant, decision):
    StateChange.objects.create(
        project=project, step="revert", source=State.NOT_APPROVED, target=State.ELIGIBLE, by=None
    )
    assert appeals.chance(project) is None


def test_handle_records_the_outcome_and_drafts_the_letter(project, applicant, appeal):
    officer = staff_of(project)
    handled = appeals.handle(appeal, by=officer, outcome="dismissed", reason="The ceiling holds.")
    assert (handled.outcome, handled.handled_by) == (AppealOutcome.DISMISSED, officer)
    letter = Message.objects.get(kind="appeal")
    assert (letter.recipient, letter.letter, letter.state) == (
        applicant,
        "appeal_dismissed",
        MessageState.DRAFTED,
    )
    assert "The ceiling holds." in letter.body
    with pytest.raises(DomainError, match="already"):
        appeals.handle(appeal, by=officer, outcome="upheld", reason="Sorry")


def test_who_took_the_decision_has_to_say_so(project, decision, appeal):
    with pytest.raises(DomainError, match="You took the decision"):
        appeals.handle(appeal, by=decision.by, outcome="dismissed", reason="No")
    appeals.handle(appeal, by=decision.by, outcome="dismissed", reason="No", even_so=True)
    entry = TrailEntry.objects.get(chain=project.chain, action="decide on objection")
    assert entry.new["by_the_one_who_decided"] is True


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.AUDITOR, Role.ASSESSOR])
def test_only_the_secretariat_handles_objections(project, appeal, role):
    with pytest.raises(NotAllowed):
        appeals.handle(appeal, by=staff_of(project, role), outcome="upheld", reason="Yes")


@pytest.mark.parametrize(("outcome", "reason"), [("", "x"), ("maybe", "x"), ("upheld", " ")])
def test_handle_needs_an_outcome_and_a_reason(project, appeal, outcome, reason):
    with pytest.raises(DomainError):
        appeals.handle(appeal, by=staff_of(project), outcome=outcome, reason=reason)


def test_the_database_refuses_a_late_objection(project, applicant, decision, appeal):
    with connection.cursor() as cursor, pytest.raises(Exception, match="appeal_in_time"):
        cursor.execute("UPDATE assessments_appeal SET submitted_at = due + interval '1 second'")


def upload(name="costs.pdf", content=None):
    return SimpleUploadedFile(name, pdf() if content is None else content)


def test_a_file_waits_in_quarantine_beside_the_draft(project, applicant, decision):
    key = uuid4()
    with time_machine.travel(IN_TIME, tick=False):
        added = appeals.attach(project, upload(), by=applicant, key=key)
        assert appeals.attach(project, upload(), by=applicant, key=key) == added
    assert (added.purpose, added.state) == ("objection", "quarantined")
    draft = Appeal.objects.get()
    assert ([one.name for one in draft.files.all()], draft.submitted_at) == (["costs.pdf"], None)
    assert Attachment.objects.of_contract().count() == Attachment.objects.of_dossier().count() == 0


def test_submitting_names_the_files_in_the_trail(project, applicant, decision):
    with time_machine.travel(IN_TIME, tick=False):
        added = appeals.attach(project, upload(), by=applicant, key=uuid4())
        appeals.submit(project, by=applicant, text="See the file.", seen=0)
    entry = TrailEntry.objects.get(chain=project.chain, action="object")
    assert entry.new["files"] == [{"file": str(added.uid), "name": "costs.pdf", "sha256": added.sha256}]


def test_a_file_can_be_taken_out_of_the_draft_only(project, applicant, decision):
    with time_machine.travel(IN_TIME, tick=False):
        first, second = (appeals.attach(project, upload(), by=applicant, key=uuid4()) for _ in range(2))
        assert second.name != first.name
        appeals.detach(project, str(first.uid), by=applicant)
        with pytest.raises(DomainError, match="gone already"):
            appeals.detach(project, str(first.uid), by=applicant)
        appeals.submit(project, by=applicant, text="See the file.", seen=0)
        with pytest.raises(DomainError, match="already submitted"):
            appeals.detach(project, str(second.uid), by=applicant)
        with pytest.raises(DomainError, match="already submitted"):
            appeals.attach(project, upload(), by=applicant, key=uuid4())
    assert list(Appeal.objects.get().files.all()) == [second]


def test_attaching_is_refused_too_late_to_others_and_beyond_ten(project, applicant, decision):
    with (
        time_machine.travel(DUE + timedelta(seconds=1), tick=False),
        pytest.raises(DomainError, match="ended"),
    ):
        appeals.attach(project, upload(), by=applicant, key=uuid4())
    with time_machine.travel(IN_TIME, tick=False):
        for person in (CollaboratorFactory(project=project, level="edit").user, decision.by):
            with pytest.raises(NotAllowed):
                appeals.attach(project, upload(), by=person, key=uuid4())
        with pytest.raises(DomainError):
            appeals.attach(project, upload("run.exe", EXE), by=applicant, key=uuid4())
        draft = appeals.save_draft(project, by=applicant, text="No", seen=0)
        draft.files.set(PaperFactory.create_batch(10, project=project, purpose="objection"))
        with pytest.raises(DomainError, match="at most 10 files"):
            appeals.attach(project, upload(), by=applicant, key=uuid4())
    assert Attachment.objects.count() == 10
