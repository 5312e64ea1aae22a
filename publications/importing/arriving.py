"""Lists that staff bring: taken in from the page, scanned, read by a worker, thrown away once decided."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, cast
from uuid import UUID, uuid4

import structlog
from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from accounts.models import User
from core.alone import alone
from core.errors import DomainError, NotAllowed
from core.uploads import Fault, clean_name
from core.uploads.clamd import ScannerAway, scan
from programmes.permissions import programmes_where
from programmes.states import SECRETARIAT
from publications.importing import kept, running
from publications.models import ImportMapping, ImportRun

log = structlog.get_logger(__name__)

FOLDER = "imports"
MOST_BYTES = 50 * 1024 * 1024
MOST_ATTEMPTS = 3  # a file that takes its worker down each time must come to an end as well
KEPT = timedelta(days=1)  # a list that was read, and not decided upon
PATIENCE = timedelta(seconds=90)  # without a sign of life somebody else goes on


@transaction.atomic
def take_in(
    mapping: ImportMapping | None, content: File[bytes], *, by: User, key: UUID, programme: str = ""
) -> ImportRun:
    """Keep an uploaded list until it is written or left; the same `key` gives the same run.

    Without a mapping one is proposed, of which `programme` is the edition of every row.
    """
    if not programmes_where(by, SECRETARIAT):
        raise NotAllowed(_("Only the secretariat of a programme imports lists."))
    known = ImportRun.objects.filter(creation_key=key, owner=by).first()
    if known is not None:
        return known
    size = int(content.size or 0)
    if not size:
        raise DomainError(Fault.EMPTY.label)
    if size > MOST_BYTES:
        most = filesizeformat(MOST_BYTES)
        raise DomainError(_("The file is larger than %(most)s. Split it.") % {"most": most})
    name = clean_name(content.name or "")
    if mapping is None:
        language = (get_language() or "en")[:2]
        mapping = kept.blank(name, language=language, programme=programme, by=by)
    stored = default_storage.save(f"{FOLDER}/{secrets.token_hex(24)}", content)
    return running.begin(mapping, by=by, file_name=name, key=key, stored=stored)


@transaction.atomic
def read_again(run: ImportRun, mapping: ImportMapping, *, by: User) -> ImportRun:
    """Read the file of a run once more, with another mapping; nothing of the run is written then.

    DomainError when the file is not kept any more.
    """
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if not locked.file or locked.state != ImportRun.State.READ:
        raise DomainError(_("The columns are kept, but not the file. Bring the list again."))
    stored = locked.file
    _let_go(locked)
    running.stop(locked, by=by)
    return running.begin(mapping, by=by, file_name=locked.file_name, key=uuid4(), stored=stored)


def read(pk: int) -> None:
    """Read the list of a run, if it waits and nobody else is at it. A list that can't be read says why."""
    with alone(f"import-run:{pk}") as is_alone:
        run = ImportRun.objects.select_related("mapping", "owner").filter(pk=pk).first()
        if not is_alone or run is None or run.state != ImportRun.State.READING or not _begun(run):
            return
        try:
            with _on_disk(run) as path, _in_words_of(run):
                _propose(run, path)
                running.read(run, path)
        except DomainError:
            log.info("list refused", run=pk)
        except ScannerAway as away:
            log.warning("scanner away", run=pk, error=str(away))
            return
        run.refresh_from_db()
        if run.state != ImportRun.State.READ:
            throw_away(run)  # what was read is kept until it is decided: its columns may be changed


def write(pk: int, *, turn: float) -> bool:
    """Go on writing a run; whether there is nothing left to do for now."""
    run = ImportRun.objects.select_related("owner").filter(pk=pk).first()
    if run is None:
        return True
    try:
        with _in_words_of(run):
            is_through = running.write(run, turn=turn)
    except running.Busy:
        return True  # the sweep takes it up again when the other import is through
    except DomainError as refusal:
        running.fail(run, str(refusal.text))
        is_through = True
    if is_through:
        throw_away(run)
    return is_through


def left_behind() -> list[ImportRun]:
    """Runs of the page that should be at work and gave no sign of life for a while."""
    quiet = timezone.now() - PATIENCE
    return list(ImportRun.objects.at_work().filter(touched_at__lt=quiet, owner__isnull=False)[:20])


def forget_files() -> int:
    """Delete lists that were read and then left; how many."""
    rows = ImportRun.objects.filter(state=ImportRun.State.READ, touched_at__lt=timezone.now() - KEPT)
    found = list(rows.exclude(file="")[:100])
    for run in found:
        throw_away(run)
    return len(found)


def throw_away(run: ImportRun) -> None:
    """Delete the file, and the values shown of its columns; what it said is kept row by row."""
    if run.file:
        default_storage.delete(run.file)
        _let_go(ImportRun.objects.get(pk=run.pk))


def _let_go(run: ImportRun) -> None:
    """Keep nothing of the file outside its rows, where names of persons are found when they are due."""
    run.file, run.found = "", {name: value for name, value in run.found.items() if name != "samples"}
    run.save(update_fields=["file", "found"])


def _in_words_of(run: ImportRun) -> AbstractContextManager[None]:
    """What is said of rows is kept in words: those of the person who brought the list."""
    return override(run.owner.language if run.owner else "en")


def _propose(run: ImportRun, path: Path) -> None:
    """Let a mapping that waits for it be proposed from the file."""
    if not kept.is_blank(run.definition):
        return
    try:
        kept.fill(run.mapping, path)
    except DomainError as refusal:
        running.fail(run, str(refusal.text))
        raise
    run.definition = run.mapping.data
    run.source = run.mapping.source
    run.save(update_fields=["definition", "source"])


def _begun(run: ImportRun) -> bool:
    """Count the attempt before it is made; False when there were too many."""
    attempts = int(run.found.get("attempts", 0)) + 1
    if attempts > MOST_ATTEMPTS:
        running.fail(
            run, _("The list could not be read, after several attempts. Save it as CSV and try again.")
        )
        throw_away(run)
        return False
    run.found = {**run.found, "attempts": attempts}
    ImportRun.objects.filter(pk=run.pk).update(found=run.found, touched_at=timezone.now())
    return True


@contextmanager
def _on_disk(run: ImportRun) -> Iterator[Path]:
    """The stored file as a file of this machine, scanned for viruses where there is a scanner."""
    folder = Path(settings.MEDIA_ROOT) / "making"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".list") as copied:
        try:
            with default_storage.open(run.file) as stored:
                shutil.copyfileobj(stored, copied)
        except FileNotFoundError as error:
            running.fail(run, _("The file is gone. Upload it again."))
            raise DomainError(_("The file is gone. Upload it again.")) from error
        copied.flush()
        if settings.CLAMD_URL and scan(cast(BinaryIO, copied), settings.CLAMD_URL):
            running.fail(run, str(Fault.VIRUS.label))
            raise DomainError(Fault.VIRUS.label)
        yield Path(copied.name)
