"""Building the public record of a project from its approved version, and from nothing else."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from partners.states import IdentifierScheme, OrganisationType
from programmes.models import Priority, SpecificObjective, Theme
from projects.dossier import Dossier, Partner, from_data
from projects.models import Contract, Project, Version
from projects.states import State
from publications import achievements, contractors, linking, persons, policy, search, versions
from publications.models import Publication, PublishedPartner
from publications.states import Status

SOURCE = "portal"
_STATUS = {
    State.CLOSED: Status.CLOSED,
    State.CONTRACTED: Status.ONGOING,
    State.IN_MODIFICATION: Status.ONGOING,
    State.MODIFICATION_SUBMITTED: Status.ONGOING,
}

# The first that an organisation has is published.
_PUBLIC_NUMBERS = (
    IdentifierScheme.BE_VAT,
    IdentifierScheme.FR_VAT,
    IdentifierScheme.NL_VAT,
    IdentifierScheme.BE_COMPANY,
    IdentifierScheme.FR_SIREN,
    IdentifierScheme.NL_COMPANY,
    IdentifierScheme.FR_SIRET,
)


def write(project: Project, version: Version, *, first_published_at: datetime | None = None) -> Publication:
    """Create or replace the record with what the version says. Call inside a transaction.

    A record that comes back is told when it was public first: duties, and the names of persons, count from
    there.
    """
    dossier = from_data(version.data)
    facts = _facts(project, version, dossier)
    if first_published_at:
        facts["first_published_at"] = first_published_at
    record, _is_new = Publication.objects.update_or_create(code=project.code, defaults=facts)
    record.partners.all().delete()
    forgotten = persons.of_records([record.code])
    first = record.first_published_at
    PublishedPartner.objects.bulk_create(
        persons.protect(_partner(record, dossier, position, partner), record.code, first, forgotten)
        for position, partner in enumerate(dossier.partners, 1)
    )
    policy.write(record, dossier, project)
    gone = contractors.write(record, dossier, project)
    linking.link([record.pk])
    search.index([record.pk])
    search.forget(gone)
    versions.note([record.pk], at=timezone.now())
    written: Publication = Publication.objects.get(pk=record.pk)
    return written


def status_of(project: Project) -> Status:
    """Approved, under way or closed; a modification changes nothing until it is approved."""
    return _STATUS.get(State(project.state), Status.APPROVED)


def _facts(project: Project, version: Version, dossier: Dossier) -> dict[str, Any]:
    edition = dossier.call.programme_period
    objective, theme, funds = dossier.objective, dossier.theme, list(dossier.totals.by_fund)
    known = (
        SpecificObjective.objects.filter(
            priority__programme_period=edition, pk=objective.id, code=objective.code
        ).first()
        if objective
        else None
    )
    numbered = Priority.objects.filter(
        programme_period=edition, number__in=[objective.priority_number] if objective else []
    )
    return {
        "programme_period_id": edition,
        "priority_id": known.priority_id if known else numbered.values_list("pk", flat=True).first(),
        "objective": known,
        "theme": theme and Theme.objects.filter(programme_period=edition, pk=theme.id).first(),
        "fund_id": funds[0] if len(funds) == 1 else None,
        "status": status_of(project),
        "acronym": dossier.acronym,
        "title": dossier.title,
        "summary": dossier.summary,
        "purpose": achievements.purpose_of(dossier),
        "indicators": achievements.indicators_of(dossier),
        **policy.phases_of(dossier),
        "start_date": dossier.start_date,
        "end_date": dossier.end_date,
        "total_budget": dossier.totals.total,
        "eu_funding": dossier.totals.eu_funding,
        "rate": dossier.totals.rate if dossier.totals.total else None,
        **({"interventions": codes} if (codes := interventions_of(project, known)) else {}),
        "source": SOURCE,
        "version_number": version.number,
        "version_hash": version.hash,
        "is_demo": dossier.is_demo,
        "data_date": version.created_at,
    }


def interventions_of(project: Project, objective: SpecificObjective | None) -> list[str]:
    """CPR Art. 49(3)(n): as the contract says, else the field of the specific objective if it has just one.

    Else nothing is known, and what a list of the programme brought stays.
    """
    chosen = Contract.objects.filter(project=project).values_list("interventions", flat=True).first()
    offered = objective.intervention_fields if objective else []
    return list(chosen or (offered if len(offered) == 1 else []))


def _partner(record: Publication, dossier: Dossier, position: int, partner: Partner) -> PublishedPartner:
    european = {fund.code for fund in dossier.call.funds if fund.is_eu}
    return PublishedPartner(
        publication=record,
        position=position,
        organisation_uid=partner.organisation_uid,
        name=partner.name,
        name_en=partner.name_english,
        kind=partner.type,
        legal_status=partner.legal_status,
        is_natural_person=partner.type == OrganisationType.NATURAL_PERSON,
        department=str(dossier.text(f"partner.{partner.uid}.department"))[:250],
        street=partner.street,
        postcode=partner.postcode,
        identifier=identifier_of(partner),
        role=partner.role,
        country=partner.country,
        region=partner.region,
        city=partner.city,
        budget=partner.budget.total,
        eu_funding=sum(
            (part.amount for part in partner.co_financing if part.fund in european), Decimal("0.00")
        ),
        contribution=partner.partner_share,
    )


def identifier_of(partner: Partner) -> str:
    """The VAT number, or the number in the public register of companies."""
    numbers = {one.scheme: one.value for one in partner.identifiers}
    return next((numbers[scheme] for scheme in _PUBLIC_NUMBERS if scheme in numbers), "")
