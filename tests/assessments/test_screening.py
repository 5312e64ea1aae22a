"""Screening: the machine speaks first, the officer last, and once."""

import pytest

from accounts.models import TrailEntry
from assessments import decisions
from assessments.models import Screening
from assessments.states import Verdict
from calls.checks import usual
from calls.models import Call
from calls.states import CheckGroup
from core.errors import DomainError, NotAllowed
from programmes.states import Role
from projects import dossier, eligibility, lifecycle
from projects.lifecycle import Seen
from projects.models import Project, Version
from projects.states import Level, State
from tests.factories.assessments import staff_of, submitted_project
from tests.projects.people import with_level

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return submitted_project()


@pytest.fixture
def officer(project):
    return staff_of(project, Role.OFFICER)


@pytest.fixture
def screening(project, officer):
    return decisions.open_screening(project, by=officer)


def answer_all(screening, officer, verdict="passed"):
    for check in screening.checks.all():
        decisions.record_check(check, by=officer, verdict=verdict, note="Seen.")


def test_screening_has_every_check_of_the_machine_and_those_for_people(project, screening):
    frozen = dossier.from_data(Version.objects.get().data)
    machine = eligibility.evaluate(frozen)
    rows = list(screening.checks.all())
    by_hand = [row for row in rows if not row.machine_verdict]
    spoken = [row for row in rows if row.machine_verdict]
    assert sorted((row.key, row.where) for row in spoken) == sorted(
        [("in_time", ""), *((check.key, check.where) for check in machine)]
    )
    assert sorted(row.key for row in by_hand) == sorted(check.key for check in usual())
    order = [CheckGroup.values.index(row.group) for row in rows]
    assert order == sorted(order)
    assert {row.machine_verdict for row in spoken} <= {Verdict.PASSED, Verdict.UNCLEAR}
    assert all(set(row.machine_reason) == {"nl", "fr", "en"} for row in spoken)
    assert all(set(row.title) == {"nl", "fr", "en"} for row in rows)
    assert {row.verdict for row in rows} == {""}


def test_check_of_time_says_when_the_proposal_came(project, screening):
    check = screening.checks.get(key="in_time")
    assert check.machine_verdict == Verdict.PASSED
    assert project.call.time_zone in check.machine_reason["en"]


def test_check_of_time_is_unclear_when_the_closing_date_was_moved_forward(project, officer):
    Call.objects.update(closes_at=project.first_submitted_at)
    screening = decisions.open_screening(project, by=officer)
    assert screening.checks.get(key="in_time").machine_verdict == Verdict.UNCLEAR


def test_screening_is_opened_once(project, officer, screening):
    assert decisions.open_screening(project, by=officer) == screening
    assert TrailEntry.objects.filter(action="open screening").count() == 1


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.COMMITTEE, Role.AUDITOR])
def test_only_the_secretariat_screens(project, screening, role):
    person = staff_of(project, role)
    check = screening.checks.first()
    for act in (
        lambda: decisions.open_screening(project, by=person),
        lambda: decisions.record_check(check, by=person, verdict="passed"),
        lambda: decisions.confirm_passed(screening, by=person),
        lambda: decisions.conclude_screening(screening, by=person, conclusion="passed"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_applicants_and_staff_who_write_the_project_do_not_screen(project, officer):
    writer = with_level(project)
    project.collaborators.create(user=officer, level=Level.VIEW)
    for person in (writer, officer):
        with pytest.raises(NotAllowed):
            decisions.open_screening(project, by=person)


def test_proposal_that_is_not_submitted_has_no_screening(project, officer):
    Project.objects.update(state=State.RETURNED)
    with pytest.raises(DomainError, match="submitted proposal"):
        decisions.open_screening(project, by=officer)


def test_differing_from_the_machine_takes_a_note(officer, screening):
    check = screening.checks.filter(machine_verdict=Verdict.PASSED).first()
    with pytest.raises(DomainError, match="differ"):
        decisions.record_check(check, by=officer, verdict="failed")
    decisions.record_check(check, by=officer, verdict="failed", note="The address is a post box.")
    check.refresh_from_db()
    assert (check.verdict, check.note) == ("failed", "The address is a post box.")


@pytest.mark.parametrize("verdict", ["", "maybe"])
def test_verdict_that_is_none_is_refused(officer, screening, verdict):
    with pytest.raises(DomainError, match="Choose passed"):
        decisions.record_check(screening.checks.first(), by=officer, verdict=verdict, note="x")


def test_confirm_passed_leaves_the_rest_to_people(officer, screening):
    confirmed = decisions.confirm_passed(screening, by=officer)
    assert confirmed == screening.checks.exclude(machine_verdict="").count()
    assert screening.checks.filter(verdict="").count() == len(usual())
    assert decisions.confirm_passed(screening, by=officer) == 0


def test_conclusion_waits_for_every_check(officer, screening):
    with pytest.raises(DomainError, match="every check"):
        decisions.conclude_screening(screening, by=officer, conclusion="passed")


def test_conclusion_is_final_for_the_version(project, officer, screening):
    answer_all(screening, officer)
    done = decisions.conclude_screening(screening, by=officer, conclusion="passed", seen=Seen.of(project))
    assert (done.conclusion, done.concluded_by) == ("passed", officer)
    for act in (
        lambda: decisions.conclude_screening(screening, by=officer, conclusion="failed", note="No."),
        lambda: decisions.record_check(screening.checks.first(), by=officer, verdict="passed"),
    ):
        with pytest.raises(DomainError, match="no longer be changed"):
            act()


@pytest.mark.parametrize(("verdict", "conclusion"), [("passed", "failed"), ("failed", "passed")])
def test_conclusion_against_the_checks_takes_a_note(officer, screening, verdict, conclusion):
    answer_all(screening, officer, verdict)
    with pytest.raises(DomainError, match="differs from the checks"):
        decisions.conclude_screening(screening, by=officer, conclusion=conclusion)
    decisions.conclude_screening(screening, by=officer, conclusion=conclusion, note="For good reasons.")


def test_stale_page_concludes_nothing(officer, screening):
    answer_all(screening, officer)
    with pytest.raises(DomainError, match="out of date"):
        decisions.conclude_screening(
            screening, by=officer, conclusion="passed", seen=Seen(State.SUBMITTED, 7)
        )


def test_new_version_needs_a_new_screening(project, officer, screening):
    answer_all(screening, officer)
    lifecycle.return_to_applicant(project, by=officer, seen=Seen.of(project), note="Mend it.")
    lifecycle.submit(project, by=project.created_by)
    with pytest.raises(DomainError, match="no longer the one"):
        decisions.conclude_screening(screening, by=officer, conclusion="passed")
    assert decisions.open_screening(project, by=officer) != screening
    assert Screening.objects.count() == 2
