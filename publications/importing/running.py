"""A reading of a list from its beginning to its end: the trial always, the writing when it is decided."""

from __future__ import annotations

import time
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef
from django.db.models.fields.json import KeyTextTransform
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.ahead import ahead
from core.alone import alone
from core.errors import DomainError
from core.garbage import seldom_sought
from publications import linking, remaking
from publications.importing import chunks, content, copying, doubts, editions, judging, kept, staging, writing
from publications.importing.content import Known, Operation
from publications.importing.mapping import PARTNERS, Mapping, from_data
from publications.models import ImportMapping, ImportRow, ImportRun, Publication, PublicationQuerySet

LISTED = 300  # records that are gone from the list, by name


@transaction.atomic
def begin(
    mapping: ImportMapping, *, by: User | None, file_name: str, key: UUID, stored: str = ""
) -> ImportRun:
    """Note that a file is to be read with this mapping; the same `key` gives the same run.

    A mapping without columns waits for a proposal.
    """
    if not kept.is_blank(mapping.data):
        from_data(mapping.data)
    known = ImportRun.objects.filter(creation_key=key, owner=by).first()
    return known or ImportRun.objects.create(
        mapping=mapping,
        source=mapping.source,
        definition=mapping.data,
        owner=by,
        creation_key=key,
        file_name=file_name[:150],
        file=stored,
    )


@seldom_sought()
def read(run: ImportRun, path: Path) -> bool:
    """Read the file and say what would become of each row; changes no record. False when it was stopped.

    A file that can't be read fails the run with the reason; so does one without a single row.
    """
    try:
        if not staging.stage(run, path):
            return False
        if not run.rows_read:
            raise DomainError(_("The list has headings, and no rows below them."))
        mapping, known = from_data(run.definition), Known.read()
        refusal = editions.refusal_for(run.owner)
        with closing(ahead(lambda: chunks.every(run, mapping, known))) as parts:
            for found in parts:
                judged = judging.judge(found, refusal, lock=False)
                with transaction.atomic():
                    copying.write_soon()
                    chunks.save(found)
                    doubts.keep(doubts.of_chunk(judged, run))
                    if not touch(run):
                        return False
        staging.take_stock()
        doubts.keep(doubts.of_run(run))
    except DomainError as refusal_of_file:
        fail(run, str(refusal_of_file.text))
        raise
    _conclude_reading(run)
    return True


def decide(run: ImportRun, *, by: User | None, all_or_nothing: bool, remove_gone: bool) -> ImportRun:
    """Decide that what was read is written. DomainError when it is not read, or rows forbid it."""
    with transaction.atomic():
        locked = ImportRun.objects.select_for_update().get(pk=run.pk)
        if locked.state != ImportRun.State.READ:
            raise DomainError(
                _("This list is not waiting to be written. Reload the page to see where it stands.")
            )
        if remove_gone and not tells_what_is_gone(locked):
            raise DomainError(
                _("This list names partners only and does not tell which projects are gone. Remove nothing.")
            )
        if all_or_nothing and locked.counts.get("refused"):
            raise DomainError(
                _("You chose all or nothing, and rows are refused: nothing was written. Correct the list.")
            )
        if remove_gone and locked.counts.get("refused"):
            raise DomainError(
                _("Rows are refused, so it is not sure what is gone. Correct the list, or remove nothing.")
            )
        locked.state, locked.cursor = ImportRun.State.WRITING, ""
        locked.all_or_nothing, locked.remove_gone = all_or_nothing, remove_gone
        locked.touched_at = timezone.now()
        locked.save(update_fields=["state", "cursor", "all_or_nothing", "remove_gone", "touched_at"])
    return locked


@seldom_sought()
def write(run: ImportRun, *, turn: float | None = None) -> bool:
    """Write chunk by chunk, each in a transaction of its own; True when all is through or it was stopped.

    Goes on where an earlier call left off. Raises Busy while another import of the source writes.
    """
    with alone(f"import:{run.source}") as is_alone:
        if not is_alone:
            raise Busy(_("Another import of this list is being written. Wait for it to end, then try again."))
        fresh = ImportRun.objects.select_related("mapping", "owner").get(pk=run.pk)
        if fresh.state != ImportRun.State.WRITING:
            return True
        whole = transaction.atomic() if fresh.all_or_nothing else nullcontext()
        with whole:
            if not _write_chunks(fresh, None if fresh.all_or_nothing else turn):
                return False
            if ImportRun.objects.filter(pk=run.pk, state=ImportRun.State.WRITING).exists():
                _finish(fresh)
        return True


class Busy(DomainError):
    """Another import of the same source is at work."""


def _write_chunks(run: ImportRun, turn: float | None) -> bool:
    mapping, known = from_data(run.definition), Known.read()
    refusal = editions.refusal_for(run.owner)
    until = time.monotonic() + turn if turn else None
    after = run.cursor
    with closing(ahead(lambda: chunks.every(run, mapping, known, after))) as parts:
        for found in parts:
            if not _write_chunk(run, mapping, found, refusal):
                return True
            if until and time.monotonic() > until:
                return False
    return True


