"""What becomes of each operation: new, changed, unchanged or refused; the same when tried and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from publications import persons
from publications.importing import comparing, contracts, noting
from publications.importing.content import ASSOCIATED, Operation
from publications.importing.mapping import FACTS, PARTNERS
from publications.models import ImportRow, Publication, PublishedPartner

# Whether records of this edition may be written by whoever imports: a text why not, or "".
Refusal = Callable[[str], str]


_BLANK = {field.attname: field.get_default() for field in PublishedPartner._meta.concrete_fields}


@dataclass
class Judged:
    """An operation beside the record that it meets; `key` is that of the record, once it has one.

    Partners are plain rows, by column: lists have tens of thousands.
    """

    operation: Operation
    outcome: str
    record: Publication | None = None
    partners: list[dict[str, Any]] = field(default_factory=list)
    changes: list[dict[str, str]] = field(default_factory=list)
    key: int = 0
    contractors: list[str] | None = None


def judge(found: Sequence[Operation], refusal: Refusal, *, lock: bool) -> list[Judged]:
    """Compare operations with what is stored, in a constant number of queries; sets the outcome of rows."""
    codes = [one.code for one in found if one.code]
    rows = Publication.objects.filter(code__among=codes)
    if lock:
        list(rows.order_by("pk").select_for_update().values_list("pk", flat=True))
    records = {record.code: record for record in rows}
    partners = comparing.stored_partners([record.pk for record in records.values()])
    forgotten = persons.of_records(codes)
    judged = [
        _judged(one, records.get(one.code), partners, forgotten, refusal, is_tried=not lock) for one in found
    ]
    _judge_contractors(judged, forgotten)
    for one in judged:
        _set_rows(one)
    return judged


def _judge_contractors(judged: Sequence[Judged], forgotten: Mapping[str, set[str]]) -> None:
    """The same of contractors; asks for those that are stored only where the list tells of any."""
    told = [one for one in judged if one.operation.contractors is not None]
    stored = contracts.stored(one.key for one in told if one.record) if told else {}
    for one in told:
        names = contracts.protected(one.operation.contractors or (), one.operation.code, forgotten)
        one.contractors = names
        if one.record is None:
            continue
        differences = contracts.changes(stored.get(one.key, []), names)
        one.changes += differences
        if differences and one.outcome == ImportRow.Outcome.UNCHANGED:
            one.outcome = ImportRow.Outcome.CHANGED


def _judged(
    made: Operation,
    record: Publication | None,
    stored: Mapping[int, list[dict[str, Any]]],
    forgotten: Mapping[str, set[str]],
    refusal: Refusal,
    *,
    is_tried: bool,
) -> Judged:
    reason = made.reason or refusal(made.facts["programme_period_id"]) or _taken(made, record)
    if reason:
        made.reason = reason
        return Judged(made, ImportRow.Outcome.REFUSED)
    if record is None and made.holds == PARTNERS:
        made.reason = _("This list names partners only, and the project is not there: read that list first.")
        return Judged(made, ImportRow.Outcome.REFUSED)
    if record is None and is_tried:
        return Judged(made, ImportRow.Outcome.NEW)
    first = record.first_published_at if record else None
    partners = [
        _protected({**_BLANK, **partner, "position": position}, made.code, first, forgotten)
        for position, partner in enumerate(_partners_of(made, record, stored), start=1)
    ]
    if record is None:
        return Judged(made, ImportRow.Outcome.NEW, None, partners)
    _keep_what_is_not_told(made, record)
    differences = comparing.changes(record, stored.get(record.pk, []), made.facts, partners)
    outcome = ImportRow.Outcome.CHANGED if differences else ImportRow.Outcome.UNCHANGED
    return Judged(made, outcome, record, partners, differences, record.pk)


def _partners_of(
    made: Operation, record: Publication | None, stored: Mapping[int, list[dict[str, Any]]]
) -> list[dict[str, Any]]:
    """Those that the list names; those that are there where it leaves them to a second list."""
    if made.holds == FACTS:
        return stored.get(record.pk, []) if record else []
    return made.partners


def _keep_what_is_not_told(made: Operation, record: Publication) -> None:
    """A list of partners leaves the facts, and one of facts leaves the partners, also the associated ones."""
    told = made.facts["facts"]
    if made.holds == PARTNERS:
        own = {name: getattr(record, name) for name in comparing.COLUMNS}
        made.facts = {**own, "facts": [*_associated(record.facts, False), *_associated(told, True)]}
    elif made.holds == FACTS:
        made.facts["facts"] = [*told, *_associated(record.facts, True)]


def _associated(facts: list[dict[str, Any]], are: bool) -> list[dict[str, Any]]:
    return [fact for fact in facts if (fact["key"] == ASSOCIATED) == are]


def _taken(made: Operation, record: Publication | None) -> str:
    """Records of the portal, of known facts, and of other lists are never overwritten."""
    if record is None or record.source == made.source:
        return ""
    return _("The record %(code)s comes from elsewhere (%(source)s): an import never overwrites it.") % {
        "code": record.code,
        "source": record.import_source or record.source,
    }


def _protected(
    row: dict[str, Any], code: str, first: datetime | None, forgotten: Mapping[str, set[str]]
) -> dict[str, Any]:
    """The row of a partner with what may be said of it."""
    if not persons.concerns(code, row["is_natural_person"], forgotten):
        return row
    partner = persons.protect(PublishedPartner(**row), code, first, forgotten)
    return {name: getattr(partner, name) for name in row}


def _set_rows(judged: Judged) -> None:
    refused = ImportRow.Outcome.REFUSED
    for row in judged.operation.rows:
        if judged.outcome == refused and row.outcome != refused:
            noting.note(row, "", "", "", judged.operation.reason, repair=False)
        row.outcome, row.code = judged.outcome, judged.operation.code
    judged.operation.first.changes = judged.changes
