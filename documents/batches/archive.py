"""A ZIP of documents being written: each copied as it is, under a readable name, and a table of all."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import zipfile
from types import TracebackType
from typing import IO, Self

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from core.sheets import Row, csv_line
from core.uploads.names import numbered
from documents.models import BatchItem, Document
from documents.states import DocumentState

INDEX = "index.csv"
PIECE = 1 << 16
_IN_MEMORY = 1 << 20  # bytes of the table, before it goes to disk


class Lost(Exception):
    """The stored file of a document is gone, or is not what was stored."""

    def __init__(self, *items: BatchItem) -> None:
        super().__init__(*(item.pk for item in items))
        self.items = items


def stored_document(item: BatchItem) -> Document:
    """The document of an item that was made. Lost when it was withdrawn or not kept meanwhile."""
    if item.document is None or item.document.state != DocumentState.READY:
        raise Lost(item)
    return item.document


class Archive:
    """Write with `add` for each item in turn; the table is written when the block ends well."""

    def __init__(self, target: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_STORED)
        self._names = {INDEX}
        self._table = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed with the block
        self._note("\ufeff", _header())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._zip, self._table:
            if error is None:
                self._table.seek(0)
                entry = zipfile.ZipInfo(INDEX, timezone.localtime().timetuple()[:6])
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                with self._zip.open(entry, "w") as table:
                    shutil.copyfileobj(self._table, table)

    def add(self, item: BatchItem, *, is_in: bool) -> None:
        """Copy the document of an item where it `is_in`, and note the item. Lost without its file."""
        document, name = stored_document(item) if is_in else None, ""
        if document is not None:
            name = numbered(f"{item.name}.pdf", self._names)
            self._names.add(name.casefold())
            self._copy(item, document, name)
        self._note(
            "",
            (
                name,
                item.label,
                item.language or (document.language if document else ""),
                item.get_state_display(),
                document.finished_at if document else None,
                document.size if document else None,
                document.sha256 if document else "",
            ),
        )

    def _copy(self, item: BatchItem, document: Document, name: str) -> None:
        made = timezone.localtime(document.finished_at or timezone.now())
        entry = zipfile.ZipInfo(name, made.timetuple()[:6])
        entry.external_attr = 0o644 << 16
        digest = hashlib.sha256()
        try:
            stored = default_storage.open(str(document.file.name))
        except FileNotFoundError as error:
            raise Lost(item) from error
        with stored, self._zip.open(entry, "w") as copied:
            while piece := stored.read(PIECE):
                digest.update(piece)
                copied.write(piece)
        if digest.hexdigest() != document.sha256:
            default_storage.delete(str(document.file.name))  # what stands there is kept when made again
            raise Lost(item)

    def _note(self, before: str, row: Row) -> None:
        self._table.write(f"{before}{csv_line(row)}".encode())


def _header() -> tuple[str, ...]:
    return (_("File"), _("About"), _("Language"), _("Outcome"), _("Made"), _("Bytes"), "SHA-256")
