"""Stated facts that have no column of their own: a label, a typed value, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.texts import Text


class Source(models.TextChoices):
    """Where a fact or a wording comes from. In stored provenance ", own words" and ": a note" may follow."""

    SEED = "seed", _("Stated in a document of the programme")
    REGULATION = "regulation", _("EU regulation")
    PUBLIC = "public", _("Public page or public data")
    UNVERIFIED = "unverified", _("Statement by others, not checked")
    MEMORY = "memory", _("Recalled, to be verified")
    TRANSLATION = "translation", _("Working translation, to be verified")


RELIABLE = frozenset({Source.SEED, Source.REGULATION, Source.PUBLIC})
Value = Decimal | int | date | Text | tuple[Text, ...] | tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """One fact as a page shows it.

    `kind` says how to show `value`: money (Decimal, EUR), percent (Decimal), number (int; `unit` may follow),
    date, text (Text), texts (tuple of Text), codes (tuple of codes of objectives or regions). `codes` names
    what the fact is about, when it is about a part of the whole; `objectives` has, by code, the
    titles of those that are objectives: a `title` by language with its `provenance`.
    """

    key: str
    label: Text
    kind: str
    value: Value
    unit: str = ""
    approximate: bool = False
    codes: tuple[str, ...] = ()
    source: str = ""
    objectives: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


KINDS = ("money", "percent", "number", "date", "text", "texts", "codes")


def source_of(provenance: Mapping[str, str], field: str, language: str = "") -> str:
    """What the provenance of an entry says of one of its fields ("" when nothing)."""
    for key in (f"{field}.{language}", field, "*"):
        if key in provenance:
            return provenance[key]
    return ""


def is_reliable(source: str) -> bool:
    """Whether a stored source ("public, own words: note") is one to rely on without a mark."""
    return source.partition(":")[0].partition(",")[0] in RELIABLE


def read(data: Iterable[Mapping[str, Any]]) -> tuple[Fact, ...]:
    """The facts of a JSON column, typed; the order of the list is the order of showing."""
    return tuple(
        Fact(
            key=item["key"],
            label=Text(item["label"]),
            kind=item["kind"],
            value=_value(item["kind"], item["value"]),
            unit=item.get("unit", ""),
            approximate=item.get("approximate", False),
            codes=tuple(item.get("codes", ())),
            source=item.get("source", ""),
            objectives=item.get("objectives", {}),
        )
        for item in data
    )


def _value(kind: str, stored: Any) -> Value:
    match kind:
        case "money" | "percent":
            return Decimal(stored)
        case "number":
            return int(stored)
        case "date":
            return date.fromisoformat(stored)
        case "texts":
            return tuple(Text(item) for item in stored)
        case "codes":
            return tuple(str(item) for item in stored)
        case _:
            return Text(stored)
