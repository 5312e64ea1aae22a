"""Adding and removing rows of a budget, and taking up lump sums."""

from decimal import Decimal
from uuid import uuid4

import pytest

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from programmes.states import Phase
from projects import costing
from projects.models import CostItem, LumpSumUse
from projects.states import State
from tests.factories.accounts import UserFactory
from tests.factories.programmes import LumpSumFactory
from tests.factories.projects import CostItemFactory, complete_project


@pytest.fixture
def project(db):
    project = complete_project()
    project.call.budget_form = "items"
    project.call.save()
    return project


@pytest.fixture
def partner(project):
    return project.partnerships.select_related("project").first()


def test_add_item_stands_last_and_once(project, partner):
    by, key = project.created_by, uuid4()
    first = costing.add_item(partner, "staff", by=by)
    second = costing.add_item(partner, "staff", by=by, key=key)
    assert costing.add_item(partner, "staff", by=by, key=key) == second
    assert [first.position, second.position] == [1, 2]
    assert CostItem.objects.count() == 2


def test_add_item_needs_a_call_with_rows_and_a_known_table(project, partner):
    with pytest.raises(DomainError, match="no such table"):
        costing.add_item(partner, "office", by=project.created_by)
    project.call.budget_form = "totals"
    project.call.save()
    with pytest.raises(DomainError, match="no rows to add"):
        costing.add_item(partner, "staff", by=project.created_by)


def test_a_table_holds_300_rows(project, partner):
    CostItem.objects.bulk_create(
        CostItem(partnership=partner, category="staff", position=number) for number in range(1, 301)
    )
    with pytest.raises(DomainError, match="at most 300 rows"):
        costing.add_item(partner, "staff", by=project.created_by)
    assert costing.add_item(partner, "travel", by=project.created_by).position == 1


def test_only_writers_add_and_only_while_it_can_be_written(project, partner):
    with pytest.raises(NotAllowed):
        costing.add_item(partner, "staff", by=UserFactory())
    type(project).objects.filter(pk=project.pk).update(
        state=State.SUBMITTED, code="X-1", first_submitted_at=project.created_at
    )
    partner.project.refresh_from_db()
    with pytest.raises(NotAllowed):
        costing.add_item(partner, "staff", by=project.created_by)


def test_remove_item_closes_the_gap_and_keeps_what_it_said_in_the_trail(project, partner):
    rows = [CostItemFactory(partnership=partner, position=number) for number in (1, 2, 3)]
    costing.remove_item(rows[0], by=project.created_by)
    assert list(CostItem.objects.values_list("uid", "position")) == [(rows[1].uid, 1), (rows[2].uid, 2)]
    entry = TrailEntry.objects.filter(action="remove cost item").get()
    assert (entry.old["item"], entry.old["price"]) == (str(rows[0].uid), "1000.00")
    with pytest.raises(DomainError, match="gone already"):
        costing.remove_item(rows[0], by=project.created_by)


def test_use_lump_sum_takes_the_period_of_its_phase(project):
    by = project.created_by
    offers = [LumpSumFactory(phase=phase) for phase in Phase.values]
    project.call.lump_sums.set(offers)
    uses = [costing.use_lump_sum(project, offer, by=by) for offer in offers]
    assert [use.period for use in uses] == [0, None, 255]
    with pytest.raises(DomainError, match="does not offer"):
        costing.use_lump_sum(project, LumpSumFactory(), by=by)


def test_a_project_uses_50_lump_sums(project):
    offer = LumpSumFactory()
    project.call.lump_sums.add(offer)
    LumpSumUse.objects.bulk_create(
        LumpSumUse(project=project, lump_sum=offer, position=number) for number in range(1, 51)
    )
    with pytest.raises(DomainError, match="at most 50"):
        costing.use_lump_sum(project, offer, by=project.created_by)


def test_drop_lump_sum_tells_the_trail_who_had_which_part(project, partner):
    offer = LumpSumFactory()
    project.call.lump_sums.add(offer)
    use = costing.use_lump_sum(project, offer, by=project.created_by)
    use.shares.create(partnership=partner, amount=Decimal("12.00"))
    costing.drop_lump_sum(use, by=project.created_by)
    entry = TrailEntry.objects.filter(action="drop lump sum").get()
    assert entry.old["shares"] == {str(partner.uid): "12.00"}
    assert not LumpSumUse.objects.exists()
