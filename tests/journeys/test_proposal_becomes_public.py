"""The way of one proposal, walked by everybody it takes, from the first word to the public page and PDF."""

from decimal import Decimal
from functools import partial
from io import BytesIO

import pytest
from django.core import mail
from pypdf import PdfReader

from calls.models import Call
from core.money import eur
from projects.models import Partnership, Project
from projects.states import State
from publications.models import Publication
from tests.browsing import NewPage
from tests.journeys import crossroads, staff
from tests.journeys.walk import Walker, enter_budget, enter_partner

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LANGUAGES = ("nl", "fr", "en")


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    ("language", "scripts", "width", "scheme"),
    [("nl", True, 320, "dark"), ("fr", False, 320, "dark"), ("en", True, 1280, "light")],
    ids=str,
)
def test_proposal_becomes_public(
    new_page: NewPage, programme: str, language: str, scripts: bool, width: int, scheme: str
) -> None:
    walker = partial(Walker, new_page, language=language, scripts=scripts, widths=(width,), scheme=scheme)
    people = {
        kind: walker(f"{kind}.vlned@demo.example")
        for kind in ("applicant1", "officer1", "manager1", "assessor1", "assessor2", "committee1")
    }

    project = write(people["applicant1"])
    submit(people["applicant1"], project)
    staff.screen(people["officer1"], project)
    staff.assess(people["officer1"], (people["assessor1"], people["assessor2"]), project)
    staff.declare_no_conflict(people["committee1"], project)
    staff.decide(people["committee1"], project)
    staff.send_letters(people["officer1"], "applicant1.vlned@demo.example")
    publish(people["officer1"], project)
    visitor = walker("")
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
