"""Who takes part in a project: adding, removing, ordering partners, naming the lead, money from others."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from partners import register
from partners.models import Organisation
from partners.states import LegalStatus
from projects.dossier import financed_parts
from projects.form.places import budget_places, row_place, section_place
from projects.locking import edited
from projects.models import CoFinancing, Contribution, FinancedPart, Partnership, Project

MOST_PARTNERS = 50
MOST_CONTRIBUTIONS = 10
ABBREVIATION_LENGTH = 15
SOURCE_LENGTH = 250
PLACES = (section_place("partners"),)


@transaction.atomic
def add_partner(
    project: Project, organisation: Organisation, *, by: User, abbreviation: str, role: str
) -> Partnership:
    """Add an organisation as last partner, with the call's rates and a line for its own contribution."""
    project = edited(project, by, places=PLACES)
    if role not in Partnership.Role.values:
        raise DomainError(_("Choose whether the organisation is lead partner or partner."))
    present = Partnership.objects.filter(project=project)
    if present.filter(organisation=organisation).exists():
        raise DomainError(_("This organisation is in the partnership already."))
    if present.count() >= MOST_PARTNERS:
        raise DomainError(_("A partnership has at most %(limit)d partners.") % {"limit": MOST_PARTNERS})
    if role == Partnership.Role.LEAD and present.filter(role=Partnership.Role.LEAD).exists():
        raise DomainError(_("There is a lead partner already. Add a partner, then let it take the lead."))
    last = present.aggregate(last=Max("position"))["last"] or 0
    partner = Partnership.objects.create(
        project=project,
        organisation=organisation,
        role=role,
        position=last + 1,
        abbreviation=_line(abbreviation, ABBREVIATION_LENGTH, _("Give the partner a short name.")),
    )
    funds, parts = project.call.funds.order_by("fund_id"), financed_parts(project)
    for fund in funds if project.call.several_funds else funds[:1]:
        for part in parts:
            CoFinancing.objects.create(partnership=partner, part=part, fund_id=fund.fund_id, rate=fund.rate)
    is_public = organisation.legal_status == LegalStatus.PUBLIC
    own = Contribution.Status.PUBLIC if is_public else Contribution.Status.PRIVATE
    Contribution.objects.create(partnership=partner, source="", status=own)
    _record(project, "add partner", by, new=_facts(partner))
    return partner


@transaction.atomic
def remove_partner(partner: Partnership, *, by: User) -> None:
    """Take a partner out, with its budget and the people bound to it; those after it move up."""
    project = edited(partner.project, by, places=PLACES)
    fresh = _fresh(partner)
    leaving = fresh.people.order_by("pk").values_list("user_id", "level")
    people = [{"person": f"user:{user}", "level": level} for user, level in leaving]
    _record(project, "remove partner", by, old={**_facts(fresh), "people": people})
    fresh.delete()
    project.partnerships.filter(position__gt=fresh.position).update(position=F("position") - 1)


@transaction.atomic
def move_partner(partner: Partnership, *, by: User, position: int) -> None:
    """Put a partner at another place, 1 being the first."""
    project = edited(partner.project, by, places=PLACES)
    fresh = _fresh(partner)
    goal = max(1, min(position, project.partnerships.count()))
    if goal != fresh.position:
        _place(fresh, goal)
        new = {"partner": str(fresh.uid), "position": goal}
        _record(project, "move partner", by, old={**new, "position": fresh.position}, new=new)


@transaction.atomic
def make_lead(partner: Partnership, *, by: User) -> None:
    """Let a partner take the lead, at the first place; the one who had it stays as partner."""
    project = edited(partner.project, by, places=PLACES)
    fresh = _fresh(partner)
    leading = project.partnerships.filter(role=Partnership.Role.LEAD).first()
    if leading == fresh:
        return
    project.partnerships.filter(role=Partnership.Role.LEAD).update(role=Partnership.Role.PARTNER)
    project.partnerships.filter(pk=fresh.pk).update(role=Partnership.Role.LEAD)
    _place(fresh, 1)
    old = {"partner": str(leading.uid)} if leading else None
    _record(project, "make lead", by, old=old, new={"partner": str(fresh.uid)})


