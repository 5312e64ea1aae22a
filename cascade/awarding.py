"""A decision of a sub-call awards the sub-grant in its own transaction, under every ceiling."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import TrailEntry, User
from assessments.models import Decision
from assessments.states import Outcome
from calls.states import CallKind
from cascade import portfolio, summary
from cascade.ceilings import Asked, broken
from cascade.models import Scheme, SubCall, SubGrant, SubGrantee
from core.errors import DomainError
from partners.states import OrganisationType, SizeClass
from projects.dossier import Dossier, Partner, from_data
from projects.eligibility.enterprises import declared
from projects.models import Project
from projects.states import Step
from publications import record

LAST_STEP = 2  # of a call in one step too
APPROVALS = frozenset({Outcome.APPROVED, Outcome.APPROVED_WITH_CONDITIONS})
AWARD, TAKE_BACK, PUBLISH = "award sub-grant", "take back sub-grant", "publish sub-grant"


def follow(decision: Decision, *, by: User) -> None:
    """Named in settings.DECISION_FOLLOWERS: approving a proposal of a sub-call awards its sub-grant.

    The approval that follows settled conditions awards it anew and shows it, whichever page it is taken on.
    """
    is_last = decision.version.step == LAST_STEP  # the first of two steps grants nothing yet
    if decision.outcome in APPROVALS and is_last and decision.project.call.kind == CallKind.CASCADE:
        award(decision, by=by)


@transaction.atomic
def award(decision: Decision, *, by: User) -> SubGrant:
    """The sub-grant of an approved proposal. Call inside the decision's transaction: the project is locked.

    Locks the scheme, so that of many awards at once each sees what the others took. DomainError names every
    ceiling that would break, and undoes the decision. With conditions it holds its money and is public later:
    the approval after them awards it anew, since the version that met them may ask for something else.
    """
    project = decision.project
    sub_call = SubCall.objects.filter(call=project.call_id).select_related("call").first()
    if sub_call is None:
        raise DomainError(_("This call belongs to no scheme. Ask a manager of the programme to set one up."))
    scheme = Scheme.objects.select_for_update().get(pk=sub_call.scheme_id)
    if held := SubGrant.objects.filter(project=project).first():
        if held.published_at is not None or decision.outcome != Outcome.APPROVED:
            return held
        _free(held, project, scheme, by=by)
    dossier = from_data(decision.version.data)
    cut = Decision.objects.cuts().filter(project=project).first()
    granted = cut.granted if cut else None
    grant = dossier.totals.eu_funding if granted is None else min(granted, dossier.totals.eu_funding)
    asked = Asked(grant, dossier.totals.total, dossier.start_date, dossier.end_date)
    if reasons := broken(scheme, sub_call, asked):
        raise DomainError(" ".join(reasons))
    now = timezone.now() if decision.outcome == Outcome.APPROVED else None
    awarded = SubGrant.objects.create(
        sub_call=sub_call,
        project=project,
        **_facts(project, dossier, asked),
        decided_on=decision.decided_on,
        theme=scheme.themes.filter(code=dossier.plain("call_theme")).first(),
        version_hash=decision.version.hash,
        published_at=now,
        first_published_at=now and _first_date(project, now),
    )
    SubGrantee.objects.bulk_create(_grantees(awarded, dossier, is_cut=grant < dossier.totals.eu_funding))
    for chain in (project.chain, scheme.chain):
        trail.record(chain, AWARD, by=by, new=_told(awarded))
    if now:
        trail.record(project.chain, PUBLISH, by=by, new=_told(awarded))
        summary.request_all(awarded)
        portfolio.mark_stale(scheme)
    return awarded


@transaction.atomic
def publish(sub_grant: SubGrant, *, by: User) -> SubGrant:
    """Show a sub-grant whose conditions are met. Once public it stays so; again, nothing happens."""
    fresh = (
        SubGrant.objects.select_for_update(of=("self",))
        .select_related("project", "sub_call__scheme")
        .get(pk=sub_grant.pk)
    )
    if fresh.published_at is not None:
        return fresh
    if fresh.project is not None and not fresh.project.is_funded:
        raise DomainError(_("The conditions of this sub-grant are not met yet."))
    fresh.published_at = timezone.now()
    fresh.first_published_at = (
        _first_date(fresh.project, fresh.published_at) if fresh.project else fresh.published_at
    )
    fresh.save(update_fields=["published_at", "first_published_at"])
    if fresh.project is not None:
        trail.record(fresh.project.chain, PUBLISH, by=by, new=_told(fresh))
    summary.request_all(fresh)
    portfolio.mark_stale(fresh.sub_call.scheme)
    return fresh


@transaction.atomic
def catch_up(project: Project, *, by: User) -> None:
    """After a step of a proposal: a sub-grant that waited for its conditions is public once it is funded."""
    if project.call.kind != CallKind.CASCADE:
        return
    waiting = SubGrant.objects.filter(project=project, published_at__isnull=True).first()
    if waiting is not None and Project.objects.get(pk=project.pk).is_funded:
        publish(waiting, by=by)


@transaction.atomic
def take_back(project: Project, *, by: User) -> None:
    """Named in settings.DECISION_FOLLOWERS: a decision that is undone frees the money of its sub-grant.

    Where it followed an approval with conditions, that one stands again and holds its money again.
    """
    held = SubGrant.objects.filter(project=project).select_related("sub_call").first()
    if held is None:
        return
    _free(held, project, Scheme.objects.select_for_update().get(pk=held.sub_call.scheme_id), by=by)
    standing = Decision.objects.standing().filter(
        project=project, version__step=LAST_STEP, outcome=Outcome.APPROVED_WITH_CONDITIONS
    )
    before = standing.select_related("version", "project__call").order_by("recorded_at", "pk").last()
    if before is not None:
        award(before, by=by)


def obstacle(project: Project, step: Step, decided_on: datetime.date | None) -> str | None:
    """Named in settings.PROJECT_PRECONDITIONS: what was awarded under ceilings is not modified past them."""
    if step.key != "open_modification" or project.call.kind != CallKind.CASCADE:
        return None
    return _("A sub-grant cannot be modified. Undo the decision, ask for corrections, and decide again.")


def _free(held: SubGrant, project: Project, scheme: Scheme, *, by: User) -> None:
    for chain in (project.chain, scheme.chain):
        trail.record(chain, TAKE_BACK, by=by, old=_told(held))
    held.delete()
    portfolio.mark_stale(scheme)


def _facts(project: Project, dossier: Dossier, asked: Asked) -> dict[str, Any]:
    return {
        "code": project.code,
        "acronym": dossier.acronym,
        "title": dossier.title,
        "summary": dossier.summary,
        "eligible_cost": asked.eligible_cost,
        "grant": asked.grant,
        "start_date": asked.start,
        "end_date": asked.end,
        "languages": list(dossier.call.languages),
        "is_demo": project.is_demo,
    }


def _grantees(awarded: SubGrant, dossier: Dossier, *, is_cut: bool) -> list[SubGrantee]:
    """Who has it. Of a grant that was cut no source says who has how much: their shares stay unknown."""
    european = {fund.code for fund in dossier.call.funds if fund.is_eu}
    ordered = sorted(dossier.partners, key=lambda partner: (not partner.is_lead, partner.position))
    return [
        SubGrantee(
            sub_grant=awarded,
            position=position,
            name=partner.name,
            is_natural_person=partner.type == OrganisationType.NATURAL_PERSON,
            country=partner.country,
            region=partner.region[:4] if partner.type == OrganisationType.NATURAL_PERSON else partner.region,
            identifier=record.identifier_of(partner),
            size_class=size_of(dossier, partner),
            grant=None if is_cut else _share(partner, european),
        )
        for position, partner in enumerate(ordered, 1)
    ]


def size_of(dossier: Dossier, partner: Partner) -> SizeClass:
    """The size that the partner's figures make; where the call asks for none, the size that it named."""
    by_figures = declared(dossier, partner).size
    if by_figures != SizeClass.UNKNOWN:
        return by_figures
    said = dossier.plain(f"partner.{partner.uid}.size")
    return SizeClass(said) if said in SizeClass.values else SizeClass.UNKNOWN


def _share(partner: Partner, european: set[str]) -> Decimal:
    return sum((part.amount for part in partner.co_financing if part.fund in european), Decimal("0.00"))


def _first_date(project: Project, now: datetime.datetime) -> datetime.datetime:
    """When a sub-grant that comes back was public first: names of persons count from there."""
    told = TrailEntry.objects.filter(chain=project.chain, action=PUBLISH).order_by("sequence").first()
    return told.at if told else now


def _told(awarded: SubGrant) -> dict[str, object]:
    return {"sub_grant": awarded.code, "grant": awarded.grant, "eligible_cost": awarded.eligible_cost}
