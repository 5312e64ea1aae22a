"""Writing judged operations as public records, many at once, with all that hangs on a record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from publications import linking, search, versions
from publications.importing import copying, gathering
from publications.importing.comparing import COLUMNS
from publications.importing.judging import Judged
from publications.importing.mapping import Mapping
from publications.models import ImportRow, ImportRun, Publication, PublishedPartner

BATCH = 500
_UPDATED = [*(name.removesuffix("_id") for name in COLUMNS), "provenance", "imported_at", "data_date"]


def write(judged: Sequence[Judged], run: ImportRun, mapping: Mapping) -> list[int]:
    """Store what is new or changed; the keys of the records. Call inside a transaction, records locked."""
    due = [one for one in judged if one.outcome in {ImportRow.Outcome.NEW, ImportRow.Outcome.CHANGED}]
    if not due:
        return []
    now = timezone.now()
    for one in due:
        one.record = _record(one, run, mapping, now)
    new = [one.record for one in due if one.outcome == ImportRow.Outcome.NEW and one.record]
    old = [one.record for one in due if one.outcome == ImportRow.Outcome.CHANGED and one.record]
    copying.give_keys(new)
    touched = gathering.gather(due) | {key for record in old for key in record.organisations}
    copying.put_records(new)
    Publication.objects.bulk_create(
        old, batch_size=BATCH, update_conflicts=True, unique_fields=["code"], update_fields=_UPDATED
    )
    PublishedPartner.objects.filter(publication__in=[record.pk for record in old]).delete()
    copying.put_partners((one.record, partner) for one in due if one.record for partner in one.partners)
    keys = [one.record.pk for one in due if one.record]
    linking.recount(touched)
    search.index(keys, gathered={record.pk for record in new})
    versions.note(keys, at=now)
    return keys


def _record(one: Judged, run: ImportRun, mapping: Mapping, now: datetime) -> Publication:
    first = one.operation.first_published or now
    record = one.record or Publication(
        code=one.operation.code, source=one.operation.source, first_published_at=first
    )
    for name in COLUMNS:
        setattr(record, name, one.operation.facts[name])
    record.provenance = provenance(one, run, mapping)
    record.imported_at = record.data_date = now
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
    return {name: value for name, value in told.items() if value}
