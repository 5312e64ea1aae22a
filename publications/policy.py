"""Writing the policy instruments of a record anew: from its version, and from reports that were confirmed."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from core.texts import Text
from projects.dossier import Dossier, EntryRecord, months_of, owner_of, partners_of, regions_of
from projects.form.parts.policy import LINKED, OUTSIDE, SWITCH
from projects.models import PolicyKind, PolicyReport, Project
from publications.models import PolicyOutcome, Publication, PublishedInstrument

# The attribute of an entry that tells more than its title.
_TEXTS = {
    PolicyKind.ACTION_PLAN: "description",
    PolicyKind.PILOT_ACTION: "description",
    PolicyKind.POLICY_IMPROVEMENT: "evidence",
}


def phases_of(dossier: Dossier) -> dict[str, int | None]:
    """The months of both phases, as columns of a record; none where the call did not ask for them."""
    asked = dossier.call.shows(SWITCH)
    return {key: months_of(dossier, key) if asked else None for key in ("core_months", "follow_up_months")}


def write(record: Publication, dossier: Dossier, project: Project) -> None:
    """Replace what the record says of its instruments. Call inside a transaction."""
    record.instruments.all().delete()
    if not dossier.call.shows(SWITCH):
        return
    entries = dossier.entries_in("policy_instrument")
    made = PublishedInstrument.objects.bulk_create(
        _instrument(record, dossier, position, entry) for position, entry in enumerate(entries, 1)
    )
    by_uid = {row.uid: row for row in made}
    outcomes = [*_planned(dossier, by_uid), *_reported(project, by_uid)]
    places: Counter[int] = Counter()
    for row in outcomes:
        places[row.instrument_id] += 1
        row.position = places[row.instrument_id]
    PolicyOutcome.objects.bulk_create(outcomes)


def _positions(dossier: Dossier) -> dict[UUID, int]:
    """Where the partners stand in the record (publications.record)."""
    return {partner.uid: position for position, partner in enumerate(dossier.partners, 1)}


def _instrument(
    record: Publication, dossier: Dossier, position: int, entry: EntryRecord
) -> PublishedInstrument:
    partners, places = partners_of(dossier, entry), _positions(dossier)
    owner, link = owner_of(dossier, entry), dossier.plain(entry.key("funds_link"))
    is_outside = dossier.plain(entry.key("owner_kind")) == OUTSIDE
    return PublishedInstrument(
        publication=record,
        position=position,
        uid=entry.uid,
        title=dossier.text(entry.key("title")),
        regions=regions_of(partners),
        partners=[places[partner.uid] for partner in partners],
        owner=places[owner.uid] if owner else None,
        owner_name=dossier.plain(entry.key("owner_name")) if is_outside else "",
        owner_role=dossier.plain(entry.key("owner_role")),
        is_linked=link == LINKED if link else None,
        funds_programme=dossier.plain(entry.key("funds_programme")) if link == LINKED else "",
        description=dossier.text(entry.key("description")),
        change=dossier.text(entry.key("change")),
        stakeholders=dict(
            Counter(one.choice for one in dossier.entries_in("stakeholder", entry.uid) if one.choice)
        ),
    )


def _planned(dossier: Dossier, by_uid: dict[UUID, PublishedInstrument]) -> list[PolicyOutcome]:
    places = _positions(dossier)
    return [
        PolicyOutcome(
            instrument=by_uid[entry.parent],
            kind=kind,
            title=dossier.text(entry.key("title")),
            text=dossier.text(entry.key(_TEXTS[kind])),
            partner=places.get(entry.partner) if entry.partner else None,
            amount=entry.price,
        )
        for kind in PolicyKind
        for entry in dossier.entries_in(kind)
        if entry.parent in by_uid
    ]


def _reported(project: Project, by_uid: dict[UUID, PublishedInstrument]) -> list[PolicyOutcome]:
    """Reports of an instrument that a modification took out go with it, and come back with it."""
    rows = PolicyReport.objects.filter(project=project, instrument__in=by_uid).confirmed()
    return [
        PolicyOutcome(
            instrument=by_uid[row.instrument],
            kind=row.kind,
            is_reported=True,
            title=Text({row.language: row.title}),
            text=Text({row.language: row.text}),
            amount=row.influenced,
            evidence=row.evidence,
            happened_on=row.happened_on,
        )
        for row in rows
    ]
