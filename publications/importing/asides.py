"""Rows of a list that tell of no operation: totals, headings repeated, numbers of columns, remarks below."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import ascii_lowercase
from typing import Any

from django.utils.translation import gettext as _

from publications.importing.headers import Headers, plain
from publications.importing.lines import Entry

_TOTAL = re.compile(
    r"(?:algemeen |grand |sub ?|sous |eind|tussen|gesamt)?"
    r"(?:total|totals|totaal|totaux|totale|totalen|totalt|summe|somme|som|suma|sum|gesamt|insgesamt|yhteensa)"
    r"(?: general| generaal| eur| in eur| amount)?"
)
_NUMBER = re.compile(r"[\[(]?(\d{1,3}|[a-z])[\])]?\.?", re.IGNORECASE)
_REMARK = re.compile(
    r"\*|(?:bron|sources?|quelle|notes?|nota|noot|remarques?|opmerking(?:en)?|remarks?)\s*:"
    r"|(?:stand|laatst\w*|last (?:update|modified)\w*|derniere mise|dernière mise)\b.*\d"
)
_OF_PROJECTS = ("start_date", "end_date", "partner.country", "partner.role", "partner.city")
_NAMES = ("title", "external_id", "acronym", "partner.name")


def why_aside(entry: Entry, data: Mapping[str, Any], headers: Headers) -> str:
    """Why the row tells of no operation; "" when it may be one."""
    first = next((value for value in entry.cells.values() if value is not None and value != ""), None)
    if not isinstance(first, (str, int)):
        return ""
    start = plain(str(first))
    if _TOTAL.fullmatch(start) or _TOTAL.fullmatch(plain(str(data.get("title", "")))):
        return _("A row of totals does not describe a project.") if _is_total(start, data) else ""
    if headers.knows(str(first)) and _repeats(entry, headers):
        return _("The row repeats the headings.")
    if _NUMBER.fullmatch(str(first).strip()) and _counts_columns(entry):
        return _("The row only gives the numbers of the columns.")
    if _REMARK.match(str(first).strip().lower()) and _is_alone(entry):
        return _("A remark does not describe a project.")
    return ""


def _is_total(start: str, data: Mapping[str, Any]) -> bool:
    """A row of totals has no days, no country, and no name beside the word itself."""
    if any(data.get(name) for name in _OF_PROJECTS):
        return False
    names = [plain(str(data[name])) for name in _NAMES if data.get(name)]
    return all(_TOTAL.fullmatch(name) for name in names)


def _repeats(entry: Entry, headers: Headers) -> bool:
    texts = [str(value) for value in entry.cells.values() if value is not None and value != ""]
    known = sum(headers.knows(text) for text in texts)
    return known > 1 and known * 2 >= len(texts)


def _counts_columns(entry: Entry) -> bool:
    """1, 2, 3, or a, b, c, one after the other."""
    texts = [str(value).strip() for value in entry.cells.values() if value is not None and value != ""]
    found = [match[1].lower() for text in texts if (match := _NUMBER.fullmatch(text))]
    counted = [[str(one) for one in range(1, len(texts) + 1)], list(ascii_lowercase[: len(texts)])]
    return len(texts) > 2 and found in counted


def _is_alone(entry: Entry) -> bool:
    return sum(1 for value in entry.cells.values() if value is not None and str(value).strip()) == 1
