"""Files that are archives inside: office packages, plain archives, containers of signed documents."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import BinaryIO

from core.uploads.faults import Fault, Unfit
from core.uploads.names import extension_of
from core.uploads.types import ARCHIVES, EXTENSIONS

MOST_ENTRIES = 5000
MOST_BYTES = 300 * 1024 * 1024  # unpacked
MOST_RATIO = 200  # of one entry beyond ROOM bytes
ROOM = 5 * 1024 * 1024
PIECE = 256 * 1024
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
END_MARK = b"PK\x05\x06"
_OUTSIDE = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|\\|\x00")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_MARKUP_PART = re.compile(r"\.(?:xml|rels)$", re.IGNORECASE)
_MACROS = re.compile(
    r"(?:^|/)(?:vbaProject\.bin|vbaData\.xml|macrosheets/|Basic/.*\.xlb|Scripts/)", re.IGNORECASE
)
_PROGRAM = (b"MZ", b"\x7fELF", b"#!")
_MAIN_PART = {
    "docx": "word/", "dotx": "word/",
    "xlsx": "xl/", "xltx": "xl/",
    "pptx": "ppt/", "potx": "ppt/", "ppsx": "ppt/",
}  # fmt: skip
_MACRO_TYPE = re.compile(rb"macroEnabled", re.IGNORECASE)


def check_package(file: BinaryIO, extension: str) -> None:
    """An office document: its main part is there, no macros, no entities, nothing that swells."""
    with _opened(file) as archive:
        names = [entry.filename for entry in archive.infolist()]
        main = _MAIN_PART.get(extension)
        whole = "content.xml" in names if main is None else "[Content_Types].xml" in names
        if not whole or (main and not any(name.startswith(main) for name in names)):
            raise Unfit(Fault.DISGUISED, "parts are missing")
        if any(_MACROS.search(name) for name in names):
            raise Unfit(Fault.MACROS)
        for entry in _safe_entries(archive):
            head = _read_through(archive, entry)
            if _MARKUP_PART.search(entry.filename) and _ENTITY.search(head):
                raise Unfit(Fault.BROKEN, "entities")
            if entry.filename == "[Content_Types].xml" and _MACRO_TYPE.search(head):
                raise Unfit(Fault.MACROS)


def check_archive(file: BinaryIO, _extension: str) -> None:
    """A plain archive: files of accepted types only, and no archive among them."""
    with _opened(file) as archive:
        for entry in _safe_entries(archive):
            if entry.is_dir():
                continue
            inside = extension_of(PurePosixPath(entry.filename).name)
            if inside in ARCHIVES:
                raise Unfit(Fault.NESTED, inside)
            if inside not in EXTENSIONS:
                raise Unfit(Fault.CONTENT, inside)
            _refuse_program(_read_through(archive, entry))


def check_signed(file: BinaryIO, _extension: str) -> None:
    """A container of signed documents (ASiC): documents, signatures in META-INF, nothing else."""
    with _opened(file) as archive:
        names = [entry.filename for entry in archive.infolist()]
        if not any(name.startswith("META-INF/") for name in names):
            raise Unfit(Fault.DISGUISED, "no signature")
        for entry in _safe_entries(archive):
            inside = extension_of(PurePosixPath(entry.filename).name)
            is_technical = entry.is_dir() or entry.filename == "mimetype"
            is_technical = is_technical or entry.filename.startswith("META-INF/")
            if inside in ARCHIVES:
                raise Unfit(Fault.NESTED, inside)
            if not is_technical and inside not in {*EXTENSIONS, "xml"}:
                raise Unfit(Fault.CONTENT, inside)
            _refuse_program(_read_through(archive, entry))


def refuse_appended_archive(file: BinaryIO) -> None:
    """Unfit when an archive hangs at the end of a file that is something else."""
    file.seek(0)
    if zipfile.is_zipfile(file):
        raise Unfit(Fault.DISGUISED, "an archive hangs behind")


def _opened(file: BinaryIO) -> zipfile.ZipFile:
    file.seek(0)
    if file.read(4) not in (b"PK\x03\x04", END_MARK):
        raise Unfit(Fault.DISGUISED, "something stands before the archive")
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise Unfit(Fault.BROKEN, str(error)[:200]) from error
    if not archive.infolist():
        raise Unfit(Fault.EMPTY, "no entries")
    if len(archive.infolist()) > MOST_ENTRIES:
        raise Unfit(Fault.SWELLS, "entries")
    return archive


def _safe_entries(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The entries, after a look at all that their headers say."""
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise Unfit(Fault.SWELLS, "bytes")
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise Unfit(Fault.LOCKED)
        # zipfile has cut the name at a NUL; the name as stored tells
        if _OUTSIDE.search(entry.orig_filename) or stat.S_ISLNK(entry.external_attr >> 16):
            raise Unfit(Fault.PATHS, entry.filename[:100])
        if entry.compress_type not in METHODS:
            raise Unfit(Fault.BROKEN, "method")
        if entry.file_size > ROOM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise Unfit(Fault.SWELLS, "ratio")
    return entries


def _read_through(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Unpack one entry piece by piece, against its checksum; its first bytes."""
    first = b""
    try:
        with archive.open(entry) as stream:
            while piece := stream.read(PIECE):
                first = first or piece
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise Unfit(Fault.BROKEN, str(error)[:200]) from error
    return first


def _refuse_program(head: bytes) -> None:
    if head.startswith(_PROGRAM):
        raise Unfit(Fault.CONTENT, "a program")
