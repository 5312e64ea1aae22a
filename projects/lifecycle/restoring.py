"""Writing a frozen dossier back into the rows that people edit."""

from __future__ import annotations

from accounts import trail
from accounts.models import User
from calls.states import CostCategory
from partners.models import Organisation
from projects import attachments
from projects.budget import Line
from projects.dossier import Dossier, Partner, from_data
from projects.lifecycle.restoring_form import restore_answers, restore_entries
from projects.models import (
    BudgetLine,
    CoFinancing,
    Contribution,
    CostItem,
    Entry,
    ItemPeriod,
    LumpSumShare,
    LumpSumUse,
    Partnership,
    Project,
)


def restore(project: Project, frozen: Dossier, *, by: User) -> None:
    """Make the rows of the project say what `frozen` says. The project must be locked, its code stays.

    Partners and contributions keep the keys they had, so that addresses and field keys stay valid. An
    organisation's own record is not touched: it may have changed since for good reasons.
    """
    project.acronym = frozen.acronym
    project.objective_id = frozen.objective.id if frozen.objective else None
    project.theme_id = frozen.theme.id if frozen.theme else None
    project.start_date, project.end_date = frozen.start_date, frozen.end_date
    project.save(update_fields=["acronym", "objective", "theme", "start_date", "end_date"])
    _restore_partners(project, frozen.partners)
    restore_entries(project, frozen, by=by)
    restore_answers(project, frozen, by=by)
    attachments.restore_as(project, frozen.annexes)
    _restore_lump_sums(project, frozen)
    trail.record(project.chain, "restore version", by=by, new={"partners": len(frozen.partners)})


def put_back(project: Project, *, by: User) -> None:
    """Make the rows say again what was submitted last; texts written since stay in their history."""
    newest = project.versions.order_by("-number").first()
    if newest is not None:
        restore(project, from_data(newest.data), by=by)


def _restore_partners(project: Project, partners: tuple[Partner, ...]) -> None:
    kept = project.partnerships.filter(uid__in=[partner.uid for partner in partners])
    project.partnerships.exclude(pk__in=kept.values("pk")).delete()
    # first no lead, so that two never meet
    kept.update(role=Partnership.Role.PARTNER)
    organisations = Organisation.objects.in_bulk(
        [partner.organisation_uid for partner in partners], field_name="uid"
    )
    for partner in sorted(partners, key=lambda each: each.is_lead):
        row, _is_new = Partnership.objects.update_or_create(
            project=project,
            uid=partner.uid,
            defaults={
                "organisation": organisations[partner.organisation_uid],
                "role": partner.role,
                "position": partner.position,
                "abbreviation": partner.abbreviation,
                "staff_rate": partner.rates.staff,
                "office_on_staff_rate": partner.rates.office_on_staff,
                "office_on_direct_rate": partner.rates.office_on_direct,
                "travel_rate": partner.rates.travel,
                "other_rate": partner.rates.other,
            },
        )
        _restore_money(row, partner)


def _restore_money(row: Partnership, partner: Partner) -> None:
    row.budget_lines.all().delete()
    row.co_financing.all().delete()
    row.contributions.all().delete()
    lines = partner.lines or tuple(
        Line(category, None, getattr(partner.costs, category)) for category in CostCategory.values
    )
    _restore_items(row, partner)
    BudgetLine.objects.bulk_create(
        BudgetLine(partnership=row, category=line.category, period=line.period, amount=line.amount)
        for line in lines
    )
    CoFinancing.objects.bulk_create(
        CoFinancing(partnership=row, part=each.part, fund_id=each.fund, rate=each.rate)
        for each in partner.co_financing
    )
    Contribution.objects.bulk_create(
        Contribution(
            pk=each.id,
            partnership=row,
            part=each.part,
            source=each.source,
            status=each.status,
            amount=each.amount,
        )
        for each in partner.contributions
    )


def _restore_items(row: Partnership, partner: Partner) -> None:
    """The rows of costs under the identities that their texts name."""
    row.cost_items.all().delete()
    known = dict(Entry.objects.filter(project=row.project_id).values_list("uid", "pk"))
    items = [
        CostItem(
            partnership=row,
            uid=item.uid,
            category=item.category,
            position=position,
            unit_cost_id=item.unit_cost,
            own_unit_cost_id=known.get(item.own_unit_cost) if item.own_unit_cost else None,
            investment_id=known.get(item.investment) if item.investment else None,
            units=item.units,
            price=item.price,
        )
        for position, item in enumerate(partner.items, 1)
    ]
    CostItem.objects.bulk_create(items)
    ItemPeriod.objects.bulk_create(
        ItemPeriod(item=stored, period=part.number, amount=part.amount)
        for stored, item in zip(items, partner.items, strict=True)
        for part in item.periods
    )


def _restore_lump_sums(project: Project, version: Dossier) -> None:
    project.lump_sum_uses.all().delete()
    keys = dict(project.partnerships.values_list("uid", "pk"))
    for position, use in enumerate(version.lump_sums, 1):
        stored = LumpSumUse.objects.create(
            project=project, uid=use.uid, lump_sum_id=use.lump_sum, period=use.period, position=position
        )
        LumpSumShare.objects.bulk_create(
            LumpSumShare(use=stored, partnership_id=keys[part.partner], amount=part.amount)
            for part in use.shares
            if part.partner in keys
        )
