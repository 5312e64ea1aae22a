"""Indicators as a table: written as CSV, and read back in one go after a look at what would change."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from core.texts import LANGUAGES, Text
from programmes.models import Indicator, ProgrammeIndicator, ProgrammePeriod, SpecificObjective
from programmes.setting_up.facts import facts_of
from programmes.setting_up.strategy_parts import INDICATORS
from programmes.setting_up.verbs import change, create, managed

TEXTS = ("name", "unit", "source")
NUMBERS = ("baseline", "milestone", "target")
PLAIN = ("kind", "objective", "common", "code", "reference_year", "comment", "position")
COLUMNS = (
    "identifier",
    *PLAIN,
    *NUMBERS,
    *(f"{name}_{language}" for name in TEXTS for language in LANGUAGES),
    "results",
)
MOST_LINES = 300
FORMULA = ("=", "+", "-", "@", "\t", "\r")
Row = dict[str, str]


@dataclass(frozen=True)
class Line:
    """What becomes of one line of the table. `act`: added, changed, same or wrong."""

    number: int
    identifier: str
    act: str
    text: str = ""


def write_table(edition: ProgrammePeriod) -> str:
    """The indicators of the edition as CSV; a cell that a spreadsheet would compute gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    rows = edition.indicators.select_related("objective").prefetch_related("results")
    for row in rows.order_by("position", "identifier"):
        cells = {
            "objective": row.objective.code,
            "common": row.common_id or "",
            "results": " ".join(sorted(one.identifier for one in row.results.all())),
            **{f"{name}_{code}": getattr(row, name).get(code, "") for name in TEXTS for code in LANGUAGES},
        }
        values = (cells.get(name, getattr(row, name, "")) for name in COLUMNS)
        told = ("" if value is None else str(value) for value in values)
        writer.writerow([f"'{value}" if value.startswith(FORMULA) else value for value in told])
    return out.getvalue()


def bring_in(edition: ProgrammePeriod, table: str, *, by: User, keep: bool) -> list[Line]:
    """Add and change indicators line by line, known by their identifier; all of it or nothing.

    With `keep=False`, or when a line is wrong, nothing is kept and the answer says what would happen. A
    column that is missing changes nothing. Raises NotAllowed, and DomainError for a table that can't be read.
    """
    with transaction.atomic():
        edition = managed(edition, by)
        rows = _read(table)
        lines = list(_rows(edition, rows, by))
        if not any(line.act == "wrong" for line in lines):
            lines = list(_links(edition, rows, lines, by))
        if not keep or any(line.act == "wrong" for line in lines):
            transaction.set_rollback(True)
    return lines


def _read(table: str) -> list[Row]:
    """The lines by column; raises DomainError when the heading or the size is wrong."""
    heading = table.lstrip("\ufeff").partition("\n")[0]
    delimiter = max(";,\t", key=heading.count)
    try:
        reader = csv.DictReader(io.StringIO(table.lstrip("\ufeff")), delimiter=delimiter, strict=True)
        names = [(name or "").strip().lower() for name in reader.fieldnames or ()]
        reader.fieldnames = names
        rows = [_clean(row) for row in reader]
    except csv.Error as error:
        raise DomainError(_("The table can't be read as CSV. Save it again as CSV (UTF-8).")) from error
    unknown = [name for name in names if name not in COLUMNS]
    if "identifier" not in names or unknown:
        raise DomainError(
            _("The first line must name the columns: identifier, and any of %(columns)s.")
            % {"columns": ", ".join(COLUMNS[1:])}
        )
    rows = [row for row in rows if any(row.values())]
    if len(rows) > MOST_LINES:
        raise DomainError(_("The table has more than %(most)d lines. Split it.") % {"most": MOST_LINES})
    return rows


def _clean(row: Mapping[Any, Any]) -> Row:
    cells = {name: (value or "").strip() for name, value in row.items() if isinstance(name, str)}
    return {
        name: value[1:] if value[:1] == "'" and value[1:2] in FORMULA else value
        for name, value in cells.items()
    }


