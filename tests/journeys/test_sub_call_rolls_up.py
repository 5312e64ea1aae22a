"""A sub-call of CrossRoads, walked by hand from its opening to the roll-up on the operation's public page."""

from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from calls.models import Call
from calls.states import CallKind, CallState
from cascade.models import SubCall, SubGrant
from core.money import eur
from programmes import demo as people
from programmes.states import Role
from projects.models import Partnership, Project
from projects.states import State
from publications.models import Publication
from tests.browsing import NewPage
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.calls import CallFactory
from tests.factories.projects import CollaboratorFactory, ProjectFactory
from tests.journeys import staff
from tests.journeys.crossroads import Partner
from tests.journeys.walk import Walker, enter_budget, enter_partner

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

OPERATION = "vlned-crossroads-vi"
OWN_STAFF = {
    "officer@roads.example": Role.OFFICER,
    "decider@roads.example": Role.MANAGER,
    "first@roads.example": Role.ASSESSOR,
    "second@roads.example": Role.ASSESSOR,
}
COMPANIES = (
    Partner(
        *("Zonnestroom nv", "ZON", "BE", "BE211"),
        external=20_000_000,
        legal_status="private",
        type="sme",
    ),
    Partner(
        *("Wind aan Zee bv", "WAZ", "NL", "NL341"),
        external=12_000_000,
        legal_status="private",
        type="sme",
    ),
)
GRANT = Decimal("160000.00")  # half of 320,000


@pytest.fixture
def world(transactional_db: None) -> Project:
    """The known programme with CrossRoads and its scheme, its funded project, and people of every kind.

    Of the demo people one manages the project; four people have no role yet.
    """
    call_command("load_reference", verbosity=0)
    people.load_people(settings.BASE_DIR / "fixtures" / "demo")
    for email in OWN_STAFF:
        UserFactory(email=email)
    edition = Publication.objects.get(code=OPERATION).programme_period
    lead = User.objects.get(email="applicant2.vlned@demo.example")
    operation = ProjectFactory(
        call=CallFactory(programme_period=edition, objectives=[]),
        code=OPERATION,
        submitted=True,
        state=State.CONTRACTED,
        created_by=lead,
    )
    CollaboratorFactory(project=operation, user=lead)
    return operation


@pytest.mark.timeout(300)
def test_sub_call_is_walked_from_its_opening_to_the_roll_up(new_page: NewPage, world: Project) -> None:
    lead = Walker(new_page, "applicant2.vlned@demo.example", "en", judges=False)
    call = ask_for_call(lead, world)
    manager = Walker(new_page, "manager1.vlned@demo.example", "en", judges=False)
    confirm_call(manager, call)
    applicant = Walker(new_page, "applicant1.vlned@demo.example", "en", judges=False)
    project = write(applicant, call)
    submit(applicant, project)

    own = {email: Walker(new_page, email, "en", judges=False, password=PASSWORD) for email in OWN_STAFF}
    officer, decider, *assessors = own.values()
    beyond = officer.page.request.get("/en/secretariat/schemes/")
    assert beyond.status == 404  # its own call, and nothing else of the programme
    staff.screen(officer, project)
    staff.assess(officer, assessors, project)
    staff.decide(decider, project)
    staff.send_letters(officer, applicant.email)

    visitor = Walker(new_page, "", "en")
    read(visitor, project)
    assert visitor.found == {}


def ask_for_call(lead: Walker, operation: Project) -> Call:
    """The operation's own lead partner asks for the call from the pages of its project."""
    lead.go(f"apply/{operation.uid}/follow/")
    lead.press(f"main a[href$='/apply/{operation.uid}/schemes/']")
    lead.press("main a[href$='calls/new/']")
    clock = timezone.now().astimezone(ZoneInfo("Europe/Brussels"))
    for name in ("title", "introduction"):
        lead.fill(f"{name}_nl", "Eerste oproep voor bedrijven")
    lead.fill("opens_at", f"{clock - timedelta(hours=1):%Y-%m-%dT%H:%M:%S}")
    lead.fill("closes_at", f"{clock + timedelta(days=30):%Y-%m-%dT%H:%M:%S}")
    lead.fill("budget", "1,000,000.00")
    lead.press()
    call = SubCall.objects.waiting().get().call
    assert (call.kind, call.state) == (CallKind.CASCADE, CallState.DRAFT)
    return call


