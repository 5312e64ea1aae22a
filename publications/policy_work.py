"""What a record says of its policy work as plain data: its instruments, what was planned, what came about."""

from __future__ import annotations

from collections import Counter
from typing import Any

from projects.models import PolicyKind
from publications.models import PolicyOutcome, Publication, PublishedInstrument

# To be fetched with records of which more than one is read.
FETCHED = "instruments__outcomes"


def facts_of(record: Publication) -> list[dict[str, Any]] | None:
    """All of it, as JSON can hold it, for versions; None where the record has no instruments."""
    return [_whole(one) for one in record.instruments.all()] or None


def brief_of(record: Publication) -> list[dict[str, Any]]:
    """Of each instrument its title, its regions, and how much of each kind is planned and reported."""
    return [
        {"title": dict(one.title), "regions": one.regions, "counts": counts_of(one)}
        for one in record.instruments.all()
    ]


def counts_of(instrument: PublishedInstrument) -> dict[str, list[int]]:
    """By kind: how many are planned, and how many were reported and confirmed."""
    found = Counter((row.kind, row.is_reported) for row in instrument.outcomes.all())
    return {kind.value: [found[(kind, False)], found[(kind, True)]] for kind in PolicyKind}


def _whole(one: PublishedInstrument) -> dict[str, Any]:
    return {
        "title": dict(one.title),
        "regions": one.regions,
        "partners": one.partners,
        "owner": one.owner,
        "owner_name": one.owner_name,
        "owner_role": one.owner_role,
        "is_linked": one.is_linked,
        "funds_programme": one.funds_programme,
        "description": dict(one.description),
        "change": dict(one.change),
        "stakeholders": one.stakeholders,
        "outcomes": [_outcome(row) for row in one.outcomes.all()],
    }


def _outcome(row: PolicyOutcome) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "is_reported": row.is_reported,
        "title": dict(row.title),
        "text": dict(row.text),
        "partner": row.partner,
        "amount": None if row.amount is None else str(row.amount),
        "evidence": row.evidence,
        "happened_on": row.happened_on and row.happened_on.isoformat(),
    }
