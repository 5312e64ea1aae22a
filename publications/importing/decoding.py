"""In which characters a text file is written: marks first, then UTF-8, then what the letters look like."""

from __future__ import annotations

import codecs
import unicodedata
from typing import BinaryIO

from core.uploads.faults import Fault, Unfit

SAMPLE = 512 * 1024
PIECE = 1024 * 1024
SINGLE = ("cp1252", "iso8859-15", "mac_roman", "cp1250", "cp1257", "cp1253", "cp1251", "cp850")
NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a mark",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252 (Western European)",
    "iso8859-15": "ISO 8859-15 (Western European)",
    "mac_roman": "Mac Roman",
    "cp1250": "Windows-1250 (Central European)",
    "cp1257": "Windows-1257 (Baltic)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp850": "DOS 850 (Western European)",
}
# Letters of the languages in which lists are written; any other letter beyond ASCII speaks against a code.
_USUAL = frozenset("äöåéèëïøæüßçñàâêîôûáíóúõãœùýšžčćřěůűőłśżźńąęāēīūģķļņțşăďťňđ")


def encoding_of(file: BinaryIO) -> str:
    """The encoding of a text file, by a name that Python knows. Unfit when no encoding gives a text."""
    file.seek(0)
    head = file.read(SAMPLE)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in head:
        return _utf_16(head)
    if _decodes(file, "utf-8"):
        return "utf-8"
    return _single_byte(_telling(file))


def _utf_16(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of Western text is zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    if max(even, odd) < len(head) // 4 or min(even, odd) > max(even, odd) // 10:
        raise Unfit(Fault.DISGUISED, "a NUL in a text")
    return name


def _decodes(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while piece := file.read(PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _telling(file: BinaryIO) -> bytes:
    """The lines that hold something beyond ASCII, as far as they are needed to decide."""
    file.seek(0)
    found = bytearray()
    while len(found) < SAMPLE and (line := file.readline(PIECE)):
        if not line.isascii():
            found += line
    return bytes(found)


def _single_byte(sample: bytes) -> str:
    scores = {name: _score(sample, name) for name in SINGLE}
    return max(SINGLE, key=lambda name: scores[name])


def _score(sample: bytes, encoding: str) -> int:
    """How much the sample looks like words in this encoding."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return -1_000_000
    total = 0
    for before, letter, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if not letter.isascii():
            total += _fit(before, letter, after)
    return total


def _fit(before: str, letter: str, after: str) -> int:
    if letter == "€":
        return 3 if before in " \t;,\"'(" or before.isdigit() or after.isdigit() else -1
    category = unicodedata.category(letter)
    if category.startswith("L"):
        return _fit_letter(before, letter, after, category)
    if category in {"Cc", "Cn", "Co"}:
        return -4
    is_within = before.isalpha() and after.isalpha()
    if letter in "\u00a0«»„“”‘’–—…·":
        return 1 if not is_within or letter in "’·" else -2
    return -3 if before.isalpha() or after.isalpha() else -1


def _fit_letter(before: str, letter: str, after: str, category: str) -> int:
    if category == "Lu" and before.islower():
        return -3
    if unicodedata.name(letter, "").startswith(("GREEK", "CYRILLIC")):
        return 2 if not before.isascii() or not after.isascii() else -3
    return 2 if letter.lower() in _USUAL else -2
