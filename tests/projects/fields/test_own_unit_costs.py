"""Unit costs that a project proposes itself: their price, what they cover, and the rows that use them."""

from datetime import date
from decimal import Decimal

import pytest

from core.errors import DomainError
from projects import comparison, costing, dossier, eligibility, entries, fields
from projects.content import content_of
from projects.fields.outcomes import token_of
from projects.lifecycle import restoring
from projects.models import CostItem, Entry, FieldChange
from tests.factories.calls import CallFieldFactory
from tests.factories.projects import complete_project

EMPTY = token_of("")


@pytest.fixture
def project(db):
    project = complete_project(start_date=date(2026, 1, 1), end_date=date(2027, 12, 31))
    project.call.budget_form = "items"
    project.call.save()
    CallFieldFactory(call=project.call, key="own_unit_costs", use="optional")
    return project


@pytest.fixture
def save(project):
    def act(key, value, base=EMPTY):
        return fields.save(project, key, value, base=base, by=project.created_by, language="en")

    return act


@pytest.fixture
def own(project, save):
    """Visits of a house, 12.50 EUR each, in the category of external expertise."""
    entry = entries.add(project, "own_unit_cost", by=project.created_by)
    for language in project.call.languages:
        save(f"own_unit_cost.{entry.uid}.name.{language}", f"Visit ({language})", base="0")
        save(f"own_unit_cost.{entry.uid}.unit.{language}", "visit", base="0")
        save(f"own_unit_cost.{entry.uid}.justification.{language}", "Prices of three years.", base="0")
    save(f"own_unit_cost.{entry.uid}.price", "12.50")
    save(f"own_unit_cost.{entry.uid}.categories", "external")
    return entry


@pytest.fixture
def used(project, own, save):
    """A row of ten visits."""
    row = costing.add_item(project.partnerships.first(), "external", by=project.created_by)
    save(f"cost.{row.uid}.unit_cost", str(own.uid))
    save(f"cost.{row.uid}.units", "10", base=token_of("0.00"))
    return row


def refusal(act, *args):
    with pytest.raises(fields.InvalidValue) as caught:
        act(*args)
    return str(caught.value.text)


def test_a_row_takes_the_price_of_the_own_unit_cost(project, own, used):
    used.refresh_from_db()
    assert (used.own_unit_cost, used.unit_cost_id, used.price) == (own, None, Decimal("12.50"))
    assert FieldChange.objects.get(key=f"cost.{used.uid}.price").new == "12.50"
    found = dossier.load(project)
    (item,) = found.partners[0].items
    assert (item.own_unit_cost, item.amount) == (own.uid, Decimal("125.00"))
    assert found.partners[0].costs.external == Decimal("125.00")
    assert found.unit_cost(item).price == Decimal("12.50")
    assert found.own_unit_costs == dossier.load_money(project).own_unit_costs


def test_a_new_price_is_taken_over_by_the_rows_with_their_history(own, used, save):
    save(f"own_unit_cost.{own.uid}.price", "20", base=token_of("12.50"))
    used.refresh_from_db()
    assert used.price == Decimal("20.00")
    change = FieldChange.objects.filter(key=f"cost.{used.uid}.price").first()
    assert (change.old, change.new) == ("12.50", "20.00")


def test_the_price_of_a_row_with_an_own_unit_cost_is_fixed(used, save):
    text = refusal(save, f"cost.{used.uid}.price", "1", token_of("12.50"))
    assert text == "The unit cost of this row fixes its price."


def test_a_price_that_makes_a_row_too_large_is_refused(own, used, save):
    text = refusal(save, f"own_unit_cost.{own.uid}.price", "999999999", token_of("12.50"))
    assert text == "With this price a row of the budget exceeds 999,999,999.99 euros. Lower one of them."


def test_an_own_unit_cost_is_used_in_its_own_table_only(project, own, save):
    row = costing.add_item(project.partnerships.first(), "travel", by=project.created_by)
    text = refusal(save, f"cost.{row.uid}.unit_cost", str(own.uid))
    assert text == "This unit cost is for another table of the budget."


def test_the_unit_cost_of_another_project_is_unknown(own, save):
    other = complete_project()
    stranger = Entry.objects.create(project=other, kind="own_unit_cost", position=1, choice="external")
    row = CostItem.objects.create(
        partnership=own.project.partnerships.first(), category="external", position=1
    )
    text = refusal(save, f"cost.{row.uid}.unit_cost", str(stranger.uid))
    assert text == "Neither this call nor this project has this unit cost."


