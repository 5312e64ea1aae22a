"""Documents joined to one PDF for a printer: each begins on a sheet of its own, with a bookmark.

What makes the single files readable aloud (their tags) does not survive the joining: this file is for paper.
"""

from __future__ import annotations

import io
from types import TracebackType
from typing import IO, BinaryIO, Self, cast

import pikepdf
from django.core.files.storage import default_storage

from documents.batches.archive import Lost, stored_document
from documents.models import BatchItem


class Joined:
    """Write with `add` for each item in turn; the file is written when the block ends well."""

    def __init__(self, target: IO[bytes], title: str, language: str) -> None:
        self._target = target
        self._pdf = pikepdf.new()
        self._pdf.docinfo["/Title"] = title
        self._pdf.Root.Lang = pikepdf.String(language)
        self._marks: list[tuple[str, int]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._pdf:
            if error is None:
                with self._pdf.open_outline() as outline:
                    outline.root.extend(pikepdf.OutlineItem(label, page) for label, page in self._marks)
                self._pdf.save(cast(BinaryIO, self._target))

    def add(self, item: BatchItem, *, is_in: bool) -> None:
        """Append the pages of an item where it `is_in`. Lost without its file."""
        if not is_in:
            return
        try:
            with default_storage.open(str(stored_document(item).file.name)) as stored:
                content = stored.read()
        except FileNotFoundError as error:
            raise Lost(item) from error
        self._marks.append((item.label or item.name, len(self._pdf.pages)))
        with pikepdf.open(io.BytesIO(content)) as added:
            number = len(added.pages)
            self._pdf.pages.extend(added.pages)
            if number % 2:  # printed on both sides, the next one still begins on a new sheet
                self._pdf.add_blank_page(page_size=_size(added))


def _size(pdf: pikepdf.Pdf) -> tuple[float, float]:
    left, bottom, right, top = (float(one) for one in pdf.pages[-1].mediabox)
    return right - left, top - bottom