def confirm_call(manager: Walker, call: Call) -> None:
    """A manager of the programme finds it among the tasks, adds criteria, names its people, confirms it."""
    manager.go("secretariat/tasks/")
    manager.press(f"main a[href$='/calls/{call.code}/publish/']")
    manager.go(f"secretariat/calls/{call.code}/set-up/criteria/")
    manager.press("main button[name=set][value=harmonised]")
    for email, role in OWN_STAFF.items():
        manager.go(f"secretariat/calls/{call.code}/people/")
        manager.fill("email", email)
        manager.fill("role", role)
        manager.press("main form[novalidate] button.btn-primary")
    manager.go(f"secretariat/calls/{call.code}/publish/")
    manager.page.locator("main input[name=sure]").check()
    manager.press()
    call.refresh_from_db()
    assert call.state == CallState.PUBLISHED


def write(applicant: Walker, call: Call) -> Project:
    """Two companies, one on each side of the border, fill in the short form."""
    applicant.go(f"calls/{call.code}/")
    applicant.go(f"apply/calls/{call.code}/start/")
    applicant.fill("acronym", "ZONNEWIND")
    applicant.press()
    project = Project.objects.get(acronym="ZONNEWIND")
    applicant.go(f"apply/{project.uid}/identification/")
    applicant.fill("title.nl", "Zonnestroom en wind op zee samen opslaan")
    applicant.fill("objective", str(call.objectives.first().pk))
    applicant.fill("call_theme", "sustainable-energy")
    start = (timezone.localdate() + timedelta(days=60)).replace(day=1)
    applicant.fill("start_date", start.isoformat())
    applicant.fill("end_date", (start + timedelta(days=540)).isoformat())
    applicant.save()
    for section, fields in (("summary", ("summary",)), ("relevance", ("challenges", "approach"))):
        applicant.go(f"apply/{project.uid}/{section}/")
        for field in fields:
            applicant.fill(f"{field}.nl", "Twee bedrijven bouwen samen een opslag en proberen die uit.")
        applicant.save()
    for company in COMPANIES:
        enter_partner(applicant, str(project.uid), company, "lead" if company is COMPANIES[0] else "partner")
        row = Partnership.objects.get(project=project, abbreviation=company.abbreviation)
        declare(applicant, project, row)
        own = row.contributions.get(source="").pk
        enter_budget(applicant, str(project.uid), company, str(row.uid), own)
    return project


def declare(applicant: Walker, project: Project, row: Partnership) -> None:
    """The company says by its figures that it is an SME, independent and sound."""
    applicant.go(f"apply/{project.uid}/partners/{row.uid}/")
    for name, figure in (("sme_staff", "40"), ("sme_turnover", "8000000"), ("sme_balance", "5000000")):
        applicant.fill(f"partner.{row.uid}.{name}", figure)
    applicant.fill(f"partner.{row.uid}.sme_independent", "yes")
    applicant.fill(f"partner.{row.uid}.in_difficulty", "no")
    applicant.save()


def submit(applicant: Walker, project: Project) -> None:
    """Nothing is missing, and the proposal is submitted."""
    applicant.go(f"apply/{project.uid}/check/")
    applicant.go(f"apply/{project.uid}/submit/")
    applicant.press()
    project.refresh_from_db()
    assert project.state == State.SUBMITTED


def read(visitor: Walker, project: Project) -> None:
    """Anybody sees on the operation's page what rolled up to it, and finds the sub-grant from there."""
    awarded = SubGrant.objects.get(project=project)
    assert (awarded.grant, awarded.published_at is not None) == (GRANT, True)
    visitor.go(f"projects/{OPERATION}/")
    shown = " ".join(visitor.page.locator("section[aria-labelledby=passed-on]").inner_text().split())
    assert f"{eur(GRANT, 'en')} of {eur(Decimal(10_000_000), 'en')} (1.6%)" in shown
    assert "1 of at least 50 (2%)" in shown
    assert "2 of at least 125 (1.6%)" in shown
    assert all(company.name in shown for company in COMPANIES)
    visitor.look("the operation")
    visitor.press(f"main a[href$='/sub-grants/{awarded.code}/']")
    visitor.look("the sub-grant")
    assert eur(GRANT, "en") in visitor.text()
    assert "Sustainable energy" in visitor.text()