@transaction.atomic
def complete_facts(partner: Partnership, *, by: User, **facts: Any) -> Organisation:
    """Complete what the register does not know yet of a partner's organisation, while it may be edited."""
    places = (*PLACES, row_place("partner", partner.uid))
    edited(partner.project, by, part=partner, places=places)
    return register.complete_organisation(partner.organisation, by=by, **facts)


@transaction.atomic
def add_contribution(
    partner: Partnership,
    *,
    by: User,
    source: str,
    status: str,
    amount: Decimal = Decimal("0.00"),
    part: str = FinancedPart.MANAGEMENT,
) -> Contribution:
    """Add money from another source than the partner itself, in EUR, to a part of the partner's costs."""
    project = edited(partner.project, by, part=partner, places=budget_places(partner.uid))
    fresh = _fresh(partner)
    if status not in Contribution.Status.values:
        raise DomainError(_("Choose whether the contribution is public, private or automatic public."))
    if part not in financed_parts(project):
        raise DomainError(_("In this call, small projects are not financed separately. Reload the page."))
    if fresh.contributions.filter(part=part).count() >= MOST_CONTRIBUTIONS:
        raise DomainError(_("A partner has at most %(limit)d contributions.") % {"limit": MOST_CONTRIBUTIONS})
    if not Decimal(0) <= amount <= Decimal("999999999.99"):
        raise DomainError(_("Give an amount between 0 and 999,999,999.99 euros."))
    name = _line(source, SOURCE_LENGTH, _("Say who gives the money."))
    contribution = Contribution.objects.create(
        partnership=fresh, part=part, source=name, status=status, amount=amount
    )
    new = {"partner": str(fresh.uid), "contribution": contribution.pk, "source": name, "amount": amount}
    if part:
        new["part"] = str(part)
    _record(project, "add contribution", by, new=new)
    return contribution


@transaction.atomic
def remove_contribution(contribution: Contribution, *, by: User) -> None:
    """Take away money from another source; the partner's own line stays, and can be zero."""
    partner = contribution.partnership
    project = edited(partner.project, by, part=partner, places=budget_places(partner.uid))
    fresh = Contribution.objects.filter(pk=contribution.pk).first()
    if fresh is None:
        raise DomainError(_("This contribution is gone already. Reload the page."))
    if not fresh.source:
        raise DomainError(_("The partner's own contribution stays. Set it to zero instead."))
    old = {"contribution": fresh.pk, "source": fresh.source, "amount": fresh.amount}
    if fresh.part:
        old["part"] = fresh.part
    _record(project, "remove contribution", by, old=old)
    fresh.delete()


def _fresh(partner: Partnership) -> Partnership:
    fresh = Partnership.objects.filter(pk=partner.pk).first()
    if fresh is None:
        raise DomainError(_("This partner is gone already. Reload the page."))
    return fresh


def _place(partner: Partnership, goal: int) -> None:
    """Move a partner and shift those between; positions stay 1, 2, 3 ... (checked at commit)."""
    others = Partnership.objects.filter(project_id=partner.project_id)
    if goal < partner.position:
        between = others.filter(position__gte=goal, position__lt=partner.position)
        between.update(position=F("position") + 1)
    else:
        between = others.filter(position__gt=partner.position, position__lte=goal)
        between.update(position=F("position") - 1)
    others.filter(pk=partner.pk).update(position=goal)


def _line(text: str, limit: int, missing: str) -> str:
    """One line of 1 to `limit` characters that can be stored."""
    line = " ".join(text.split())
    if not line:
        raise DomainError(missing)
    if len(line) > limit:
        raise DomainError(_("Keep it to %(limit)d characters.") % {"limit": limit})
    if any(character < " " or "\ud800" <= character <= "\udfff" for character in line):
        raise DomainError(_("The text holds characters that cannot be stored. Type it again without them."))
    return line


def _facts(partner: Partnership) -> dict[str, object]:
    return {
        "partner": str(partner.uid),
        "organisation": str(partner.organisation.uid),
        "role": partner.role,
        "abbreviation": partner.abbreviation,
    }


def _record(project: Project, action: str, by: User, *, old: object = None, new: object = None) -> None:
    project.changed_at = timezone.now()
    project.save(update_fields=["changed_at"])
    trail.record(project.chain, action, by=by, old=old, new=new)
