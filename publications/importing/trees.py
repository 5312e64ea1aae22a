"""Lists in JSON: objects one after the other, nested names joined by dots, without the whole in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from django.utils.translation import gettext as _

from core.errors import DomainError
from publications.importing.lines import MOST_COLUMNS, Entry

PIECE = 256 * 1024
LARGEST_ITEM = 4 * 1024 * 1024  # characters of one object
LARGEST_WHOLE = 20 * 1024 * 1024  # of a file whose list lies inside an object
_BETWEEN = " \t\r\n,\ufeff"


def entries(path: Path, encoding: str, *, records: str, partners: str) -> Iterator[Entry]:
    """One entry an object; with `partners`, one for each object in that list, with what is above it.

    `records` is the way to the list when the file is one object ("data.items"); without it a single object
    is a list of one.
    """
    try:
        with path.open(encoding=encoding) as file:
            for number, item in enumerate(_items(file, records), start=1):
                if not isinstance(item, dict):
                    raise _no_list()
                yield from _entries(number, item, partners)
    except (RecursionError, UnicodeError, json.JSONDecodeError) as error:
        raise _no_list() from error


def _entries(number: int, item: dict[str, Any], partners: str) -> Iterator[Entry]:
    inner = item.get(partners) if partners else None
    if not isinstance(inner, list) or not inner:
        yield Entry("", number, _flat(item))
        return
    above = _flat({key: value for key, value in item.items() if key != partners})
    for place, partner in enumerate(inner, start=1):
        own = partner if isinstance(partner, dict) else {"value": partner}
        yield Entry(f"{partners} {place}"[:31], number, {**above, **_flat({partners: own})})


def _flat(item: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in item.items():
        name = f"{above}{key}"
        if isinstance(value, dict):
            found.update(_flat(value, f"{name}."))
        elif isinstance(value, list):
            found[name] = "; ".join(str(one) for one in value if not isinstance(one, (dict, list)))[:32_767]
        else:
            found[name] = value
        if len(found) > MOST_COLUMNS:
            raise DomainError(_("An object of the file has more fields than a list can hold."))
    return found


def _items(file: TextIO, records: str) -> Iterator[Any]:
    start = file.read(PIECE).lstrip(_BETWEEN)
    if start.startswith("["):
        yield from _stream(file, start[1:], in_list=True)
    elif not records:
        yield from _stream(file, start, in_list=False)
    else:
        yield from _inside(start + file.read(LARGEST_WHOLE + 1 - len(start)), records)


def _inside(text: str, records: str) -> Iterator[Any]:
    if len(text) > LARGEST_WHOLE:
        raise DomainError(_("The file is too large for a list inside an object. Save the list alone."))
    found: Any = _decoder().decode(text)
    for key in records.split("."):
        found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, list):
        raise _no_list()
    yield from found


def _stream(file: TextIO, buffer: str, *, in_list: bool) -> Iterator[Any]:
    """Objects of a list, or of a file with one object a line, as they come in."""
    decoder, at, is_over = _decoder(), 0, False
    while True:
        while at < len(buffer) and buffer[at] in _BETWEEN:
            at += 1
        rest = len(buffer) - at
        if in_list and rest and buffer[at] == "]":
            return
        if not rest and is_over:
            if in_list:
                raise _no_list()
            return
        try:
            item, at = decoder.raw_decode(buffer, at)
            yield item
        except json.JSONDecodeError:
            if is_over or rest > LARGEST_ITEM:
                raise
            piece = file.read(PIECE)
            is_over = not piece
            buffer, at = buffer[at:] + piece, 0


def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(parse_float=Decimal, parse_constant=_no_number, parse_int=_whole_number)


def _whole_number(written: str) -> Any:
    return int(written) if len(written) < 19 else Decimal(written)


def _no_number(written: str) -> Any:
    return written


def _no_list() -> DomainError:
    return DomainError(
        _("The file is no list in JSON: it should hold a list of objects, or one object for each row.")
    )
