"""The policy instruments of a public record, as its page tells of them: by region, with what came of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import CharField, F, Func, IntegerField, OuterRef
from django.db.models.functions import Cast
from django.db.models.lookups import IsNull

from core.countries import country_name
from core.rows import JsonRows
from core.texts import Text
from partners.states import OrganisationType
from programmes.models import Region
from projects.form import GROUPS
from projects.form.parts.policy import ROLES
from projects.models import PolicyKind
from publications.models import PolicyOutcome, PublishedInstrument, PublishedPartner

_FACTS = (
    *("title", "regions", "partners", "owner", "owner_name", "owner_role", "is_linked"),
    *("funds_programme", "description", "change", "stakeholders"),
)
_OUTCOME = ("kind", "is_reported", "title", "text", "partner", "evidence", "happened_on")


def instruments() -> JsonRows:
    """The instruments of a publication and what hangs under them, to be read in its own statement."""
    outcomes = PolicyOutcome.objects.filter(instrument=OuterRef("pk")).order_by("position")
    place = Func(OuterRef("regions"), F("code"), function="array_position", output_field=IntegerField())
    places = Region.objects.filter(IsNull(place, False)).order_by("code")
    return JsonRows(
        PublishedInstrument.objects.filter(publication=OuterRef("pk")).order_by("position"),
        names=JsonRows(places, code="code", name="name"),
        outcomes=JsonRows(outcomes, amount=Cast("amount", CharField()), **{name: name for name in _OUTCOME}),
        **{name: name for name in _FACTS},
    )


@dataclass(frozen=True)
class Outcome:
    """An action plan, a pilot action or an improvement; `partner` is blank where none is named."""

    title: Text
    text: Text
    is_reported: bool
    partner: str
    amount: Decimal | None
    evidence: str
    happened_on: date | None


@dataclass(frozen=True)
class Outcomes:
    """Those of one kind."""

    kind: PolicyKind
    rows: tuple[Outcome, ...]

    @property
    def label(self) -> str:
        return str(GROUPS[self.kind].plural)


@dataclass(frozen=True)
class Instrument:
    """One instrument, with names of partners as far as they are still told."""

    facts: Mapping[str, Any]
    names: Mapping[int, str]

    @cached_property
    def title(self) -> Text:
        return Text(self.facts["title"])

    @cached_property
    def description(self) -> Text:
        return Text(self.facts["description"])

    @cached_property
    def change(self) -> Text:
        return Text(self.facts["change"])

    @cached_property
    def regions(self) -> list[str]:
        known = {row["code"]: row["name"] for row in self.facts["names"]}
        return [
            country_name(code) if len(code) == 2 else known.get(code, code) for code in self.facts["regions"]
        ]

    @cached_property
    def partners(self) -> list[str]:
        return [name for place in self.facts["partners"] if (name := self.names.get(place))]

    @property
    def owner(self) -> str:
        return self.facts["owner_name"] or self.names.get(self.facts["owner"], "")

    @property
    def owner_role(self) -> str:
        return str(dict(ROLES).get(self.facts["owner_role"], ""))

    @property
    def is_linked(self) -> bool | None:
        linked: bool | None = self.facts["is_linked"]
        return linked

    @property
    def funds_programme(self) -> str:
        return str(self.facts["funds_programme"])

    @cached_property
    def stakeholders(self) -> list[tuple[str, int]]:
        """Kinds of organisations with how many of each, in the order of the list of kinds."""
        counts = self.facts["stakeholders"]
        return [(str(kind.label), counts[kind.value]) for kind in OrganisationType if kind.value in counts]

    @cached_property
    def outcomes(self) -> list[Outcomes]:
        found = [
            Outcomes(kind, tuple(self._outcome(row) for row in self.facts["outcomes"] if row["kind"] == kind))
            for kind in PolicyKind
        ]
        return [one for one in found if one.rows]

    def _outcome(self, row: Mapping[str, Any]) -> Outcome:
        return Outcome(
            title=Text(row["title"]),
            text=Text(row["text"]),
            is_reported=row["is_reported"],
            partner=self.names.get(row["partner"], ""),
            amount=None if row["amount"] is None else Decimal(row["amount"]),
            evidence=row["evidence"],
            happened_on=date.fromisoformat(row["happened_on"]) if row["happened_on"] else None,
        )


def read(rows: Iterable[Mapping[str, Any]], partners: Sequence[PublishedPartner]) -> list[Instrument]:
    """What `instruments` gave, with the partners of the record."""
    names = {partner.position: partner.name for partner in partners}
    return [Instrument(row, names) for row in rows]
