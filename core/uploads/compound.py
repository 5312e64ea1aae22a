"""Older office files and saved mails: compound files of Microsoft, looked at without unpacking them."""

from __future__ import annotations

import struct
from typing import BinaryIO

from core.uploads.faults import Fault, Unfit

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER = 512
PIECE = 1024 * 1024
OVERLAP = 256
NAME = 64  # bytes: a name in the directory of the file, in UTF-16, filled up with zeros


def _entries(*names: str) -> tuple[bytes, ...]:
    return tuple(name.encode("utf-16-le").ljust(NAME, b"\0") for name in names)


_MACROS = _entries("_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros")
_LOCKED = _entries("EncryptedPackage", "EncryptionInfo")


def check(file: BinaryIO, _extension: str) -> None:
    """Unfit when the header contradicts the size, or the directory names macros or an encrypted content."""
    header = file.read(HEADER)
    if len(header) < HEADER or not header.startswith(SIGNATURE):
        raise Unfit(Fault.BROKEN, "header")
    shift = struct.unpack_from("<H", header, 30)[0]
    directory = struct.unpack_from("<I", header, 48)[0]
    if shift not in (9, 12):
        raise Unfit(Fault.BROKEN, "sector size")
    size = file.seek(0, 2)
    if (directory + 1) << shift >= size:
        raise Unfit(Fault.BROKEN, "directory beyond the end")
    file.seek(0)
    _search(file)


def _search(file: BinaryIO) -> None:
    before = b""
    while piece := file.read(PIECE):
        seen = before + piece
        if any(name in seen for name in _LOCKED):
            raise Unfit(Fault.LOCKED)
        if any(name in seen for name in _MACROS):
            raise Unfit(Fault.MACROS)
        before = piece[-OVERLAP:]
