"""An import of a budget is undone as one act, unless that would lose what was changed after it."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from projects import fields, importing, undoing
from projects.fields.outcomes import token_of
from projects.importing import Added
from projects.models import BudgetImport, BudgetLine, CostItem, Project
from projects.states import Level
from tests.factories.programmes import UnitCostFactory
from tests.factories.projects import CostItemFactory, complete_project, small_project_fund
from tests.projects.people import with_level

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    """Two years in four periods, all in the first one."""
    project = complete_project(start_date=date(2026, 1, 1), end_date=date(2027, 12, 31))
    project.call.budget_form, project.call.period_months = "periods", 6
    project.call.save()
    BudgetLine.objects.update(period=1)
    return project


@pytest.fixture
def partner(project):
    return project.partnerships.get(position=1)


def amounts(partner):
    return {line.period: line.amount for line in BudgetLine.objects.filter(partnership=partner)}


def imported(project, partner, **cells):
    """A file that says other amounts of staff: the period's number behind "p", and the amount."""
    changes = []
    for name, new in cells.items():
        key = f"budget.{partner.uid}.staff.{name[1:]}"
        stored = fields.tokens(project).get(key)
        changes.append((key, new, stored.token if stored else token_of("")))
    importing.apply(project, changes, [], by=project.created_by)
    return BudgetImport.objects.latest("pk")


def save(project, key, value):
    stored = fields.tokens(project).get(key)
    base = stored.token if stored else token_of("")
    fields.save(project, key, value, base=base, by=project.created_by)


def test_undone_import_gives_every_cell_back_in_one_act(project, partner):
    before = amounts(partner)
    done = imported(project, partner, p1="70000.00", p2="20000.00", p3="5.55")
    assert amounts(partner) == {1: Decimal("70000.00"), 2: Decimal("20000.00"), 3: Decimal("5.55")}
    undoing.undo(done, by=project.created_by)
    assert amounts(partner) == before
    acts = TrailEntry.objects.filter(chain=project.chain, action__contains="import").order_by("sequence")
    assert [(entry.action, entry.new["cells"]) for entry in acts] == [
        ("import budget", 3),
        ("undo budget import", 3),
    ]
    with pytest.raises(DomainError, match="already been undone"):
        undoing.undo(done, by=project.created_by)


def test_later_edits_are_not_lost_and_the_refusal_names_them(project, partner):
    done = imported(project, partner, p1="70000.00", p2="20000.00")
    save(project, f"budget.{partner.uid}.staff.2", "30000.00")
    with pytest.raises(DomainError) as refused:
        undoing.undo(done, by=project.created_by)
    assert f"{partner.abbreviation}, Staff costs, period 2." in str(refused.value.text)
    assert "period 1" not in str(refused.value.text)
    assert amounts(partner) == {1: Decimal("70000.00"), 2: Decimal("30000.00")}
    save(project, f"budget.{partner.uid}.staff.2", "20000.00")
    undoing.undo(done, by=project.created_by)
    assert list(amounts(partner)) == [1]


def test_edits_of_other_cells_stay(project, partner):
    done = imported(project, partner, p1="70000.00")
    save(project, f"budget.{partner.uid}.staff.4", "12.00")
    undoing.undo(done, by=project.created_by)
    assert amounts(partner) == {1: Decimal("100000.00"), 4: Decimal("12.00")}


def test_who_may_only_view_and_closed_projects_undo_nothing(project, partner):
    done = imported(project, partner, p1="70000.00")
    with pytest.raises(NotAllowed):
        undoing.undo(done, by=with_level(project, Level.VIEW))
    Project.objects.filter(pk=project.pk).update(
        state="submitted", code="U-1", first_submitted_at="2026-01-01T00:00:00Z"
    )
    with pytest.raises(NotAllowed):
        undoing.undo(done, by=project.created_by)
    assert amounts(partner) == {1: Decimal("70000.00")}


@pytest.fixture
def by_items(project):
    project.call.budget_form = "items"
    project.call.save()
    return project


def row(item, **cells):
    return [(f"cost.{item}.{name}", value, token_of("")) for name, value in cells.items()]


def test_added_rows_go_again_and_those_that_were_there_stay(by_items, partner):
    known = CostItemFactory(partnership=partner, category="travel", units=2, price=10, position=1)
    added = Added(uuid4(), partner.uid, "travel")
    changes = [(f"cost.{known.uid}.units", "5.00", fields.tokens(by_items)[f"cost.{known.uid}.units"].token)]
    importing.apply(
        by_items, [*changes, *row(added.uid, units="3.00", price="7.00")], [added], by=by_items.created_by
    )
    assert CostItem.objects.filter(partnership=partner).count() == 2
    undoing.undo(BudgetImport.objects.get(), by=by_items.created_by)
    kept = CostItem.objects.get(partnership=partner, category="travel")
    assert (kept.pk, kept.units, kept.price, kept.position) == (known.pk, Decimal(2), Decimal(10), 1)


def test_added_row_that_was_filled_further_is_named(by_items, partner):
    added = Added(uuid4(), partner.uid, "travel")
    importing.apply(by_items, row(added.uid, units="3.00"), [added], by=by_items.created_by)
    save(by_items, f"cost.{added.uid}.price", "9.00")
    with pytest.raises(DomainError, match="row 1"):
        undoing.undo(BudgetImport.objects.get(), by=by_items.created_by)
    assert CostItem.objects.filter(uid=added.uid).exists()


def test_price_that_a_unit_cost_fixed_comes_back(by_items, partner):
    cost = UnitCostFactory(
        programme_period=by_items.call.programme_period, categories=["travel"], price=Decimal("55.00")
    )
    by_items.call.unit_costs.add(cost)
    known = CostItemFactory(partnership=partner, category="travel", units=2, price=10)
    key = f"cost.{known.uid}.unit_cost"
    importing.apply(by_items, [(key, str(cost.pk), token_of(""))], [], by=by_items.created_by)
    known.refresh_from_db()
    assert (known.unit_cost, known.price) == (cost, Decimal("55.00"))
    undoing.undo(BudgetImport.objects.get(), by=by_items.created_by)
    known.refresh_from_db()
    assert (known.unit_cost, known.price) == (None, Decimal("10.00"))


def test_rates_and_sources_of_small_projects_come_back_with_the_rest():
    project = small_project_fund()
    partner = project.partnerships.get()
    given = partner.contributions.get(source="Provincie Demo")
    keys = (f"rate.{partner.uid}.small_projects.ERDF", f"contribution.{given.pk}.amount")
    stored = fields.tokens(project)
    changes = [(key, new, stored[key].token) for key, new in zip(keys, ("50", "100000"), strict=True)]
    assert importing.apply(project, changes, [], by=project.created_by) == 2
    now = fields.tokens(project)
    assert [now[key].value for key in keys] == ["50.00", "100000.00"]
    undoing.undo(BudgetImport.objects.get(), by=project.created_by)
    assert fields.tokens(project) == stored
