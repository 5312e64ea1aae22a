"""What a new record says of its partners, known before it is stored: so it is written once, not twice.

The same as `search.index` gathers from stored partners, which still does it for records that change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from publications import linking
from publications.importing.judging import Judged


def link(due: Sequence[Judged]) -> set[int]:
    """Give partners their records and organisations; the keys of the organisations.

    Records have their keys. Call in the transaction that stores them.
    """
    partners = [partner for one in due for partner in one.partners]
    for one in due:
        for partner in one.partners:
            partner["publication_id"] = one.key
    staged = ({**partner, "id": place} for place, partner in enumerate(partners))
    found = linking.find([row[name] for name in linking.STAGED] for row in staged)
    for partner, organisation in zip(partners, found, strict=True):
        partner["organisation_id"] = organisation
    return {key for key in found if key is not None}


def described(partners: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The columns of a record that are gathered from its partners, once these have their organisations."""
    places = ((one["country"], one["region"][:3], one["region"][:4], one["region"]) for one in partners)
    return {
        "lead": max((one["name"] for one in partners if one["role"] == "lead"), default=""),
        "partner_count": len(partners),
        "countries": _known(one["country"] for one in partners),
        "regions": _known(one["region"] for one in partners),
        "partner_types": _known(one["kind"] for one in partners),
        "nuts": _known(code for codes in places for code in codes),
        "organisations": sorted({key for one in partners if (key := one["organisation_id"]) is not None}),
    }


def _known(codes: Iterable[str]) -> list[str]:
    return sorted({code for code in codes if code})
