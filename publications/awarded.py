"""What a record says of contractors of public procurement as plain data, for its versions."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from publications.models import Publication, PublishedContractor, RecordVersion

# To be fetched with records of which more than one is read.
FETCHED = "contractors"
# The facts of a contractor, as versions hold them.
FACTS = (
    "position",
    "uid",
    "partner",
    "name",
    "is_natural_person",
    "country",
    "identifier",
    "subject",
    "awarded_on",
    "amount",
)


def facts_of(record: Publication) -> list[dict[str, Any]] | None:
    """All contractors of a record, as JSON can hold them; None where it has none."""
    return [_whole(one) for one in sorted(record.contractors.all(), key=_place)] or None


def legal_names(record: Publication) -> list[str]:
    """Names of the contractors that are legal entities, each once: for papers that go from hand to hand."""
    rows = sorted(record.contractors.all(), key=_place)
    return list(dict.fromkeys(one.name for one in rows if not one.is_natural_person))


def hide(
    code: str, names: Collection[str] = (), uids: Collection[str] = (), *, everyone: bool = False
) -> None:
    """Take names of natural persons out of all versions of a record: by name, by identity, or everyone's."""
    for version in RecordVersion.objects.select_for_update().filter(code=code):
        touched = [
            one
            for one in version.data.get("contractors") or ()
            if (one["is_natural_person"] or one["name"] in names)
            and (everyone or one["name"] in names or one["uid"] in uids)
        ]
        for one in touched:
            one.update(name="", identifier="", is_natural_person=True)
        if touched:
            version.save(update_fields=["data"])


def _place(one: PublishedContractor) -> int:
    return one.position


def _whole(one: PublishedContractor) -> dict[str, Any]:
    return {
        "position": one.position,
        "uid": one.uid and str(one.uid),
        "partner": one.partner,
        "name": one.name,
        "is_natural_person": one.is_natural_person,
        "country": one.country,
        "identifier": one.identifier,
        "subject": dict(one.subject),
        "awarded_on": one.awarded_on and one.awarded_on.isoformat(),
        "amount": None if one.amount is None else str(one.amount),
    }
