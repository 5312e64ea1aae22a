"""One row of a list as facts, with a note on everything that was mended, left open or not understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from programmes.models import ProgrammePeriod
from publications.importing import asides, cleaning, following, places
from publications.importing.digests import digest, likeness
from publications.importing.fields import FIELDS, Field, field_of
from publications.importing.headers import plain
from publications.importing.lines import ERRORS, FORMULA, LONGEST_CELL, Entry, storable
from publications.importing.mapping import Mapping as ListMapping
from publications.importing.notations import Read, Unreadable
from publications.importing.values import FACT_LENGTH, Values

REMEMBERED = 2_000  # texts of a column
MOST_UNKNOWN = 30  # programmes


@dataclass
class Understood:
    """A row as facts by field. `reason` is not empty when the row can't be taken."""

    sheet: str
    number: int
    key: str = ""
    likeness: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    notes: list[dict[str, str]] = field(default_factory=list)
    is_repaired: bool = False
    reason: str = ""
    is_blank: bool = False

    def note(self, name: str, was: Any, became: Any, why: str, *, repair: bool = True) -> None:
        """Say what became of a value; `repair` when it is not what stood there."""
        written, kept = cleaning.shown(was)[:200], _as_text(became)[:200]
        self.notes.append({"field": name, "was": storable(written), "became": kept, "why": why})
        self.is_repaired = self.is_repaired or repair

    def refuse(self, name: str, was: Any, why: str) -> None:
        self.note(name, was, "", why, repair=False)
        self.reason = self.reason or why


class Reader:
    """Understands the rows of one list. Reads the programmes, funds and regions once."""

    def __init__(self, mapping: ListMapping, *, decimal: str = "", day_order: str = "") -> None:
        self._mapping = mapping
        self.values = Values(mapping, decimal=decimal, day_order=day_order)
        self._kinds = self.values.by_kind()
        self._regions = places.Regions()
        self._editions = _editions(mapping)
        self._plan: dict[str, Callable[[Understood, Any], None] | None] = {}
        self._above = following.Above(mapping)
        self.not_taken: list[str] = []
        self.unknown_programmes: list[str] = []  # as the list writes them

    def row(self, entry: Entry) -> Understood:
        """What the row says. Never raises: what can't be taken says why."""
        found = Understood(entry.sheet, entry.number)
        if entry.is_blank and not entry.extra:
            found.is_blank = True
            return found
        if entry.extra:
            found.refuse("", "", _("There are more values than headings: is a separator part of a text?"))
        if entry.is_cut:
            found.refuse("", "", _("The file ends in the middle of this row. Fetch the whole file again."))
        self._take(found, entry)
        why = asides.why_aside(entry, found.data, self._mapping.headers)
        if why:
            return _aside(entry, why)
        self._complete(found)
        return found

    def _take(self, found: Understood, entry: Entry) -> None:
        for name, value in entry.cells.items():
            if value is None or value == "":
                continue
            if name not in self._plan:
                self._plan[name] = self._planned(name)
            take = self._plan[name]
            if take is not None:
                take(found, value)

    def _planned(self, heading: str) -> Callable[[Understood, Any], None] | None:
        """What is done with the values of a column."""
        name = self._mapping.target(heading)
        if name:
            feeds = field_of(name) or FIELDS[name]
            is_money = feeds.kind == "money"
            return self._taking(
                name, feeds, self.values.money_under(heading) if is_money else self._kinds[feeds.kind]
            )
        label = self._mapping.fact_of(heading)
        if label:
            return lambda row, value: self._fact(row, label, value)
        if not self._mapping.is_ignored(heading):
            self.not_taken.append(heading)
        return None

    def _taking(
        self, name: str, feeds: Field, kind: Callable[[Field, Any], Read]
    ) -> Callable[[Understood, Any], None]:
        """What takes the values of a column. Its texts are remembered: rows of one project repeat them."""
        known: dict[str, Read] = {}

        def take(row: Understood, value: Any) -> None:
            found = known.get(value) if isinstance(value, str) else None
            if found is None:
                found = self._read(row, name, kind, feeds, value)
                if found is None:
                    return
                if isinstance(value, str):
                    if len(known) > REMEMBERED:
                        known.clear()
                    known[value] = found
            if found.why:
                row.note(name, value, found.value, found.why, repair=True)
            kept = found.value
            if kept is not None and kept != "" and row.data.setdefault(name, kept) != kept:
                row.note(name, value, row.data[name], _("Another column of the row says so already."))

        return take

    def _read(
        self, row: Understood, name: str, kind: Callable[[Field, Any], Read], feeds: Field, value: Any
    ) -> Read | None:
        """A value as JSON can hold it. None when it can't be read: the row says why."""
        if value is FORMULA:
            row.note(name, "", "", _("The formula has no stored value: save the file in a spreadsheet."))
            return None
        if isinstance(value, str) and value in ERRORS:
            row.note(name, value, "", _("The spreadsheet shows an error here: kept as not known."))
            return None
        if isinstance(value, str) and len(value) > LONGEST_CELL:
            row.refuse(name, value, _("The cell is longer than a spreadsheet can hold."))
            return None
        try:
            found = kind(feeds, value)
        except Unreadable as unreadable:
            row.refuse(name, value, str(unreadable))
            return None
        return Read(_json(found.value), found.why)

    def _fact(self, row: Understood, label: str, value: Any) -> None:
        kept = cleaning.text(value, FACT_LENGTH).value
        if kept:
            row.data.setdefault("facts", {})[label] = kept

    def _complete(self, row: Understood) -> None:
        """What follows from several values of the row together, and whether it can be told apart."""
        data = row.data
        for name, value in self._mapping.fixed.items():
            data.setdefault(name, value)
        if self._above.fills(row.sheet, data):
            row.note("", "", "", _("What is empty means the same as in the row above."), repair=False)
        self._set_edition(row)
        if any(name.startswith("partner.") for name in data):
            self._set_place(row)
        currency = str(data.get("currency") or "EUR").upper()
        if currency not in {"EUR", "EURO", "€"}:
            row.refuse("currency", currency, _("The amounts are not in euro. Convert them in the file."))
        missing = [name for name in self._mapping.key if not data.get(name)]
        for name in missing:
            label = FIELDS[name].label if name in FIELDS else name
            row.refuse(name, "", _("%(field)s is missing: the row belongs to no project.") % {"field": label})
        if missing:
            self._hold_back(row)
            return
        row.key = self._key(data)
        self._above.keep(row.sheet, row.key, data)
        if data.get("title") or data.get("acronym"):
            row.likeness = likeness(data)

    def _hold_back(self, row: Understood) -> None:
        """A partner without a project probably belongs to the one above, which would lack it."""
        row.key = self._above.key_for(row.sheet, row.data)
        if row.key:
            why = _("It may belong to the project above, which waits for it: see fill_down in the guide.")
            row.note("", "", "", why, repair=False)

    def _set_edition(self, row: Understood) -> None:
        written, period = str(row.data.get("programme", "")), str(row.data.get("period", ""))
        if not written:
            if "programme" not in self._mapping.key and not row.data.get("title"):
                return  # a row of partners; the row of the project names the programme
            row.refuse("programme", "", _("The programme is missing."))
            return
        found = self._editions.get(plain(written)) or self._editions.get(f"{plain(written)} {plain(period)}")
        if found is None:
            why = _("This programme is not known. Add it to the table of programmes in the mapping.")
            row.refuse("programme", written, why)
            if written not in self.unknown_programmes[:MOST_UNKNOWN]:
                self.unknown_programmes = [*self.unknown_programmes, written][:MOST_UNKNOWN]
            return
        row.data["programme"] = found

    def _set_place(self, row: Understood) -> None:
        data = row.data
        land = str(data.get("partner.country") or self._mapping.country)
        wide = self._located(row, "partner.wider_region", 2, land)
        named = str(data.get("partner.region") or "")
        narrow = self._located(row, "partner.region", 3, land)
        land = land or places.country_of_region(named)
        if land:
            data["partner.country"] = land
        data.pop("partner.wider_region", None)
        if narrow and wide and not narrow.startswith(wide):
            why = _("The smaller region does not lie in the larger one (%(code)s): the smaller one counts.")
            row.note("partner.region", wide, narrow, why % {"code": wide}, repair=True)
        code = narrow or wide
        if code:
            data["partner.region"] = code
            if not land:
                data["partner.country"] = code[:2]
            elif land != code[:2]:
                why = _("The region lies in another country (%(land)s): both are kept as published.")
                row.note("partner.region", code, code, why % {"land": code[:2]}, repair=False)
        _mend_postcode(row)

    def _located(self, row: Understood, name: str, level: int, land: str) -> str:
        written = row.data.pop(name, None)
        if not written:
            return ""
        known = self._mapping.word("regions", written)
        found = known or self._regions.find(written, level, land)
        if not found and level == 3:
            found = self._regions.find(written, 2, land)
        if not found:
            row.note(name, written, "", _("This region is not known by that name: left open."))
        return found

    def _key(self, data: Mapping[str, Any]) -> str:
        parts = [self._mapping.source]
        for name in self._mapping.key:
            value = str(data[name])
            parts.append(plain(value) if FIELDS[name].kind == "text" else value.casefold())
        return digest("\x1f".join(parts))


