"""What staff do with a proposal, by hand and in any language: screen, assess, decide, send letters."""

from __future__ import annotations

from collections.abc import Iterable

from django.core import mail
from django.utils import timezone

from accounts.models import User
from assessments.models import Assessment, ScreeningCheck
from projects.models import Project
from projects.states import State
from tests.journeys.walk import Walker


def screen(officer: Walker, project: Project) -> None:
    """The machine's verdicts confirmed, the human checks answered, the proposal declared eligible."""
    officer.go("secretariat/")
    officer.go(f"secretariat/projects/{project.uid}/")
    officer.go(f"secretariat/projects/{project.uid}/screening/")
    officer.press("main form button[name=open]")
    officer.look("secretariat/screening")
    officer.press("main form button[name=confirm]")
    for check in project.versions.get().screening.checks.filter(verdict=""):
        if check.machine_verdict:
            officer.fill(f"check-{check.pk}-note", "Bekeken en in orde.")
        answer(officer, check)
    officer.choose("conclusion", "passed")
    officer.fill("note", "Alles bekeken.")
    officer.press("main form button[name=conclude]")
    officer.go(f"secretariat/projects/{project.uid}/steps/declare_eligible/")
    officer.fill("decided_on", timezone.localdate().isoformat())
    officer.press()
    project.refresh_from_db()
    assert project.state == State.ELIGIBLE


def answer(officer: Walker, check: ScreeningCheck) -> None:
    """One check is passed; with scripts the verdict saves itself together with the reason."""
    verdict = f"check-{check.pk}-verdict"
    if not officer.scripts:
        officer.choose(verdict, "passed")
        officer.press(f"#check-{check.pk} form button")
        return
    with officer.page.expect_response(lambda reply: reply.request.method == "POST"):
        officer.choose(verdict, "passed")
    officer.page.locator(f"#check-{check.pk} .saved-state-saved").wait_for()


def assess(officer: Walker, assessors: Iterable[Walker], project: Project) -> None:
    """Assessors are invited, declare no conflict, score and finish; the officer recommends."""
    for assessor in assessors:
        officer.go(f"secretariat/projects/{project.uid}/assessments/")
        person = User.objects.get(email=assessor.email)
        officer.fill("invite-assessor", str(person.uid))
        officer.press("main form button[name=invite]")
        score(assessor, Assessment.objects.get(project=project, assessor=person))
    officer.go(f"secretariat/projects/{project.uid}/assessments/")
    officer.choose("quality-recommendation", "recommended")
    officer.press("main form button[name=conclude]")


def score(assessor: Walker, assessment: Assessment) -> None:
    """One assessor's work, from the list to the finished assessment."""
    assessor.go("secretariat/assessments/")
    assessor.go(f"secretariat/assessments/{assessment.pk}/")
    assessor.choose("has_conflict", "no")
    assessor.press("main form button.btn-primary")
    assessor.look("secretariat/assessment")
    for criterion in assessment.project.call.criteria.all():
        assessor.choose(f"value.{criterion.pk}", "4")
        assessor.fill(f"comment.{criterion.pk}", "Goed onderbouwd.")
    assessor.choose("recommendation", "recommended")
    assessor.press("button[name=do][value=finish]")
    assessor.look("secretariat/assessment_finish")
    assessor.press()
    assessment.refresh_from_db()
    assert assessment.finished_at is not None


def declare_no_conflict(person: Walker, project: Project) -> None:
    """Who decides says first that nothing stands in the way."""
    person.go(f"secretariat/interests/{project.uid}/")
    person.choose("has_conflict", "no")
    person.press()


def decide(committee: Walker, project: Project) -> None:
    """The version that is seen is approved; nothing reaches the applicant yet."""
    sent = len(mail.outbox)
    committee.go(f"secretariat/projects/{project.uid}/decision/")
    committee.choose("outcome", "approved")
    committee.fill("decided_on", timezone.localdate().isoformat())
    committee.press()
    committee.look("secretariat/decision")
    project.refresh_from_db()
    assert project.state == State.APPROVED
    assert len(mail.outbox) == sent


def send_letters(officer: Walker, to: str) -> None:
    """The two letters that wait (eligible, approved) are chosen, read once more and sent together."""
    sent = len(mail.outbox)
    officer.go("secretariat/outbox/?state=drafted")
    for box in officer.page.locator("main input[name=letter]").all():
        box.check()
    officer.press("main form[action*=confirm] button[type=submit]")
    officer.look("secretariat/outbox/confirm")
    officer.press()
    letters = mail.outbox[sent:]
    assert [letter.to for letter in letters] == [[to]] * 2
