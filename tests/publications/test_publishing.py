from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from documents.models import Document
from programmes.models import SpecificObjective
from programmes.states import Role
from projects import lifecycle
from projects.dossier import load
from projects.models import Project
from projects.states import State
from publications import finding, publishing
from publications.models import Publication
from publications.states import Status
from tests.factories.assessments import staff_of, submitted_project
from tests.factories.projects import ContractFactory, StateChangeFactory, small_project_fund

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    """Approved on its first version."""
    made = submitted_project()
    return put(made, State.APPROVED)


def put(project, state):
    """The project in a state to which its newest version was brought."""
    version = project.versions.order_by("-number").first()
    StateChangeFactory(project=project, step="approve", target=state, version=version, at=timezone.now())
    Project.objects.filter(pk=project.pk).update(state=state)
    return Project.objects.get(pk=project.pk)


def test_publish_writes_the_record_from_the_approved_version(project):
    dossier = load(project)
    record = publishing.publish(project, by=staff_of(project, Role.OFFICER))
    assert (record.code, record.acronym, record.status) == (project.code, project.acronym, Status.APPROVED)
    assert (record.title, record.summary) == (dossier.title, dossier.summary)
    assert (record.total_budget, record.eu_funding) == (dossier.totals.total, dossier.totals.eu_funding)
    assert (record.version_number, len(record.version_hash)) == (1, 64)
    partners = list(record.partners.values_list("name", "role", "country", "budget", "eu_funding"))
    assert partners == [
        (one.name, one.role, one.country, one.budget.total, one.funding) for one in dossier.partners
    ]
    assert sum((row[4] for row in partners), Decimal(0)) == record.eu_funding
    assert record.partner_count == len(partners)
    assert list(finding.records(finding.query({"q": project.acronym}))) == [record]


@pytest.mark.parametrize(("set_up", "told"), [(["058"], ["058"]), (["058", "060"], []), ([], [])])
def test_type_of_intervention_is_told_where_the_objective_has_one(project, set_up, told):
    objective = load(project).objective
    SpecificObjective.objects.filter(pk=objective.id).update(intervention_fields=set_up)
    record = publishing.publish(project, by=staff_of(project, Role.OFFICER))
    assert (record.objective.code, record.interventions) == (objective.code, told)


def test_type_of_intervention_of_the_contract_goes_before_those_of_the_objective(project):
    objective = load(project).objective
    SpecificObjective.objects.filter(pk=objective.id).update(intervention_fields=["058"])
    ContractFactory(project=project, interventions=["060", "061"])
    assert publishing.publish(project, by=staff_of(project, Role.OFFICER)).interventions == ["060", "061"]


def test_publish_asks_for_the_summary_in_three_languages(project):
    publishing.publish(project, by=staff_of(project, Role.MANAGER))
    found = (
        Document.objects.filter(kind="funding_summary")
        .values_list("kind", "subject", "language")
        .order_by("language")
    )
    subject = f"publication:{project.code}"
    assert list(found) == [("funding_summary", subject, language) for language in ("en", "fr", "nl")]


def test_publish_again_changes_nothing(project):
    officer = staff_of(project, Role.OFFICER)
    first = publishing.publish(project, by=officer)
    again = publishing.publish(project, by=officer)
    assert again.data_date == first.data_date
    assert Document.objects.filter(kind="funding_summary").count() == 3
    assert TrailEntry.objects.filter(chain=project.chain, action="publish").count() == 1


def test_publish_follows_the_state_of_the_project(project):
    officer = staff_of(project, Role.OFFICER)
    publishing.publish(project, by=officer)
    assert publishing.publish(put(project, State.CONTRACTED), by=officer).status == Status.ONGOING
    assert publishing.publish(put(project, State.CLOSED), by=officer).status == Status.CLOSED


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.COMMITTEE, Role.AUDITOR])
def test_publish_is_for_the_secretariat(project, role):
    with pytest.raises(NotAllowed):
        publishing.publish(project, by=staff_of(project, role))
    assert Publication.objects.count() == 0


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ELIGIBLE, State.NOT_APPROVED, State.WITHDRAWN])
def test_publish_refuses_what_is_not_funded(project, state):
    Project.objects.filter(pk=project.pk).update(state=state)
    with pytest.raises(DomainError):
        publishing.publish(project, by=staff_of(project, Role.OFFICER))


def test_withdraw_takes_the_record_away_and_keeps_the_first_date(project):
    officer = staff_of(project, Role.OFFICER)
    first = publishing.publish(project, by=officer)
    with pytest.raises(DomainError):
        publishing.withdraw(project, by=officer, note=" ")
    publishing.withdraw(project, by=officer, note="Published by mistake.")
    assert Publication.objects.count() == 0
    entry = TrailEntry.objects.filter(chain=project.chain).latest("sequence")
    assert (entry.action, entry.note, entry.old["code"]) == (
        "withdraw_publication",
        "Published by mistake.",
        project.code,
    )
    back = publishing.publish(project, by=officer)
    published_at = TrailEntry.objects.filter(chain=project.chain, action="publish").earliest("sequence").at
    assert back.pk != first.pk
    assert back.first_published_at == published_at


def test_withdraw_is_for_the_secretariat(project):
    publishing.publish(project, by=staff_of(project, Role.OFFICER))
    with pytest.raises(NotAllowed):
        publishing.withdraw(project, by=staff_of(project, Role.AUDITOR), note="No.")


def test_record_of_a_small_project_fund_counts_both_parts_once():
    made = small_project_fund()
    lifecycle.submit(made, by=made.created_by)
    record = publishing.publish(put(made, State.APPROVED), by=staff_of(made, Role.OFFICER))
    assert (record.total_budget, record.eu_funding, record.rate, record.fund_id) == (
        Decimal("500000.00"),
        Decimal("240000.00"),
        Decimal("48.00"),
        "ERDF",
    )
    (partner,) = record.partners.all()
    assert (partner.budget, partner.eu_funding, partner.contribution) == (
        Decimal("500000.00"),
        Decimal("240000.00"),
        Decimal("260000.00"),
    )
    found = Project.objects.get(pk=made.pk)
    assert (found.eu_asked, found.total_asked) == (Decimal("240000.00"), Decimal("500000.00"))
    assert found.partner_figures.get().eu_asked == Decimal("240000.00")