def test_a_unit_cost_over_several_categories_has_a_table_of_its_own(project, own, save):
    key = f"own_unit_cost.{own.uid}.categories"
    assert save(key, "travel, staff", base=token_of("external")).value == "staff,travel"
    row = costing.add_item(project.partnerships.first(), "unit_costs", by=project.created_by)
    save(f"cost.{row.uid}.unit_cost", str(own.uid))
    save(f"cost.{row.uid}.units", "2", base=token_of("0.00"))
    assert dossier.load(project).partners[0].budget.unit_costs == Decimal("25.00")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("office", "Office and administration can't stand alone. First tick another category as well."),
        ("", "Rows of the budget use this unit cost in another table. Take it out of them first."),
        ("staff,gold", "Choose one from the list."),
    ],
)
def test_categories_that_do_not_fit_are_refused(own, used, save, value, text):
    assert refusal(save, f"own_unit_cost.{own.uid}.categories", value, token_of("external")) == text


def test_a_used_unit_cost_cannot_be_removed(project, own, used, save):
    with pytest.raises(DomainError, match="Rows of the budget use this unit cost"):
        entries.remove(own, by=project.created_by)
    save(f"cost.{used.uid}.unit_cost", "", base=token_of(str(own.uid)))
    entries.remove(own, by=project.created_by)
    assert dossier.load(project).own_unit_costs == ()


def test_a_project_proposes_at_most_ten(project):
    for _number in range(10):
        entries.add(project, "own_unit_cost", by=project.created_by)
    with pytest.raises(DomainError, match="at most 10"):
        entries.add(project, "own_unit_cost", by=project.created_by)


def test_a_call_that_allows_none_takes_none(project, own, save):
    project.call.fields.all().delete()
    with pytest.raises(DomainError, match="does not ask for this"):
        entries.add(project, "own_unit_cost", by=project.created_by)
    text = refusal(save, f"own_unit_cost.{own.uid}.price", "3", token_of("12.50"))
    assert text == "This call does not ask for this. Reload the page."


def test_the_checks_name_what_a_unit_cost_lacks(project, save):
    entry = entries.add(project, "own_unit_cost", by=project.created_by)
    save(f"own_unit_cost.{entry.uid}.price", "0")
    found = {one.where: one.reason for one in eligibility.findings(dossier.load(project))}
    name = f"own_unit_cost.{entry.uid}"
    assert found[f"{name}.price"] == "Give a price above zero."
    assert found[f"{name}.categories"] == "Tick the cost category that it covers, or several."
    assert {f"{name}.{part}.nl" for part in ("name", "unit", "justification")} <= found.keys()


def test_a_complete_unit_cost_passes_the_checks(project, own, used):
    found = [one for one in eligibility.findings(dossier.load(project)) if own.kind in one.where]
    assert found == []


def test_the_document_and_the_comparison_show_it(project, own, used, save):
    before = dossier.load(project)
    (section,) = [one for one in content_of(before) if one.key == "unit_costs"]
    said = {field.label: [words.text for words in field.words] for field in section.rows[0].fields}
    assert said["Price of a unit"] == ["€12.50"]
    assert said["Cost categories that it covers"] == ["External expertise and services"]
    save(f"own_unit_cost.{own.uid}.price", "14", base=token_of("12.50"))
    found = comparison.compare(before, dossier.load(project))
    changed = {one.key: one for one in found.sections}
    assert [field.key for field in changed["unit_costs"].rows[0].fields] == [f"own_unit_cost.{own.uid}.price"]
    assert "budget" in changed


def test_a_frozen_dossier_keeps_it(project, own, used):
    found = dossier.load(project)
    assert dossier.from_data(dossier.to_data(found)) == found


def test_a_restored_dossier_has_its_unit_cost_and_rows_again(project, own, used, save):
    found = dossier.load(project)
    save(f"own_unit_cost.{own.uid}.price", "99", base=token_of("12.50"))
    restoring.restore(project, found, by=project.created_by)
    now = dossier.load(project)
    assert (now.own_unit_costs, now.partners) == (found.own_unit_costs, found.partners)
