"""Building the public record of a project from its approved version, and from nothing else."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from programmes.models import SpecificObjective, Theme
from projects.dossier import Dossier, Partner, from_data
from projects.models import Project, Version
from projects.states import State
from publications import search
from publications.models import Publication, PublishedPartner
from publications.states import Status

SOURCE = "portal"
_STATUS = {
    State.CLOSED: Status.CLOSED,
    State.CONTRACTED: Status.ONGOING,
    State.IN_MODIFICATION: Status.ONGOING,
    State.MODIFICATION_SUBMITTED: Status.ONGOING,
}


def write(project: Project, version: Version) -> Publication:
    """Create or replace the record with what the version says. Call inside a transaction."""
    dossier = from_data(version.data)
    record, _is_new = Publication.objects.update_or_create(
        code=project.code, defaults=_facts(project, version, dossier)
    )
    record.partners.all().delete()
    PublishedPartner.objects.bulk_create(
        _partner(record, dossier, position, partner) for position, partner in enumerate(dossier.partners, 1)
    )
    search.index([record.pk])
    written: Publication = Publication.objects.get(pk=record.pk)
    return written


def status_of(project: Project) -> Status:
    """Approved, under way or closed; a modification changes nothing until it is approved."""
    return _STATUS.get(State(project.state), Status.APPROVED)


def _facts(project: Project, version: Version, dossier: Dossier) -> dict[str, Any]:
    edition = dossier.call.programme_period
    objective, theme, funds = dossier.objective, dossier.theme, list(dossier.totals.by_fund)
    return {
        "programme_period_id": edition,
        "objective": objective
        and SpecificObjective.objects.filter(
            priority__programme_period=edition, pk=objective.id, code=objective.code
        ).first(),
        "theme": theme and Theme.objects.filter(programme_period=edition, pk=theme.id).first(),
        "fund_id": funds[0] if len(funds) == 1 else None,
        "status": status_of(project),
        "acronym": dossier.acronym,
        "title": dossier.title,
        "summary": dossier.summary,
        "start_date": dossier.start_date,
        "end_date": dossier.end_date,
        "total_budget": dossier.totals.total,
        "eu_funding": dossier.totals.eu_funding,
        "rate": dossier.totals.rate if dossier.totals.total else None,
        "source": SOURCE,
        "version_number": version.number,
        "version_hash": version.hash,
        "is_demo": dossier.is_demo,
        "data_date": version.created_at,
    }


def _partner(record: Publication, dossier: Dossier, position: int, partner: Partner) -> PublishedPartner:
    european = {fund.code for fund in dossier.call.funds if fund.is_eu}
    return PublishedPartner(
        publication=record,
        position=position,
        organisation_uid=partner.organisation_uid,
        name=partner.name,
        role=partner.role,
        country=partner.country,
        region=partner.region,
        city=partner.city,
        budget=partner.budget.total,
        eu_funding=sum(
            (part.amount for part in partner.co_financing if part.fund in european), Decimal("0.00")
        ),
    )
