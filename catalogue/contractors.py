"""The contractors of a public record, as its pages tell of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import CharField, OuterRef
from django.db.models.functions import Cast

from core.countries import country_name
from core.rows import JsonRows
from core.texts import Text
from publications.models import PublishedContractor, PublishedPartner

_FACTS = ("name", "partner", "country", "identifier", "subject", "awarded_on")


@dataclass(frozen=True)
class Shown:
    """One contractor; `name` is blank once a natural person's is gone, `partner` where nobody says."""

    name: str
    country: str
    identifier: str
    subject: Text
    partner: str
    awarded_on: date | None
    amount: Decimal | None


def contractors() -> JsonRows:
    """The contractors of a publication, to be read in its own statement."""
    return JsonRows(
        PublishedContractor.objects.filter(publication=OuterRef("pk")).order_by("position"),
        amount=Cast("amount", CharField()),
        **{name: name for name in _FACTS},
    )


def read(
    rows: Iterable[Mapping[str, Any]], partners: Sequence[PublishedPartner], language: str
) -> list[Shown]:
    """What `contractors` gave, with the partners of the record; the same of the facts of a version."""
    return told(rows, {partner.position: partner.name for partner in partners}, language)


def told(rows: Iterable[Mapping[str, Any]], partners: Mapping[int, str], language: str) -> list[Shown]:
    """Contractors as plain data, with the names of partners by their position in the same record."""
    return [
        Shown(
            name=row["name"],
            country=country_name(row["country"], language) if row["country"] else "",
            identifier=row["identifier"],
            subject=Text(row["subject"]),
            partner=partners.get(row["partner"], ""),
            awarded_on=date.fromisoformat(row["awarded_on"]) if row["awarded_on"] else None,
            amount=None if row["amount"] is None else Decimal(row["amount"]),
        )
        for row in rows
    ]
