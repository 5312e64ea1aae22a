"""Whether a PDF can be read: whole, without a password, every page there, and starting nothing."""

from __future__ import annotations

import os
from typing import BinaryIO

import pikepdf

from core.uploads.archives import refuse_appended_archive
from core.uploads.faults import Fault, Unfit

TAIL = 2048  # bytes in which the end of a whole file is marked
MOST_PAGES = 5000
MOST_OBJECTS = 500_000
STARTS = frozenset({"/Launch", "/ImportData"})


def check(file: BinaryIO, _extension: str) -> None:
    """Unfit unless the document opens as it is: qpdf would repair what other readers then refuse."""
    if file.read(5) != b"%PDF-":
        raise Unfit(Fault.DISGUISED, "does not begin as a PDF")
    size = file.seek(0, os.SEEK_END)
    file.seek(max(size - TAIL, 0))
    if b"%%EOF" not in file.read(TAIL):
        raise Unfit(Fault.BROKEN, "no end of file")
    refuse_appended_archive(file)
    file.seek(0)
    try:
        with pikepdf.open(file, suppress_warnings=True) as document:
            _walk(document)
    except pikepdf.PasswordError as error:
        raise Unfit(Fault.LOCKED) from error
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, KeyError) as error:
        raise Unfit(Fault.BROKEN, str(error)[:200]) from error


def _walk(document: pikepdf.Pdf) -> None:
    if document.is_encrypted:
        raise Unfit(Fault.LOCKED, "encrypted")
    pages = len(document.pages)
    if not 0 < pages <= MOST_PAGES:
        raise Unfit(Fault.BROKEN, f"{pages} pages")
    if len(document.objects) > MOST_OBJECTS:
        raise Unfit(Fault.SWELLS, "objects")
    for page in document.pages:
        content = page.obj.get("/Contents")
        if content is not None and not isinstance(content, (pikepdf.Stream, pikepdf.Array)):
            raise Unfit(Fault.BROKEN, "a page without content")
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary) and _starts_something(thing):
            raise Unfit(Fault.ACTIVE)


def _starts_something(action: pikepdf.Dictionary) -> bool:
    return any(_is_start(one) for one in (action, action.get("/A"), action.get("/OpenAction")))


def _is_start(action: object) -> bool:
    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) in STARTS
