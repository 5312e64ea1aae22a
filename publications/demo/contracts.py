"""The contract of a demo project: given by both sides, confirmed by a second person, recorded."""

from __future__ import annotations

import uuid

from django.utils import timezone

from projects import contracting
from projects.contracting import Account, Person
from projects.lifecycle import Seen
from projects.models import ContractPerson, Project
from publications.demo.people import Cast

# Made up, with check digits that fit; no bank has these accounts.
_IBANS = {"BE": "BE71096123456769", "FR": "FR7630006000011234567890189", "NL": "NL02ABNA0123456789"}


def prepare(project: Project, who: Cast) -> None:
    """What the applicants give; the account still waits for a second person."""
    people = [Person(kind, "", user=str(who.applicant.uid)) for kind in ContractPerson.Kind.values]
    days = {"starts_on": project.start_date, "ends_on": project.end_date}
    contracting.fill(project, by=who.applicant, revision=0, values=days, people=people)
    lead = project.partnerships.select_related("organisation").order_by("position").first()
    country = lead.organisation.country if lead else "BE"
    account = Account(
        holder=lead.organisation.name if lead else "Demo",
        iban=_IBANS.get(country, _IBANS["BE"]),
        bank="Demo bank",
    )
    contracting.give(project, account, by=who.applicant, key=uuid.uuid5(project.uid, "demo account"))


def record(project: Project, who: Cast) -> None:
    """The account is confirmed, both sides have signed, and the contract holds."""
    prepare(project, who)
    contract = contracting.contract_of(project)
    contracting.confirm(contract.accounts.get(), by=who.officer)
    today = timezone.localdate(timezone=project.call.zone)
    signed = {
        "number": f"DEMO-{project.pk:04d}",
        "lead_signed_on": today,
        "authority_signed_on": today,
        "in_force_on": today,
    }
    contracting.fill(project, by=who.officer, revision=contract.revision, values=signed)
    contracting.override(project, by=who.manager, note="Demo: the signed papers are not part of the demo.")
    contracting.set_contracted(project, by=who.manager, seen=Seen.of(project), decided_on=today)
