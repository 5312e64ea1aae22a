"""Whether a file is what its name says and can be read: type by content, then structure by kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import BinaryIO

import magic

from core.uploads import archives, compound, pdfs, pictures, texts
from core.uploads.faults import Fault, Unfit
from core.uploads.names import extension_of
from core.uploads.types import EXTENSIONS, Family, Kind, accepts

HEAD = 8192  # bytes that tell the type
# A browser that ignores every header would have to find its markup within the first bytes.
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|script|svg|iframe|body|\?php)", re.IGNORECASE)
_MAY_SHOW_MARKUP = frozenset({"mail", "text", "package", "archive", "signed"})
_PROGRAM = (b"\x7fELF", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")

Check = Callable[[BinaryIO, str], None]
_CHECKS: dict[Kind, Check] = {
    "pdf": pdfs.check,
    "picture": pictures.check,
    "package": archives.check_package,
    "archive": archives.check_archive,
    "signed": archives.check_signed,
    "compound": compound.check,
    "rtf": texts.check_rtf,
    "text": texts.check_text,
    "mail": texts.check_mail,
    "signature": texts.check_signature,
}


def inspect(file: BinaryIO, name: str) -> str:
    """The type of the content (MIME). Unfit when the file is not accepted; reads from the start, any size."""
    family = family_of(name)
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        raise Unfit(Fault.EMPTY)
    _refuse_programs(head)
    content_type = content_type_of(head)
    if not accepts(family, content_type):
        raise Unfit(Fault.DISGUISED, content_type)
    if family.kind not in _MAY_SHOW_MARKUP and _MARKUP.search(head[:1024]):
        raise Unfit(Fault.DISGUISED, "markup at the start")
    file.seek(0)
    _CHECKS[family.kind](file, extension_of(name))
    return content_type


def family_of(name: str) -> Family:
    """The family that the extension belongs to. Unfit for any other extension."""
    family = EXTENSIONS.get(extension_of(name))
    if family is None:
        raise Unfit(Fault.TYPE, extension_of(name))
    return family


def content_type_of(head: bytes) -> str:
    """What libmagic makes of the first bytes."""
    return str(magic.from_buffer(head, mime=True)).lower()


def _refuse_programs(head: bytes) -> None:
    if head.startswith(_PROGRAM) or (head[:2] == b"MZ" and b"\0" in head[:64]):
        raise Unfit(Fault.TYPE, "a program")
