"""What a new record says of its partners, known before it is stored: so it is written once, not twice.

The same as `search.index` gathers from stored partners, which still does it for records that change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from publications import linking
from publications.importing.judging import Judged
from publications.models import ImportRow, Publication, PublishedPartner


def gather(due: Sequence[Judged]) -> set[int]:
    """Give partners their organisations, and new records what is gathered; the keys of the organisations.

    Records have their keys. Call in the transaction that stores them.
    """
    pairs = [(one.record, partner) for one in due if one.record for partner in one.partners]
    found = linking.find(_staged(pairs))
    for (_record, partner), organisation in zip(pairs, found, strict=True):
        partner.organisation_id = organisation
    for one in due:
        if one.record and one.outcome == ImportRow.Outcome.NEW:
            _describe(one.record, one.partners)
    return {key for key in found if key is not None}


def _staged(pairs: Iterable[tuple[Publication, PublishedPartner]]) -> Iterable[Sequence[object]]:
    for place, (record, partner) in enumerate(pairs):
        told = {**vars(partner), "id": place, "publication_id": record.pk}
        yield [told[name] for name in linking.STAGED]


def _describe(record: Publication, partners: Sequence[PublishedPartner]) -> None:
    leads = [partner.name for partner in partners if partner.role == "lead"]
    record.lead = max(leads, default="")
    record.partner_count = len(partners)
    record.countries = _known(partner.country for partner in partners)
    record.regions = _known(partner.region for partner in partners)
    record.partner_types = _known(partner.kind for partner in partners)
    places = ((one.country, one.region[:3], one.region[:4], one.region) for one in partners)
    record.nuts = _known(code for codes in places for code in codes)
    record.organisations = sorted(
        {one.organisation_id for one in partners if one.organisation_id is not None}
    )


def _known(codes: Iterable[str]) -> list[str]:
    return sorted({code for code in codes if code})
