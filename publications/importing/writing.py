"""Writing judged operations as public records, many at once, with all that hangs on a record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from publications import linking, search, versions
from publications.importing import contracts, copying, gathering
from publications.importing.comparing import COLUMNS
from publications.importing.judging import Judged
from publications.importing.mapping import FACTS, PARTNERS, Mapping
from publications.models import ImportRow, ImportRun, Publication, PublishedPartner

BATCH = 500
_OF_A_FILE = frozenset({"file", "sha256", "rows", "run"})
_BLANK = {field.attname: field.get_default() for field in Publication._meta.concrete_fields}
_UPDATED = [*(name.removesuffix("_id") for name in COLUMNS), "provenance", "imported_at", "data_date"]


def write(judged: Sequence[Judged], run: ImportRun, mapping: Mapping) -> list[int]:
    """Store what is new or changed; the keys of the records. Call inside a transaction, records locked."""
    due = [one for one in judged if one.outcome in {ImportRow.Outcome.NEW, ImportRow.Outcome.CHANGED}]
    if not due:
        return []
    now = timezone.now()
    said = {one.operation.code: _said(one, run, mapping, now) for one in due}
    new = [one for one in due if one.record is None]
    old = [_changed(one.record, said[one.operation.code]) for one in due if one.record is not None]
    copying.give_keys(new)
    touched = gathering.link(due) | {key for record in old for key in record.organisations}
    copying.put_records(_new(one, said[one.operation.code]) for one in new)
    Publication.objects.bulk_create(
        old, batch_size=BATCH, update_conflicts=True, unique_fields=["code"], update_fields=_UPDATED
    )
    PublishedPartner.objects.filter(publication__in=[record.pk for record in old]).delete()
    copying.put_partners(due)
    contracts.put({one.key: one.contractors for one in due if one.contractors is not None}, now)
    keys = [one.key for one in due]
    linking.recount(touched)
    search.index(keys, gathered={one.key for one in new})
    versions.note(keys, at=now)
    return keys


def _said(one: Judged, run: ImportRun, mapping: Mapping, now: datetime) -> dict[str, Any]:
    """The columns that a list writes of any record."""
    facts = {name: one.operation.facts[name] for name in COLUMNS}
    return {**facts, "provenance": provenance(one, run, mapping), "imported_at": now, "data_date": now}


def _new(one: Judged, said: dict[str, Any]) -> dict[str, Any]:
    """Every column of a record that is not stored yet."""
    return {
        **_BLANK,
        **said,
        **gathering.described(one.partners),
        "id": one.key,
        "code": one.operation.code,
        "source": one.operation.source,
        "first_published_at": one.operation.first_published or said["imported_at"],
    }


def _changed(record: Publication, said: dict[str, Any]) -> Publication:
    for name, value in said.items():
        setattr(record, name, value)
    return record


def provenance(one: Judged, run: ImportRun, mapping: Mapping) -> dict[str, Any]:
    """Where a record comes from: the list, the file and its digest, the rows, and who took it in."""
    rows = [row.place for row in one.operation.rows]
    shown = ", ".join(rows[:40]) + (" …" if len(rows) > 40 else "")
    told = {
        "*": f"public: {mapping.title}",
        "publisher": mapping.publisher,
        "address": mapping.address,
        "licence": mapping.licence,
        "mapping": run.mapping.name,
        "file": run.file_name,
        "sha256": run.sha256,
        "rows": shown,
        "run": str(run.uid),
    }
    said = {name: value for name, value in told.items() if value}
    before = one.record.provenance if one.record else {}
    if one.operation.holds == PARTNERS:
        of_partners = {f"{PARTNERS}_{name}": value for name, value in said.items() if name in _OF_A_FILE}
        return {**before, PARTNERS: said["*"], **of_partners}
    if one.operation.holds == FACTS:
        said |= {name: value for name, value in before.items() if name.startswith(PARTNERS)}
    return said
