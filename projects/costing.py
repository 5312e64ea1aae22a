"""Rows of a budget: adding, removing and ordering cost items, and taking up lump sums of the programme."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from calls.states import BudgetForm
from core.errors import DomainError
from programmes.models import LumpSum
from programmes.states import Phase
from projects.budget import CLOSURE, PREPARATION
from projects.form.places import budget_places, section_place
from projects.locking import edited
from projects.models import CostItem, LumpSumUse, Partnership, Project
from projects.models.budget import ItemCategory

MOST_ITEMS = 300
MOST_LUMP_SUMS = 50
LUMP_SUMS = (section_place("lump_sums"),)
_PERIOD_OF = {Phase.PREPARATION: PREPARATION, Phase.CLOSURE: CLOSURE}


@transaction.atomic
def add_item(partner: Partnership, category: str, *, by: User, key: UUID | None = None) -> CostItem:
    """Add an empty row at the end of one of a partner's tables; `key` makes a second click find the first."""
    project = edited(partner.project, by, part=partner, places=budget_places(partner.uid))
    if project.call.budget_form != BudgetForm.ITEMS:
        raise DomainError(_("The budget of this call has no rows to add. Enter the amounts in the table."))
    if category not in ItemCategory.values:
        raise DomainError(_("The budget has no such table. Reload the page."))
    uid = key or uuid4()
    found = CostItem.objects.filter(uid=uid).first()
    if found is not None:
        return _same(found, partner)
    rows = CostItem.objects.filter(partnership=partner, category=category)
    if rows.count() >= MOST_ITEMS:
        raise DomainError(_("A table holds at most %(limit)d rows.") % {"limit": MOST_ITEMS})
    last = rows.aggregate(last=Max("position"))["last"] or 0
    item = CostItem.objects.create(partnership=partner, category=category, position=last + 1, uid=uid)
    _record(project, "add cost item", by, new=_facts(item))
    return item


@transaction.atomic
def remove_item(item: CostItem, *, by: User) -> None:
    """Take a row away with its amounts; the trail keeps them."""
    partner = item.partnership
    project = edited(partner.project, by, part=partner, places=budget_places(partner.uid))
    fresh = CostItem.objects.filter(pk=item.pk).first()
    if fresh is None:
        raise DomainError(_("This row is gone already. Reload the page."))
    _record(project, "remove cost item", by, old=_facts(fresh))
    fresh.delete()
    after = CostItem.objects.filter(partnership=fresh.partnership_id, category=fresh.category)
    after.filter(position__gt=fresh.position).update(position=F("position") - 1)


@transaction.atomic
def use_lump_sum(project: Project, lump_sum: LumpSum, *, by: User, key: UUID | None = None) -> LumpSumUse:
    """Take up a lump sum that the call offers; preparation and closure have their period at once."""
    project = edited(project, by, places=LUMP_SUMS)
    if not project.call.lump_sums.filter(pk=lump_sum.pk).exists():
        raise DomainError(_("This call does not offer this lump sum."))
    uid = key or uuid4()
    found = LumpSumUse.objects.filter(uid=uid).first()
    if found is not None:
        if found.project_id != project.pk:
            raise DomainError(_("This row is gone already. Reload the page."))
        return found
    uses = LumpSumUse.objects.filter(project=project)
    if uses.count() >= MOST_LUMP_SUMS:
        raise DomainError(_("A project uses at most %(limit)d lump sums.") % {"limit": MOST_LUMP_SUMS})
    last = uses.aggregate(last=Max("position"))["last"] or 0
    use = LumpSumUse.objects.create(
        project=project,
        lump_sum=lump_sum,
        uid=uid,
        position=last + 1,
        period=_PERIOD_OF.get(Phase(lump_sum.phase)),
    )
    _record(project, "use lump sum", by, new={"lump_sum": lump_sum.pk, "use": str(use.uid)})
    return use


@transaction.atomic
def drop_lump_sum(use: LumpSumUse, *, by: User) -> None:
    """Give a lump sum up, with the partners' parts of it."""
    project = edited(use.project, by, places=LUMP_SUMS)
    fresh = LumpSumUse.objects.filter(pk=use.pk).first()
    if fresh is None:
        raise DomainError(_("This row is gone already. Reload the page."))
    shares = {str(row.partnership.uid): row.amount for row in fresh.shares.select_related("partnership")}
    old = {"lump_sum": fresh.lump_sum_id, "use": str(fresh.uid), "period": fresh.period, "shares": shares}
    _record(project, "drop lump sum", by, old=old)
    fresh.delete()


def _same(found: CostItem, partner: Partnership) -> CostItem:
    if found.partnership_id != partner.pk:
        raise DomainError(_("This row is gone already. Reload the page."))
    return found


def _facts(item: CostItem) -> dict[str, object]:
    periods = {str(row.period): row.amount for row in item.periods.all()}
    return {
        "partner": str(item.partnership.uid),
        "item": str(item.uid),
        "category": item.category,
        "units": item.units,
        "price": item.price,
        "unit_cost": item.unit_cost_id,
        "own_unit_cost": str(item.own_unit_cost.uid) if item.own_unit_cost else None,
        "periods": periods,
    }


def _record(project: Project, action: str, by: User, *, old: object = None, new: object = None) -> None:
    project.changed_at = timezone.now()
    project.save(update_fields=["changed_at"])
    trail.record(project.chain, action, by=by, old=old, new=new)
