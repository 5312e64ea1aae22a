"""The way of one proposal, walked by everybody it takes, from the first word to the public page and PDF."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.core import mail
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import User
from assessments.models import Assessment, ScreeningCheck
from calls.models import Call
from core.money import eur
from projects.models import Partnership, Project
from projects.states import State
from publications.models import Publication
from tests.browsing import NewPage
from tests.journeys import crossroads
from tests.journeys.walk import Walker, enter_budget, enter_partner

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LANGUAGES = ("nl", "fr", "en")


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("language", "scripts"), [("nl", True), ("fr", False), ("en", True)], ids=str)
def test_proposal_becomes_public(new_page: NewPage, programme: str, language: str, scripts: bool) -> None:
    people = {
        kind: Walker(new_page, f"{kind}.vlned@demo.example", language, scripts=scripts)
        for kind in ("applicant1", "officer1", "manager1", "assessor1", "assessor2", "committee1")
    }

    project = write(people["applicant1"])
    submit(people["applicant1"], project)
    screen(people["officer1"], project)
    assess(people, project)
    decide(people["committee1"], project)
    send_letters(people["officer1"])
    publish(people["officer1"], project)
    visitor = Walker(new_page, "", language, scripts=scripts)
    read(visitor, project)

    found = {name: faults for walker in [*people.values(), visitor] for name, faults in walker.found.items()}
    assert found == {}


def write(applicant: Walker) -> Project:
    """The applicant enters CrossRoads through the forms."""
    call = Call.objects.get(code="vlned-demo")
    applicant.go("apply/calls/")
    applicant.go(f"apply/calls/{call.code}/start/")
    applicant.fill("acronym", crossroads.ACRONYM)
    applicant.press()
    project = Project.objects.get(acronym=crossroads.ACRONYM)
    applicant.go(f"apply/{project.uid}/identification/")
    applicant.fill("title.nl", crossroads.TITLE)
    applicant.fill("objective", str(call.objectives.get(code="RSO1.1").pk))
    applicant.fill("start_date", crossroads.START)
    applicant.fill("end_date", crossroads.END)
    applicant.save()
    applicant.go(f"apply/{project.uid}/summary/")
    applicant.fill("summary.nl", crossroads.SUMMARY)
    applicant.save()
    for partner in crossroads.PARTNERS:
        enter_partner(
            applicant, str(project.uid), partner, "lead" if partner is crossroads.LEAD else "partner"
        )
    applicant.go(f"apply/{project.uid}/partners/")
    rows = {row.abbreviation: row for row in Partnership.objects.filter(project=project)}
    for partner in crossroads.PARTNERS:
        row = rows[partner.abbreviation]
        enter_budget(applicant, str(project.uid), partner, str(row.uid), row.contributions.get(source="").pk)
    applicant.look("apply/budget of a partner")
    return project


def submit(applicant: Walker, project: Project) -> None:
    """Checked, submitted, receipted."""
    for page in ("budget", "check", "submit"):
        applicant.go(f"apply/{project.uid}/{page}/")
    applicant.press()
    applicant.look("apply/submitted")
    project.refresh_from_db()
    assert (project.state, project.code) == (State.SUBMITTED, "VLNED-99-00001")
    assert project.versions.get().data["totals"]["eu_funding"] == crossroads.GRANT
    receipt = mail.outbox[-1]
    assert receipt.to == ["applicant1.vlned@demo.example"]
    name, content, kind = receipt.attachments[0]
    assert (name, kind) == ("VLNED-99-00001-v1.pdf", "application/pdf")
    assert crossroads.SUMMARY[:40] in words_of(content)


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


def assess(people: dict[str, Walker], project: Project) -> None:
    """Two assessors are invited, declare no conflict, score and finish; the secretariat recommends."""
    officer = people["officer1"]
    for name in ("assessor1", "assessor2"):
        officer.go(f"secretariat/projects/{project.uid}/assessments/")
        person = User.objects.get(email=f"{name}.vlned@demo.example")
        officer.fill("invite-assessor", str(person.uid))
        officer.press("main form button[name=invite]")
        score(people[name], Assessment.objects.get(project=project, assessor=person))
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


def decide(committee: Walker, project: Project) -> None:
    """The member declares no conflict and approves the version it sees; nothing reaches the applicant yet."""
    sent = len(mail.outbox)
    committee.go(f"secretariat/interests/{project.uid}/")
    committee.choose("has_conflict", "no")
    committee.press()
    committee.go(f"secretariat/projects/{project.uid}/decision/")
    committee.choose("outcome", "approved")
    committee.fill("decided_on", timezone.localdate().isoformat())
    committee.press()
    committee.look("secretariat/decision")
    project.refresh_from_db()
    assert project.state == State.APPROVED
    assert len(mail.outbox) == sent


def send_letters(officer: Walker) -> None:
    """The letters that wait are chosen, read once more and sent together."""
    sent = len(mail.outbox)
    officer.go("secretariat/outbox/?state=drafted")
    for box in officer.page.locator("main input[name=letter]").all():
        box.check()
    officer.press("main form[action*=confirm] button[type=submit]")
    officer.look("secretariat/outbox/confirm")
    officer.press()
    letters = mail.outbox[sent:]
    assert [letter.to for letter in letters] == [["applicant1.vlned@demo.example"]] * 2


def publish(officer: Walker, project: Project) -> None:
    """The approved version becomes public."""
    officer.go(f"secretariat/projects/{project.uid}/publish/")
    officer.press()
    assert Publication.objects.get(code=project.code).eu_funding == Decimal(crossroads.GRANT)


def read(visitor: Walker, project: Project) -> None:
    """Anybody finds the project, reads its page, and the PDF says the same."""
    visitor.go("")
    visitor.go("projects/?q=CrossRoads")
    assert visitor.page.locator(f"main a[href$='/projects/{project.code}/']").count() >= 1
    visitor.go(f"projects/{project.code}/")
    shown = visitor.text()
    grant = eur(Decimal(crossroads.GRANT), visitor.language)
    assert grant in shown
    assert all(partner.name in shown for partner in crossroads.PARTNERS)
    answer = visitor.page.request.get(
        f"/{visitor.language}/projects/{project.code}/summary-{visitor.language}.pdf"
    )
    paper = words_of(answer.body())
    assert len(PdfReader(BytesIO(answer.body())).pages) == 2
    assert " ".join(grant.split()) in paper
    assert all(partner.name in paper for partner in crossroads.PARTNERS)


def words_of(pdf: bytes) -> str:
    """The text of a PDF on one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())
