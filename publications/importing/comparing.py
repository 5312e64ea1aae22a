"""What a record would say differently: field by field, old and new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from core.texts import Text
from publications.importing.partnership import PARTNER_MONEY, PARTNER_TEXTS
from publications.models import Publication, PublishedPartner

# Facts that an import writes; the others of a record are left as they are.
COLUMNS = (
    "programme_period_id", "objective_id", "priority_id", "fund_id", "status", "acronym", "title", "summary",
    "purpose", "results", "start_date", "end_date", "total_budget", "eu_funding", "rate", "websites",
    "interventions", "location", "licence", "import_source", "facts",
)  # fmt: skip
PARTNER_COLUMNS = (*PARTNER_TEXTS, *PARTNER_MONEY, "is_natural_person")
LONGEST = 300


def changes(
    record: Publication,
    stored: list[dict[str, Any]],
    facts: Mapping[str, Any],
    partners: list[dict[str, Any]],
) -> list[dict[str, str]]:
    """Where a record, its partners as `stored_partners` has them, and the list differ."""
    return [*_of_facts(record, facts), *_of_partners(stored, partners)]


def stored_partners(records: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """What is compared of the stored partners of records, in their order, by the record's key; one statement.

    Plain rows: a list may name tens of thousands.
    """
    rows = PublishedPartner.objects.filter(publication__id__among=records).order_by("publication", "position")
    found: dict[int, list[dict[str, Any]]] = {}
    for record, *values in rows.values_list("publication_id", *PARTNER_COLUMNS):
        found.setdefault(record, []).append(dict(zip(PARTNER_COLUMNS, values, strict=True)))
    return found


def _of_facts(record: Publication, facts: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    for name in COLUMNS:
        old, new = getattr(record, name), facts[name]
        if old != new:
            yield _change(name.removesuffix("_id"), old, new)


def _of_partners(before: list[dict[str, Any]], new: list[dict[str, Any]]) -> Iterator[dict[str, str]]:
    after = [{name: partner[name] for name in PARTNER_COLUMNS} for partner in new]
    if before == after:
        return
    gone = _without(before, after)
    come = _without(after, before)
    for partner in gone:
        same = next((one for one in come if one["name"] == partner["name"]), None)
        if same is None:
            yield _change("partner", _told(partner), "")
            continue
        come.remove(same)
        for name in PARTNER_COLUMNS:
            if partner[name] != same[name]:
                yield _change(f"partner.{name} ({partner['name'][:80]})", partner[name], same[name])
    for partner in come:
        yield _change("partner", "", _told(partner))
    if not gone and not come and not _without(after, before):
        yield _change("partners", ", ".join(_names(before)), ", ".join(_names(after)))


def _without(some: list[dict[str, Any]], others: list[dict[str, Any]]) -> list[dict[str, Any]]:
    left = list(others)
    found = []
    for one in some:
        if one in left:
            left.remove(one)
        else:
            found.append(one)
    return found


def _names(partners: Iterable[Mapping[str, Any]]) -> list[str]:
    return [str(one["name"]) for one in partners]


def _told(partner: Mapping[str, Any]) -> str:
    parts = (partner["name"], partner["role"], partner["country"], partner["budget"])
    return ", ".join(str(part) for part in parts if part not in {None, ""})


def _change(name: str, old: Any, new: Any) -> dict[str, str]:
    return {"field": name, "old": _shown(old), "new": _shown(new)}


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Text):
        return " | ".join(value.values())[:LONGEST]
    if isinstance(value, list):
        return "; ".join(_item(one) for one in value)[:LONGEST]
    return f"{value:f}" if isinstance(value, Decimal) else str(value)[:LONGEST]


def _item(one: Any) -> str:
    if isinstance(one, dict) and "label" in one:
        return f"{Text(one['label'])}: {Text(one['value'])}"
    return str(one)
