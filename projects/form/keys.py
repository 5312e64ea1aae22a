"""Taking full keys apart and putting them together.

A plain field's key is its name: "acronym", "challenges.nl", "cooperation.staffing". Fields that stand once
for each row have the row's identity in the middle: "partner.<uid>.street", "activity.<uid>.title.nl",
"budget.<partner uid>.staff", "rate.<partner uid>.ERDF", "contribution.<id>.amount". Rates of small projects
that are financed apart say so, "rate.<partner uid>.small_projects.ERDF". Fields in several
languages end in the language; cells of a budget in the period, "budget.<partner uid>.staff.3", or in the
partner, "lump_sum.<uid>.share.<partner uid>".
"""

from __future__ import annotations

import re

from calls.states import FINANCED_APART
from projects.form.catalogue import FIELDS, PLAIN
from projects.form.field import ROW_GROUPS, FormField, FullKey

# Fields of a row that stand once more for each period or partner: "cost.<uid>.period.3".
_CELLS = frozenset({"cost.period", "lump_sum.share"})
# As in projects.budget: 255 is closure.
_LAST_PERIOD = 254
_PERIOD = re.compile(r"[1-9][0-9]{0,2}")
_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def find(key: str, language: str = "") -> FullKey | None:
    """The field that a full key names; None for a key that the form does not have.

    The language of a text may stand in the key ("title.nl") or beside it.
    """
    head, _dot, rest = key.partition(".")
    if head in ROW_GROUPS:
        row, _dot, rest = rest.partition(".")
        return _in_row(head, row, rest, language) if row and rest else None
    for name, code in ((key, language), (key.rpartition(".")[0], key.rpartition(".")[2])):
        field = PLAIN.get(name)
        if field is not None and field.kind != "table":
            return _plain(field, code, is_in_key=name != key)
    return None


def full_key(field: str, language: str = "") -> str:
    """The key of a field in a language: "title" in "nl" is "title.nl"."""
    return f"{field}.{language}" if language else field


def row_key(field: FormField, row: object, language: str = "") -> str:
    """The full key of a field in a row: "activity.title" in a row and "nl" is "activity.<row>.title.nl"."""
    return full_key(f"{field.group}.{row}.{field.attribute}", language)


def _plain(field: FormField, code: str, *, is_in_key: bool) -> FullKey | None:
    if field.multilingual:
        return FullKey(field, language=code) if code else None
    return None if is_in_key else FullKey(field, attribute=field.key)


def _in_row(group: str, row: str, rest: str, language: str) -> FullKey | None:
    if group == "rate":
        return _rate(row, rest)
    attribute, dot, code = rest.partition(".")
    field = FIELDS.get(f"{group}.{attribute}")
    if field is not None and (group == "budget" or field.key in _CELLS):
        return FullKey(field, row, rest) if _is_cell(field, code if dot else None) else None
    if field is None or (dot and not (field.multilingual and code.isalnum())):
        return None
    if not field.multilingual:
        return FullKey(field, row, attribute)
    code = code or language
    return FullKey(field, row, attribute, code) if code else None


def _rate(row: str, rest: str) -> FullKey:
    """The rate of a fund, of small projects where the key says so; codes of funds may hold dots."""
    part, _dot, fund = rest.partition(".")
    is_apart = part == FIELDS[FINANCED_APART].attribute and bool(fund)
    return FullKey(FIELDS[FINANCED_APART if is_apart else "rate"], row, rest)


def part_and_fund(full: FullKey) -> tuple[str, str]:
    """The part of the costs and the code of the fund that the key of a rate names."""
    if full.field.key != FINANCED_APART:
        return "", full.attribute
    part, _dot, fund = full.attribute.partition(".")
    return part, fund


def rate_key(row: object, fund: str, part: str = "") -> str:
    """The full key of a fund's rate, in a part of the partner's costs."""
    return f"rate.{row}.{part}.{fund}" if part else f"rate.{row}.{fund}"


def _is_cell(field: FormField, place: str | None) -> bool:
    """Whether a cell of the budget can stand in the place that ends its key; None where there is none."""
    if place is None:
        return field.group == "budget"
    if field.key == "lump_sum.share":
        return _UID.fullmatch(place) is not None
    return _PERIOD.fullmatch(place) is not None and int(place) <= _LAST_PERIOD
