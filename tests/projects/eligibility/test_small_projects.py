"""The checks of a small project fund."""

from datetime import date
from decimal import Decimal

import pytest

from calls.models import Call
from calls.readiness import readiness
from calls.states import USUAL_CATEGORIES
from partners.models import Organisation
from projects import dossier, eligibility, entries, fields
from projects.fields.outcomes import token_of
from projects.models import BudgetLine
from tests.factories.calls import CallFieldFactory
from tests.factories.projects import BudgetLineFactory, complete_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    """One beneficiary with 100,000.00 of staff costs and 400,000.00 for small projects."""
    found = complete_project(partners=1, start_date=date(2026, 1, 1), end_date=date(2027, 12, 31))
    found.call.allowed_categories = [*USUAL_CATEGORIES, "small_projects"]
    found.call.save()
    CallFieldFactory(call=found.call, key="small_project_fund", use="optional")
    partner = found.partnerships.get()
    BudgetLineFactory(partnership=partner, category="small_projects", amount=Decimal("400000.00"))
    return found


def checks_of(project):
    found = eligibility.evaluate(dossier.load(project))
    return {one.key: one for one in found if one.key in {"beneficiary", "fund", "management"}}


def test_a_fifth_for_management_is_allowed_to_the_cent(project):
    checks = checks_of(project)
    assert [check.verdict for check in checks.values()] == ["passed"] * 3
    BudgetLine.objects.filter(category="staff").update(amount=Decimal("100000.01"))
    failed = checks_of(project)["management"]
    assert (failed.verdict, failed.where) == ("error", "budget")
    assert "Article 25(5)" in failed.reason


def test_money_for_small_projects_counts_in_the_total_and_in_no_flat_rate(project):
    partner = project.partnerships.get()
    partner.office_on_direct_rate = 10
    partner.save()
    budget = dossier.load(project).partners[0].budget
    assert (budget.small_projects, budget.office) == (Decimal("400000.00"), Decimal("10000.00"))
    assert budget.total == Decimal("510000.00")


def test_without_money_for_small_projects_the_check_says_so(project):
    BudgetLine.objects.filter(category="small_projects").delete()
    checks = checks_of(project)
    assert checks["fund"].verdict == "error"
    assert checks["fund"].where == f"budget.{project.partnerships.get().uid}.small_projects"
    assert "management" not in checks


def test_a_fund_has_one_beneficiary():
    found = complete_project(partners=2)
    found.call.allowed_categories = ["small_projects"]
    found.call.save()
    check = checks_of(found)["beneficiary"]
    assert check.verdict == "error"
    assert "There are 2 here." in check.reason


def test_a_natural_person_manages_no_fund(project):
    assert checks_of(project)["beneficiary"].verdict == "passed"
    Organisation.objects.update(type="natural_person")
    check = checks_of(project)["beneficiary"]
    assert check.verdict == "error"
    assert "natural person" in check.reason


def test_other_calls_have_no_such_checks_and_take_no_such_costs():
    found = complete_project(partners=1)
    assert checks_of(found) == {}
    key = f"budget.{found.partnerships.get().uid}.small_projects"
    with pytest.raises(fields.InvalidValue, match="no real costs"):
        fields.save(found, key, "5", base=token_of(""), by=found.created_by, language="en")


def test_the_section_asks_for_the_selection_and_the_final_recipients(project):
    found = {one.where for one in eligibility.findings(dossier.load(project))}
    assert {"fund_selection.nl", "fund_criteria.nl", "fund_support.nl", "fund_accounts.nl"} <= found
    assert "final_recipient" in found
    entries.add(project, "final_recipient", by=project.created_by)
    found = {one.where for one in eligibility.findings(dossier.load(project))}
    assert "final_recipient" not in found
    assert any(one.startswith("final_recipient.") and one.endswith(".group") for one in found)


def test_the_readiness_of_a_call_wants_both_halves(project):
    def missing():
        return [item.text for item in readiness(Call.objects.get()) if not item.is_done]

    assert "The form asks how the small project fund works." not in missing()
    project.call.fields.all().delete()
    assert "The form asks how the small project fund works." in missing()
    apart = "Small projects have co-financing of their own, apart from managing the fund."
    assert apart in missing()
    CallFieldFactory(call=project.call, key="rate.small_projects", use="required")
    assert apart not in missing()
