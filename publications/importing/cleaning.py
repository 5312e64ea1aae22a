"""Texts of strangers made storable: characters that can't stand, halves of letters, letters decoded twice."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Any

from django.utils.translation import gettext as _

from publications.importing.lines import FORMULA
from publications.importing.notations import NOTHING, Read

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_BLANKS = re.compile(r"[^\S\n]+")
_TWICE = re.compile("[ÂÃÄÅâ][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2010-\u2026\u2030\u20ac\u2122]")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|[a-zA-Z]{2,8});")
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"<(?:br|/p|/li|/div)\b[^<>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|abbr|b|br|div|em|font|h[1-6]|i|iframe|img|li|ol|p|script|small|span|strong|style|sub|sup|table|tbody|td|th|tr|u|ul)"
    r"\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_DEFUSED = re.compile(r"'(?=[=+\-@])")


def text(written: Any, most: int) -> Read:
    """A text as it can be kept; `why` when more than blanks at its ends changed."""
    if isinstance(written, str) and len(written) <= most and written.isascii() and written.isprintable():
        plain = written.strip()
        if "&" not in plain and "<" not in plain and "'" not in plain[:1] and "  " not in plain:
            return Read("" if plain.lower() in NOTHING else plain)
    return _mended(shown(written), most)


def shown(written: Any) -> str:
    """A value of any kind as a person would write it."""
    if written is None or written is FORMULA:
        return ""
    if isinstance(written, bool):
        return "true" if written else "false"
    if isinstance(written, float) and written.is_integer() and abs(written) < 1e15:
        return str(int(written))
    return str(written)


def _mended(written: str, most: int) -> Read:
    why = ""
    if _TWICE.search(written):
        once = _decoded_once(written)
        if once != written:
            written, why = once, _("The letters had been decoded twice.")
    written, of_web = _of_web(written)
    why = why or of_web
    if "\ufffd" in written:
        why = why or _("Letters (\ufffd) were lost before: ask for the list in another encoding.")
    if _HIDDEN.search(written):
        written, why = _HIDDEN.sub("", written), why or _("Hidden characters were taken out.")
    if _DEFUSED.match(written):
        written = written[1:]
    lines = (_BLANKS.sub(" ", line).strip() for line in unicodedata.normalize("NFC", written).split("\n"))
    kept = "\n".join(lines).strip()
    if kept.lower() in NOTHING:
        return Read("")
    if len(kept) > most:
        kept = f"{kept[: most - 1].rstrip()}…"
        why = _("Cut after %(most)d characters.") % {"most": most}
    return Read(kept, why)


def _of_web(written: str) -> tuple[str, str]:
    """A text without the marks of web pages, and what was done."""
    why = ""
    if _ENTITY.search(written):
        written, why = html.unescape(written), _("Character codes of web pages became letters.")
    if _TAG.search(written):
        written = _TAG.sub("", _BREAK.sub("\n", _SCRIPT.sub("", written)))
        why = why or _("Tags of web pages were taken out.")
    return written, why


def _decoded_once(written: str) -> str:
    """UTF-8 that was read as Windows-1252, read rightly; the text itself when it was not."""
    for encoding in ("cp1252", "latin-1"):
        try:
            return written.encode(encoding).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return written
