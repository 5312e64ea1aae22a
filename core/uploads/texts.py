"""Files of plain characters: texts, rich text, mails, detached signatures."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from core.uploads.faults import Fault, Unfit

PIECE = 1024 * 1024
_OBJECTS = re.compile(rb"\\obj(?:data|ocx|emb|link|class)", re.IGNORECASE)
_HEADER = re.compile(rb"^[A-Za-z][A-Za-z0-9-]{0,76}:[ \t]?.*\r?$")
_ATTACHED = re.compile(
    rb"name\*?=\"?[^\"\r\n]{0,200}\.(?:exe|scr|bat|cmd|com|pif|js|jse|vbs|vbe|wsf|hta|jar|msi|ps1|lnk|iso|html?|svg)\b",
    re.IGNORECASE,
)
_ARMOUR = (b"-----BEGIN PKCS7-----", b"-----BEGIN CMS-----", b"-----BEGIN PGP ")


def check_text(file: BinaryIO, _extension: str) -> None:
    """Characters only: UTF-8, UTF-16 with its mark, or a Western single-byte code without controls."""
    start = file.read(4)
    file.seek(0)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        _decode(file, "utf-16")
        return
    while piece := file.read(PIECE):
        if b"\0" in piece:
            raise Unfit(Fault.DISGUISED, "a NUL in a text")


def check_rtf(file: BinaryIO, _extension: str) -> None:
    """Rich text that closes its first brace and carries no objects."""
    before = b""
    depth_seen = False
    while piece := file.read(PIECE):
        if _OBJECTS.search(before + piece):
            raise Unfit(Fault.ACTIVE, "objects")
        before = piece[-64:]
        depth_seen = True
    if not depth_seen or b"}" not in before:
        raise Unfit(Fault.BROKEN, "does not end")


def check_mail(file: BinaryIO, _extension: str) -> None:
    """A mail: headers first, and no attachment that a mail program would start."""
    head = file.read(PIECE)
    first = head.lstrip(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    if not _HEADER.match(first) and not first.startswith(b"From "):
        raise Unfit(Fault.DISGUISED, "no headers")
    before = b""
    file.seek(0)
    while piece := file.read(PIECE):
        if _ATTACHED.search(before + piece):
            raise Unfit(Fault.CONTENT, "attachment")
        before = piece[-512:]


def check_signature(file: BinaryIO, _extension: str) -> None:
    """A detached or enveloping signature: DER that begins as a sequence, or an armoured block."""
    head = file.read(64)
    if not head.startswith((b"\x30\x80", b"\x30\x81", b"\x30\x82", b"\x30\x83", b"\x30\x84", *_ARMOUR)):
        raise Unfit(Fault.DISGUISED, "no signature")


def _decode(file: BinaryIO, encoding: str) -> None:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while piece := file.read(PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise Unfit(Fault.BROKEN, "characters") from error
