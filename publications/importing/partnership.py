"""The partners that rows of one operation name: the lead partner first, nobody twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.plain import amount
from publications.importing.fields import FIELDS
from publications.importing.noting import note
from publications.importing.rows import Row

MOST_PARTNERS = 1_000
PARTNER_MONEY = ("budget", "eu_funding", "contribution")
PARTNER_TEXTS = (
    "name", "name_en", "role", "country", "region", "city", "postcode", "street", "department",
    "kind", "legal_status", "identifier",
)  # fmt: skip
_TEXTS = frozenset(PARTNER_TEXTS)
_BLANK: dict[str, Any] = dict.fromkeys(PARTNER_TEXTS, "") | dict.fromkeys(PARTNER_MONEY)
_COLUMNS = {name: name.removeprefix("partner.") for name, feeds in FIELDS.items() if feeds.of_partner}
# How people are addressed, and organisations are not: "M." alone may be the start of a name.
_ADDRESSED = re.compile(
    r"(?:mr|mrs|ms|dhr|de heer|mevr|mevrouw|mw|mme|mlle|monsieur|madame|herr|frau)\.?\s", re.IGNORECASE
)
BETWEEN = re.compile(r"\s*[|;\n]\s*")


def may_be_person(name: str) -> bool:
    """Whether a name begins as people are addressed."""
    return _ADDRESSED.match(name) is not None


def partners(rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """The partners by row, the lead partner first; a row that repeats another counts once."""
    found: list[dict[str, Any]] = []
    lead = ""
    for row in rows:
        for own in _owns(row.data):
            partner = _partner(own)
            _check_partner(row, partner, lead)
            if partner["role"] == "lead":
                lead = partner["name"]
            _add(found, partner, row)
    yield from sorted(found, key=lambda one: one["role"] != "lead")


def _owns(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What a row says of partners: of the one in its columns, and of those that one cell names."""
    own = {_COLUMNS[name]: value for name, value in data.items() if name in _COLUMNS}
    if set(own) - {"country", "role"}:
        yield own
    for name in _named(data, "partner_names"):
        yield {"name": name}
    for name in _named(data, "person_names"):
        yield {"name": name, "is_natural_person": True}


def _named(data: Mapping[str, Any], cell: str) -> list[str]:
    """The names in one cell."""
    text = data.get(cell)
    return [name.strip()[:250] for name in BETWEEN.split(str(text)) if name.strip()] if text else []


def _add(found: list[dict[str, Any]], partner: dict[str, Any], row: Row) -> None:
    if partner in found:
        note(row, "", "", "", _("The same partner is in another row with the same facts: kept once."))
    elif len(found) >= MOST_PARTNERS:
        note(row, "", partner["name"], "", _("A project has at most 1,000 partners: this one is not taken."))
    else:
        found.append(partner)


def _check_partner(row: Row, partner: dict[str, Any], lead: str) -> None:
    """Mend the role; say of the partner what a reader should know."""
    if partner["role"] == "associated":
        partner["role"] = ""
        note(row, "partner.role", "", "", _("An associated partner: shown without a role."), repair=False)
    if partner["role"] == "lead" and lead:
        note(row, "partner.role", "lead", "partner", _("The project has a lead partner in another row."))
        partner["role"] = "partner"
    if not partner["name"]:
        note(row, "partner.name", "", "", _("The partner is not named: the other facts are kept."))
    if not partner["is_natural_person"] and may_be_person(partner["name"]):
        why = _("It may be a natural person: a column for natural persons keeps the name for two years only.")
        note(row, "partner.name", "", "", why, repair=False)
    if partner["budget"] == 0:
        note(row, "partner.budget", 0, 0, _("A published zero: kept as zero."), repair=False)


def _partner(own: Mapping[str, Any]) -> dict[str, Any]:
    found = _BLANK | {name: str(value) for name, value in own.items() if value and name in _TEXTS}
    for name in PARTNER_MONEY:
        if name in own:
            found[name] = amount(own[name])
    found["is_natural_person"] = own.get("is_natural_person") is True or found["kind"] == "natural_person"
    return found