def _rows(edition: ProgrammePeriod, rows: list[Row], by: User) -> Iterator[Line]:
    held = {row.identifier: row for row in edition.indicators.select_related("objective__priority")}
    objectives = SpecificObjective.objects.filter(priority__programme_period=edition).select_related(
        "priority"
    )
    known = {row.code: row for row in objectives}
    common = Indicator.objects.in_bulk()
    seen: set[str] = set()
    for number, row in enumerate(rows, start=2):
        identifier = row["identifier"]
        if not identifier or identifier in seen:
            text = _("Each line needs an identifier of its own.")
            yield Line(number, identifier, "wrong", text)
            continue
        seen.add(identifier)
        here = held.get(identifier)
        try:
            values = _values(row, here, known, common)
            yield Line(number, identifier, _store(edition, here, {**values, "identifier": identifier}, by))
        except DomainError as refusal:
            yield Line(number, identifier, "wrong", str(refusal.text))


def _store(
    edition: ProgrammePeriod, here: ProgrammeIndicator | None, values: dict[str, Any], by: User
) -> str:
    if here is None:
        create(INDICATORS, edition, values, by=by)
        return "added"
    before = facts_of(here, INDICATORS)
    now = change(here, INDICATORS, values, by=by, seen=before)
    return "same" if facts_of(now, INDICATORS) == before else "changed"


def _links(edition: ProgrammePeriod, rows: list[Row], lines: list[Line], by: User) -> Iterator[Line]:
    """Second pass, when all rows are there: which results an output leads to."""
    held = {row.identifier: row for row in edition.indicators.select_related("objective__priority")}
    for line, row in zip(lines, rows, strict=True):
        if "results" not in row:
            yield line
            continue
        names = row["results"].replace(",", " ").split()
        unknown = [name for name in names if name not in held]
        if unknown:
            text = _("No indicator has the identifier %(name)s.") % {"name": unknown[0]}
            yield Line(line.number, line.identifier, "wrong", text)
            continue
        try:
            act = _store(edition, held[line.identifier], {"results": [held[name] for name in names]}, by)
        except DomainError as refusal:
            yield Line(line.number, line.identifier, "wrong", str(refusal.text))
        else:
            yield Line(
                line.number, line.identifier, line.act if act == "same" or line.act == "added" else act
            )


def _values(
    row: Row,
    here: ProgrammeIndicator | None,
    objectives: Mapping[str, SpecificObjective],
    common: Mapping[str, Indicator],
) -> dict[str, Any]:
    """The values that the line gives, by field."""
    readers: dict[str, Callable[[str], Any]] = {
        "kind": str.lower,
        "objective": lambda cell: _known(objectives, cell),
        "common": lambda cell: _known(common, cell) if cell else None,
        "position": lambda cell: int(_number(cell) or 0),
        **dict.fromkeys(NUMBERS, _number),
    }
    values = {name: readers.get(name, str)(row[name]) for name in (*PLAIN, *NUMBERS) if name in row}
    if here is None and "objective" not in values:
        raise DomainError(_("A new indicator needs its specific objective and its kind."))
    for name in TEXTS:
        given = {code: row[f"{name}_{code}"] for code in LANGUAGES if f"{name}_{code}" in row}
        if given:
            values[name] = Text({**(getattr(here, name) if here else {}), **given})
    return values


def _known(table: Mapping[str, Any], code: str) -> Any:
    if code not in table:
        raise DomainError(
            _("%(code)s is not known here. Choose one that the programme has.") % {"code": code or "—"}
        )
    return table[code]


def _number(cell: str) -> Decimal | None:
    """A number as people write it in tables: 1234.5 or 1234,5, with or without spaces."""
    plain = "".join(cell.split()).replace(",", ".")
    if not plain:
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= 10**9:
        raise DomainError(_("“%(cell)s” is not a number. Write it like 1234.50.") % {"cell": cell[:30]})
    return number
