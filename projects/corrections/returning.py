"""What came back of a correction round: the places asked about first, and whether anything else changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from projects.comparison import Comparison, FieldChange, RowChange, SectionChange, TableChange, compare
from projects.corrections.naming import name_of
from projects.dossier import Dossier
from projects.form import find
from projects.form.places import annex_places, places_of, row_place, section_place
from projects.models import CorrectionItem

# Tables of the whole: they follow from what was opened.
_SUMS = frozenset({"partners", "budget", "funds"})
_MOVES_MONEY = (
    "section.budget",
    "budget.",
    "section.lump_sums",
    "section.partners",
    "end_date",
    "start_date",
)
Above = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Asked:
    """One place asked about: what it is called, what was asked, and whether it says something else by now."""

    key: str
    name: str
    note: str
    is_changed: bool


def asked_items(items: Iterable[CorrectionItem], old: Dossier, new: Dossier) -> list[Asked]:
    """Each place of a round with whether it changed from the judged version to `new`."""
    rows = list(items)
    found = compare(old, new)
    return [
        Asked(
            one.key,
            name_of(old, one.key) or name_of(new, one.key),
            one.note,
            _is_changed(one.key, found, old, new),
        )
        for one in rows
    ]


def split(keys: Iterable[str], old: Dossier, new: Dossier) -> tuple[Comparison, Comparison]:
    """All differences: those at the places asked about, and all the others."""
    return _split(frozenset(keys), compare(old, new), old, new)


def _is_changed(key: str, found: Comparison, old: Dossier, new: Dossier) -> bool:
    inside, _outside = _split(frozenset({key}), found, old, new)
    if key.startswith("budget."):
        own = key.partition(".")[2]
        tables = [table.key for section in inside.sections for table in section.tables]
        return any(table.endswith(own) for table in tables)
    if key.startswith(("section.", "annex.")):
        return not inside.is_empty
    return any(section.fields or section.rows for section in inside.sections)


def _split(
    keys: frozenset[str], found: Comparison, old: Dossier, new: Dossier
) -> tuple[Comparison, Comparison]:
    above = {**_above(old), **_above(new)}
    inside, outside = [], []
    for section in found.sections:
        if section_place(section.key) in keys:
            inside.append(section)
            continue
        own, rest = _split_section(keys, section, above, old, new)
        inside += [] if own.is_empty else [own]
        outside += [] if rest.is_empty else [rest]
    return Comparison(tuple(inside)), Comparison(tuple(outside))


def _split_section(
    keys: frozenset[str], section: SectionChange, above: Above, old: Dossier, new: Dossier
) -> tuple[SectionChange, SectionChange]:
    fields = [(one, _is_asked(keys, one)) for one in section.fields]
    rows = [_split_row(keys, one, above) for one in section.rows]
    tables = [(one, _is_asked_table(keys, one, old, new)) for one in section.tables]
    own, rest = (
        replace(
            section,
            fields=tuple(one for one, is_asked in fields if is_asked is wanted),
            rows=tuple(row for pair in rows if (row := pair[0 if wanted else 1]) is not None),
            tables=tuple(one for one, is_asked in tables if is_asked is wanted),
        )
        for wanted in (True, False)
    )
    return own, rest


def _split_row(
    keys: frozenset[str], row: RowChange, above: Above
) -> tuple[RowChange | None, RowChange | None]:
    """A row whole, or what of it was asked about and what was not."""
    if not keys.isdisjoint(above.get(row.key, ())):
        return row, None
    below = [_split_row(keys, one, above) for one in row.rows]
    own = replace(
        row,
        state="changed",
        was="",
        fields=tuple(one for one in row.fields if _is_asked(keys, one)),
        rows=tuple(one for one, _rest in below if one is not None),
    )
    rest = replace(
        row,
        fields=tuple(one for one in row.fields if not _is_asked(keys, one)),
        rows=tuple(one for _own, one in below if one is not None),
    )
    is_left = rest.state != "changed" or bool(rest.fields or rest.rows)
    return own if own.fields or own.rows else None, rest if is_left else None


def _is_asked(keys: frozenset[str], change: FieldChange) -> bool:
    full = find(change.key) or find(change.key, "en")
    if full is None:  # what the register says of a partner
        group, _dot, rest = change.key.partition(".")
        return row_place(group, rest.partition(".")[0]) in keys
    return not keys.isdisjoint(places_of(full))


def _is_asked_table(keys: frozenset[str], table: TableChange, old: Dossier, new: Dossier) -> bool:
    if table.key == "annexes":
        changed = {*_files(old)} ^ {*_files(new)}
        return all(not keys.isdisjoint(places) for _file, places in changed)
    if table.key in _SUMS:
        return any(key.startswith(_MOVES_MONEY) for key in keys)
    return row_place("budget", table.key.partition(".")[2]) in keys


def _files(dossier: Dossier) -> list[tuple[object, tuple[str, ...]]]:
    """Each file with the places in which it stands."""
    known = {annex.key for annex in dossier.call.annexes}
    return [
        (
            (file.sha256, file.name, file.description, file.state, str(file.partner)),
            annex_places(
                file.key if file.key in known else None, file.partner if file.key in known else None
            ),
        )
        for file in dossier.annexes
    ]


def _above(dossier: Dossier) -> dict[str, tuple[str, ...]]:
    """The places that open a whole row, by its identity: its own, and those of what it hangs under."""
    found: dict[str, tuple[str, ...]] = {
        str(one.uid): (row_place("partner", one.uid),) for one in dossier.partners
    }
    by_uid = {one.uid: one for one in dossier.entries}
    for entry in dossier.entries:
        places, one = [row_place(entry.kind, entry.uid)], by_uid.get(entry.parent) if entry.parent else None
        while one is not None:
            places.append(row_place(one.kind, one.uid))
            one = by_uid.get(one.parent) if one.parent else None
        found[str(entry.uid)] = tuple(places)
    return found