@transaction.atomic
def _write_chunk(run: ImportRun, mapping: Mapping, found: list[Operation], refusal: judging.Refusal) -> bool:
    """One chunk with all that belongs to it, or nothing of it; False when the run was stopped."""
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.state != ImportRun.State.WRITING:
        return False
    editions.ensure(mapping, {one.facts["programme_period_id"] for one in found if one.facts})
    judged = judging.judge(found, refusal, lock=True)
    if run.all_or_nothing and any(one.outcome == ImportRow.Outcome.REFUSED for one in judged):
        raise DomainError(
            _("The portal changed meanwhile and refuses a row now: nothing was written. Read the list again.")
        )
    remaking.mark(writing.write(judged, run, mapping))
    chunks.save(found)
    run.cursor = found[-1].key
    ImportRun.objects.filter(pk=run.pk).update(cursor=run.cursor, touched_at=timezone.now())
    return True


@transaction.atomic
def _finish(run: ImportRun) -> None:
    removed = _remove_gone(run) if run.remove_gone else 0
    run.counts = count(run)
    run.found = {**run.found, "removed": removed}
    run.state, run.finished_at = ImportRun.State.DONE, timezone.now()
    run.save(update_fields=["counts", "found", "state", "finished_at"])
    new = {"file": run.file_name, "sha256": run.sha256, "mapping": run.mapping.name, "counts": run.counts}
    trail.record(f"import:{run.source}", "import list", by=run.owner, new={**new, "removed": removed})


@transaction.atomic
def stop(run: ImportRun, *, by: User | None) -> ImportRun:
    """End a run: what is written stays, the rest is left. DomainError when it is over already."""
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.is_over:
        raise DomainError(_("This import is over: there is nothing left to stop."))
    locked.state, locked.finished_at = ImportRun.State.STOPPED, timezone.now()
    locked.counts = count(locked)
    locked.save(update_fields=["state", "finished_at", "counts"])
    return locked


def fail(run: ImportRun, reason: str) -> None:
    """End a run with the reason why it can't go on."""
    ImportRun.objects.filter(pk=run.pk).exclude(state=ImportRun.State.STOPPED).update(
        state=ImportRun.State.FAILED, error=reason, finished_at=timezone.now()
    )


def touch(run: ImportRun) -> bool:
    """Give a sign of life; False when the run was stopped."""
    alive = ImportRun.objects.filter(pk=run.pk, state__in=[ImportRun.State.READING, ImportRun.State.WRITING])
    return bool(alive.update(touched_at=timezone.now()))


def count(run: ImportRun) -> dict[str, int]:
    """Rows by outcome, repaired ones also by themselves; the outcomes add up to the rows read."""
    rows = ImportRow.objects.filter(run=run)
    counted = dict(rows.order_by().values_list("outcome").annotate(number=Count("pk")))
    operations = rows.exclude(key="").aggregate(number=Count("key", distinct=True))["number"]
    return {
        **dict.fromkeys(ImportRow.Outcome.values, 0),
        **counted,
        "repaired": rows.filter(is_repaired=True).count(),
        "operations": operations,
    }


def tells_what_is_gone(run: ImportRun) -> bool:
    """Whether a project that the list leaves out is gone: one of partners never tells that."""
    return bool(run.definition.get("holds") != PARTNERS)


def gone(run: ImportRun) -> PublicationQuerySet:
    """Records of this source, in the programmes that the list names, that the list no longer holds.

    None where the list does not tell.
    """
    seen = ImportRow.objects.filter(run=run, code=OuterRef("code"))
    named = ImportRow.objects.filter(run=run, code__gt="").values(
        programme=KeyTextTransform("programme", "data")
    )
    found: PublicationQuerySet = Publication.objects.filter(
        ~Exists(seen), source=content.source_of(run.source), programme_period__in=named
    )
    return found if tells_what_is_gone(run) else found.none()


def _remove_gone(run: ImportRun) -> int:
    rows = list(gone(run).select_for_update(of=("self",)).order_by("pk"))
    touched = {organisation for row in rows for organisation in row.organisations}
    remaking.mark(row.pk for row in rows)
    Publication.objects.filter(pk__in=[row.pk for row in rows]).delete()
    linking.recount(touched)
    for row in rows:
        old = {"code": row.code, "acronym": row.acronym}
        trail.record(f"import:{run.source}", "remove imported record", by=run.owner, old=old)
    return len(rows)


def _conclude_reading(run: ImportRun) -> None:
    missing = gone(run)
    found: dict[str, Any] = {
        **run.found,
        "gone": missing.count(),
        "gone_named": [
            f"{code} {acronym}" for code, acronym in missing.values_list("code", "acronym")[:LISTED]
        ],
    }
    ImportRun.objects.filter(pk=run.pk, state=ImportRun.State.READING).update(
        state=ImportRun.State.READ, found=found, counts=count(run), touched_at=timezone.now()
    )
    run.refresh_from_db()
