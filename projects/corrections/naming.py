"""The places of one dossier by their names, as staff choose them and applicants read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from projects.dossier import Dossier, EntryRecord
from projects.form import FIELDS, GROUPS, SECTIONS, FormField, fields_of
from projects.form.places import OTHER_FILES, row_place, section_place


@dataclass(frozen=True)
class Place:
    """A place of the form and what it is called in the active language."""

    key: str
    name: str


@dataclass(frozen=True)
class Places:
    """The places under one heading of the list to choose from."""

    heading: str
    places: tuple[Place, ...]


def places_in(dossier: Dossier) -> tuple[Places, ...]:
    """All that can be asked about: sections, single fields, partners and their money, entries, annexes."""
    shown = {FIELDS[key].section for key in dossier.call.fields if key in FIELDS}
    sections = [key for key in SECTIONS if key in shown]
    whole = Places(
        _("Whole sections"), tuple(Place(section_place(key), str(SECTIONS[key])) for key in sections)
    )
    found = [whole, *(_within(dossier, key) for key in sections)]
    return tuple(one for one in found if one.places)


def name_of(dossier: Dossier, key: str) -> str:
    """What a place is called in the active language; blank for one that the dossier does not have."""
    head, _dot, rest = key.partition(".")
    if head == "section":
        return str(SECTIONS.get(rest, ""))
    if head == "annex":
        return _annex(dossier, rest)
    row, _dot, attribute = rest.partition(".")
    if head in ("partner", "budget"):
        return _partner(dossier, head, row, attribute)
    if head in GROUPS:
        return _entry(dossier, head, row, attribute)
    field = FIELDS.get(key)
    is_open = field is not None and not field.group and field.kind != "table" and key in dossier.call.fields
    return str(field.label) if field is not None and is_open else ""


def place_of_finding(dossier: Dossier, where: str) -> str:
    """The place that a finding's `where` (projects.eligibility) points to; blank when it names none."""
    head, _dot, rest = where.partition(".")
    row, _dot, attribute = rest.partition(".")
    candidates = [where, where.rpartition(".")[0]]
    if head in ("budget", "rate", "contributions") or attribute.endswith("_rate"):
        candidates = [row_place("budget", row), section_place("budget")]
    elif head in ("cost", "contribution"):
        candidates = [_owner(dossier, head, row), section_place("budget")]
    elif head in ("lump_sum", "lump_sums"):
        candidates = [section_place("lump_sums")]
    elif head == "partner":
        candidates += [row_place("partner", row)]
    elif head in GROUPS:
        above = GROUPS[head].parent
        candidates += [row_place(head, row), row_place(above, row) if above else ""]
        candidates += [section_place(GROUPS[head].section)]
    if where in SECTIONS:
        candidates.append(section_place(where))
    return next((key for key in candidates if key and name_of(dossier, key)), "")


def _within(dossier: Dossier, section: str) -> Places:
    places = (*_fields(dossier, section), *_rows(dossier, section))
    return Places(str(SECTIONS[section]), tuple(places))


def _fields(dossier: Dossier, section: str) -> Iterator[Place]:
    for field in fields_of(section):
        if not field.group and field.kind != "table" and field.key in dossier.call.fields:
            yield Place(field.key, str(field.label))


def _rows(dossier: Dossier, section: str) -> Iterator[Place]:
    keys: list[str] = []
    if section == "partners":
        keys = [row_place("partner", one.uid) for one in dossier.partners]
    elif section == "budget":
        keys = [row_place("budget", one.uid) for one in dossier.partners]
    elif section == "annexes":
        keys = [*(f"annex.{one.key}" for one in dossier.call.annexes), OTHER_FILES]
    keys += [row_place(one.kind, one.uid) for one in dossier.entries if GROUPS[one.kind].section == section]
    yield from (Place(key, name_of(dossier, key)) for key in keys)


def _partner(dossier: Dossier, head: str, row: str, attribute: str) -> str:
    partner = next((one for one in dossier.partners if str(one.uid) == row), None)
    if partner is None:
        return ""
    said = {"name": partner.abbreviation}
    if head == "budget":
        return "" if attribute else _("Budget of %(name)s") % said
    if not attribute:
        return _("Partner %(name)s") % said
    return _in_row(dossier, f"partner.{attribute}", partner.abbreviation)


def _entry(dossier: Dossier, kind: str, row: str, attribute: str) -> str:
    entry = next((one for one in dossier.entries if str(one.uid) == row and one.kind == kind), None)
    if entry is None:
        return ""
    title = _title(dossier, entry)
    return _in_row(dossier, f"{kind}.{attribute}", title) if attribute else title


def _title(dossier: Dossier, entry: EntryRecord) -> str:
    said = {"kind": GROUPS[entry.kind].label, "number": entry.number}
    label = _("%(kind)s %(number)s") % said
    title = str(dossier.text(entry.key("title"))) or dossier.plain(entry.key("name"))
    return f"{label}: {title}" if title else label


def _in_row(dossier: Dossier, key: str, row: str) -> str:
    field: FormField | None = FIELDS.get(key)
    if field is None or key not in dossier.call.fields or field.section == "budget":
        return ""
    return _("%(field)s (%(row)s)") % {"field": field.label, "row": row}


def _annex(dossier: Dossier, rest: str) -> str:
    if rest == "other":
        return _("Other files")
    key, _dot, row = rest.partition(".")
    annex = next((one for one in dossier.call.annexes if one.key == key), None)
    partner = next((one for one in dossier.partners if str(one.uid) == row), None)
    if annex is None or (row and (partner is None or not annex.per_partner)):
        return ""
    return f"{annex.title}, {partner.abbreviation}" if partner else str(annex.title)


def _owner(dossier: Dossier, head: str, row: str) -> str:
    """The money of the partner to whom a cost item or a contribution belongs."""
    for partner in dossier.partners:
        own = (
            [one.uid for one in partner.items]
            if head == "cost"
            else [one.id for one in partner.contributions]
        )
        if row in map(str, own):
            return row_place("budget", partner.uid)
    return ""