def _mend_postcode(row: Understood) -> None:
    written = str(row.data.get("partner.postcode") or "")
    whole = places.postcode(written, str(row.data.get("partner.country") or ""))
    if whole != written:
        row.data["partner.postcode"] = whole
        row.note("partner.postcode", written, whole, _("The zero at its start was lost."))


def _aside(entry: Entry, why: str) -> Understood:
    """A row that is kept for the report only."""
    text = next(str(value) for value in entry.cells.values() if value is not None and value != "")
    found = Understood(entry.sheet, entry.number, data={"title": storable(text[:160])}, is_blank=True)
    found.note("", "", "", why, repair=False)
    return found


def _editions(mapping: ListMapping) -> dict[str, str]:
    """Editions by every name that a list may use; names that stand for several editions are left out."""
    rows = ProgrammePeriod.objects.select_related("programme").order_by("pk")
    found: dict[str, str] = {}
    doubled: set[str] = set()
    for row in rows:
        known = {plain(row.pk), plain(row.cci), *(plain(name) for name in row.name.values())}
        programme = {plain(row.programme_id), *(plain(name) for name in row.programme.name.values())}
        known |= {f"{name} {plain(row.period_id)}" for name in programme}
        for name in known - {""}:
            doubled |= {name} if found.setdefault(name, row.pk) != row.pk else set()
    unclear = {name: code for name, code in found.items() if name not in doubled}
    new = {plain(code): code for code in mapping.new_programmes}
    return unclear | new | mapping.tables.get("programmes", {})


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _as_text(value: Any) -> str:
    kept = _json(value)
    return "" if kept is None else str(kept)
