"""Contractors of public procurement in the public record: those that the secretariat confirmed.

Names of natural persons among them go two years after they were first published, as those of partners do
(publications.persons): the contract may be awarded years after the project was published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils import timezone

from core.texts import Text
from projects.dossier import Dossier
from projects.models import Contractor, Project
from publications import awarded, persons
from publications.models import Publication, PublishedContractor


def write(record: Publication, dossier: Dossier, project: Project) -> list[str]:
    """Replace what the record says of contractors; names of people that it said before and says no more.

    Versions no longer say those either: nobody would count their years. Call inside a transaction.
    """
    before = list(record.contractors.filter(is_natural_person=True).exclude(name=""))
    record.contractors.all().delete()
    places = {partner.uid: position for position, partner in enumerate(dossier.partners, 1)}
    rows = Contractor.objects.filter(project=project).confirmed()
    forgotten = persons.of_records([record.code])
    made = PublishedContractor.objects.bulk_create(
        protect(_published(record, position, places.get(row.partner), row), record.code, forgotten)
        for position, row in enumerate(rows, 1)
    )
    said = {one.name for one in made}
    gone = [one for one in before if one.name not in said]
    if gone:
        awarded.hide(record.code, {one.name for one in gone})
    return [one.name for one in gone]


def protect(
    contractor: PublishedContractor, code: str, forgotten: Mapping[str, set[str]]
) -> PublishedContractor:
    """The contractor, not saved yet, with what may be said of it: whoever writes contractors calls this."""
    if persons.is_forgotten(code, contractor.name, forgotten):
        contractor.is_natural_person = True
        hide(contractor)
    if not contractor.is_natural_person:
        return contractor
    contractor.identifier = ""
    if persons.ends(contractor.first_published_at) <= timezone.now():
        hide(contractor)
    return contractor


def hide(contractor: PublishedContractor) -> None:
    """Take everything off the row, not saved yet, that tells who the person is."""
    contractor.name = contractor.identifier = ""
    contractor.forgotten_at = contractor.forgotten_at or timezone.now()


def hide_in_versions(code: str, names: Iterable[str], rows: Sequence[PublishedContractor]) -> None:
    """Take these people out of the versions of a record, also as other spellings named them there."""
    awarded.hide(code, set(names), {str(row.uid) for row in rows if row.uid})


def _published(
    record: Publication, position: int, partner: int | None, row: Contractor
) -> PublishedContractor:
    confirmed = row.first_confirmed_at or timezone.now()
    return PublishedContractor(
        publication=record,
        position=position,
        uid=row.uid,
        partner=partner,
        name=row.full_name,
        is_natural_person=row.is_natural_person,
        first_published_at=max(confirmed, record.first_published_at),
        country=row.country,
        identifier=row.identifier,
        subject=Text({row.language: row.subject}),
        awarded_on=row.awarded_on,
        amount=row.amount,
    )
