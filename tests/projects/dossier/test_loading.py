"""A dossier says what the database says."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from core.errors import DomainError
from projects import dossier
from projects.budget import FlatRates
from projects.models import BudgetLine, Partnership, Project
from tests.factories.programmes import FundFactory
from tests.factories.projects import (
    CoFinancingFactory,
    ContributionFactory,
    EntryFactory,
    PartnershipFactory,
    ProjectFactory,
    complete_project,
)

pytestmark = pytest.mark.django_db


def test_load_reads_an_empty_draft():
    project = ProjectFactory(acronym="LEEG")
    found = dossier.load(project)
    assert (found.acronym, found.code, found.partners, found.lead) == ("LEEG", None, (), None)
    assert (found.objective, found.theme, found.duration_months) == (None, None, None)
    assert (found.totals.total, found.totals.rate, found.totals.by_fund) == (Decimal(0), Decimal(0), {})


def test_load_reads_a_whole_project():
    project = complete_project(partners=2)
    found = dossier.load(project)
    assert found.uid == project.uid
    assert dict(found.title) == {"nl": "Titel (nl)", "fr": "Titel (fr)"}
    assert found.objective.code == project.objective.code
    assert found.duration_months == 24
    assert found.call.area == ("BE251", "FRE11")
    assert found.call.languages == ("nl", "fr")
    assert [rule.kind for rule in found.call.rules][:2] == ["min_countries", "one_lead"]
    lead, other = found.partners
    assert (lead.role, lead.country, other.role, other.country) == ("lead", "BE", "partner", "FR")
    assert lead.co_financing == (dossier.CoFinancing("ERDF", Decimal("60.00"), Decimal("60000.00")),)
    assert lead.partner_share == lead.contributed == Decimal("40000.00")
    assert found.totals.total == Decimal("200000.00")
    assert found.totals.by_fund == {"ERDF": Decimal("120000.00")}
    assert found.totals.eu_funding == Decimal("120000.00")
    assert found.totals.rate == Decimal("60.00")


def test_load_applies_flat_rates_and_adds_up_the_cut_amounts_of_partners():
    project = ProjectFactory()
    for position in (1, 2, 3):
        row = PartnershipFactory(project=project, position=position, office_on_staff_rate=15)
        BudgetLine.objects.create(partnership=row, category="staff", amount=Decimal("33.33"))
        CoFinancingFactory(partnership=row, rate=Decimal("33.33"))
    CoFinancingFactory(partnership=row, fund=FundFactory(code="NATIONAL", is_eu=False), rate=Decimal(10))
    ContributionFactory(partnership=row, amount=Decimal("1.00"))
    found = dossier.load(project)
    # 15 % of 33.33 is 4.99; a partner has 38.32; 33.33 % of that is 12.77, 10 % is 3.83
    assert [partner.budget.total for partner in found.partners] == [Decimal("38.32")] * 3
    assert found.partners[0].rates == FlatRates(office_on_staff=15)
    assert found.totals.by_fund == {"ERDF": Decimal("38.31"), "NATIONAL": Decimal("3.83")}
    assert found.totals.partner_share == Decimal("114.96") - Decimal("42.14")
    assert found.totals.contributed == Decimal("1.00")


@pytest.mark.parametrize("partners", [1, 3])
def test_load_takes_four_statements_whatever_the_partnership(partners, django_assert_num_queries):
    project = complete_project(partners=partners)
    with django_assert_num_queries(4):
        dossier.load(project)


@pytest.mark.parametrize("count", [1, 3])
def test_load_all_takes_as_many_queries_as_one(count, django_assert_num_queries):
    projects = [complete_project() for _each in range(count)]
    with django_assert_num_queries(4):
        found = dossier.load_all(projects)
    assert found == {project.pk: dossier.load(project) for project in projects}


def test_load_keeps_the_order_of_partners():
    project = ProjectFactory()
    for position in (3, 1, 2):
        PartnershipFactory(project=project, position=position, abbreviation=f"P{position}")
    Partnership.objects.filter(abbreviation="P3").update(role="lead")
    assert [partner.abbreviation for partner in dossier.load(project).partners] == ["P1", "P2", "P3"]
    assert dossier.load(project).lead.abbreviation == "P3"


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2023, 1, 1), date(2029, 12, 31), 84),
        (date(2026, 1, 1), date(2026, 1, 1), 1),
        (date(2026, 1, 15), date(2026, 2, 14), 1),
        (date(2026, 1, 15), date(2026, 2, 15), 2),
        (date(2024, 2, 1), date(2024, 2, 29), 1),
        (date(2024, 2, 29), date(2025, 2, 28), 13),
        (date(2026, 2, 1), date(2026, 1, 31), None),
        (date(2026, 2, 1), None, None),
        (date(2026, 2, 1), date.max, None),
    ],
)
def test_months_counts_each_month_begun(start, end, count):
    assert dossier.months(start, end) == count


def test_load_all_costs_as_much_as_one(django_assert_num_queries):
    projects = [complete_project(2), complete_project(1)]
    gone = timezone.now()
    for project in projects:
        EntryFactory(project=project, parent=EntryFactory(project=project))
        EntryFactory(project=project, removed_at=gone)
    with django_assert_num_queries(4):
        found = dossier.load_all(projects)
    assert found == {project.pk: dossier.load(project) for project in projects}
    assert [len(dossier.fetch(project).entries.all()) for project in projects] == [2, 2]


def test_load_of_a_deleted_project_is_refused():
    project = ProjectFactory()
    Project.objects.filter(pk=project.pk).delete()
    with pytest.raises(DomainError):
        dossier.load(project)
