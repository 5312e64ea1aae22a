"""Taking full keys apart and putting them together.

A plain field's key is its name: "acronym", "challenges.nl", "cooperation.staffing". Fields that stand once
for each row have the row's identity in the middle: "partner.<uid>.street", "activity.<uid>.title.nl",
"budget.<partner uid>.staff", "rate.<partner uid>.ERDF", "contribution.<id>.amount". Fields in several
languages end in the language.
"""

from __future__ import annotations

from projects.form.catalogue import FIELDS, PLAIN
from projects.form.field import ROW_GROUPS, FormField, FullKey


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
        return FullKey(FIELDS["rate"], row, rest)
    attribute, dot, code = rest.partition(".")
    field = FIELDS.get(f"{group}.{attribute}")
    if field is None or (dot and not (field.multilingual and code.isalnum())):
        return None
    if not field.multilingual:
        return FullKey(field, row, attribute)
    code = code or language
    return FullKey(field, row, attribute, code) if code else None
