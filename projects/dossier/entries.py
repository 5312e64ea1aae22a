"""The repeating entries in a dossier, in the order of the form, each with its number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from core.texts import Text
from programmes.models import ProgrammeIndicator
from projects.form import GROUPS, FullKey, find, is_shown
from projects.models import Answer, Entry

# Under which name a record holds what a column of the form is called otherwise.
HELD = {
    "period": "first_period",
    **dict.fromkeys(("group", "strategy"), "choice"),
    **dict.fromkeys(("cost", "influenced"), "price"),
}


@dataclass(frozen=True)
class IndicatorFact:
    """A programme's indicator as it was; `kind` is "output" or "result". `id` is its value in the form."""

    id: int
    kind: str
    identifier: str
    code: str
    name: Text
    unit: Text
    objective: int


@dataclass(frozen=True)
class EntryRecord:
    """One entry. `number` counts within what it hangs under: "2", "2.1", "2.1.3".

    Its texts stand in the dossier's answers under "<kind>.<uid>.<attribute>". Periods count from 1, with 255
    for the closure; `partner` is whose it is, `partners` who take part; `choice` is of the form's own lists;
    `price` is EUR, as projects.models.Entry says.
    """

    uid: UUID
    kind: str
    parent: UUID | None
    number: str
    partner: UUID | None
    first_period: int | None
    last_period: int | None
    indicator: IndicatorFact | None
    baseline: Decimal | None
    target: Decimal | None
    choice: str
    partners: tuple[UUID, ...]
    price: Decimal | None = None

    @property
    def categories(self) -> tuple[str, ...]:
        """The cost categories that a unit cost covers."""
        return tuple(self.choice.split(",")) if self.choice else ()

    def held(self, attribute: str) -> object:
        """What a column of the form holds."""
        return getattr(self, HELD.get(attribute, attribute), None)

    def key(self, attribute: str) -> str:
        """The key of one of its fields."""
        return f"{self.kind}.{self.uid}.{attribute}"


def entries_of(rows: Iterable[Entry]) -> tuple[EntryRecord, ...]:
    """The entries in the order of the form: each kind in turn, what hangs under an entry right after it."""
    below: dict[tuple[int | None, str], list[Entry]] = {}
    for row in rows:
        below.setdefault((row.parent_id, row.kind), []).append(row)
    return tuple(_walk(below, None, None, ""))


def answers_of(
    rows: Iterable[Answer], uses: Mapping[str, str], present: frozenset[str]
) -> dict[str, dict[str, str]]:
    """The texts by key and language, of fields that the call shows and rows that are there; no blank ones."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        full = find(row.field, row.language)
        if row.text and full is not None and _counts(full, uses, present):
            found.setdefault(row.field, {})[row.language] = row.text
    return {key: dict(sorted(found[key].items())) for key in sorted(found)}


def _counts(full: FullKey, uses: Mapping[str, str], present: frozenset[str]) -> bool:
    return is_shown(uses, full.field.key) and (not full.row or full.row in present)  # type: ignore[arg-type]


def _walk(
    below: Mapping[tuple[int | None, str], list[Entry]], parent: Entry | None, uid: UUID | None, prefix: str
) -> Iterator[EntryRecord]:
    for group in GROUPS.values():
        if group.parent != (parent.kind if parent else ""):
            continue
        rows = below.get((parent.pk if parent else None, group.kind), [])
        for count, row in enumerate(sorted(rows, key=lambda one: (one.position, one.pk)), start=1):
            number = f"{prefix}{count}"
            yield _record(row, uid, number)
            yield from _walk(below, row, row.uid, f"{number}.")


def _record(row: Entry, parent: UUID | None, number: str) -> EntryRecord:
    return EntryRecord(
        uid=row.uid,
        kind=row.kind,
        parent=parent,
        number=number,
        partner=row.partnership.uid if row.partnership else None,
        first_period=row.first_period,
        last_period=row.last_period,
        indicator=_indicator(row.indicator),
        baseline=row.baseline,
        target=row.target,
        choice=row.choice,
        partners=tuple(sorted(row.named_partners)),
        price=row.price,
    )


def _indicator(row: ProgrammeIndicator | None) -> IndicatorFact | None:
    if row is None:
        return None
    return IndicatorFact(row.pk, row.kind, row.identifier, row.code, row.name, row.unit, row.objective_id)
