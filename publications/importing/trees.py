"""Lists in JSON: objects one after the other, nested names joined by dots, without the whole in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from django.utils.translation import gettext as _

from core.errors import DomainError
from publications.importing.lines import MOST_COLUMNS, Entry, storable

PIECE = 256 * 1024
LARGEST_ITEM = 4 * 1024 * 1024  # characters of one object
LARGEST_WHOLE = 20 * 1024 * 1024  # of a file whose list lies inside an object
_BETWEEN = " \t\r\n,\ufeff"


def entries(
    path: Path, encoding: str, *, records: str, partners: str, is_known: Callable[[str], bool]
) -> Iterator[Entry]:
    """One entry an object; with `partners`, one for each object in that list, with what is above it.

    `records` is the way to the list when the file is one object ("data.items"). Without it a single object
    is a list of one when it has a name that `is_known`, else a wrapper around the longest list within.
    """
    try:
        with path.open(encoding=encoding) as file:
            for number, item in enumerate(_items(file, records, is_known), start=1):
                if not isinstance(item, dict):
                    raise _no_list()
                yield from _entries(number, _of_feature(item), partners)
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
        name = storable(f"{above}{key}")
        if isinstance(value, dict):
            found.update(_flat(value, f"{name}."))
        elif isinstance(value, list):
            found[name] = "; ".join(str(one) for one in value if not isinstance(one, (dict, list)))[:32_767]
            if objects := sum(isinstance(one, dict) for one in value):
                found[f"{name}.items"] = objects  # so that they are named as not taken
        else:
            found[name] = value
        if len(found) > MOST_COLUMNS:
            raise DomainError(_("An object of the file has more fields than a list can hold."))
    return found


def _of_feature(item: dict[str, Any]) -> dict[str, Any]:
    """What an object of a map in GeoJSON says, without the wrapping."""
    own = item.get("properties")
    if item.get("type") != "Feature" or not isinstance(own, dict):
        return item
    return {**own, "geometry": item.get("geometry")}


def _items(file: TextIO, records: str, is_known: Callable[[str], bool]) -> Iterator[Any]:
    start = file.read(PIECE).lstrip(_BETWEEN)
    if start.startswith("["):
        yield from _stream(file, start[1:], in_list=True)
    elif not records:
        yield from _unwrapped(file, start, is_known)
    else:
        yield from _inside(start + file.read(LARGEST_WHOLE + 1 - len(start)), records)


def _unwrapped(file: TextIO, start: str, is_known: Callable[[str], bool]) -> Iterator[Any]:
    """Objects one after the other; of a single one that says nothing itself, the longest list within."""
    decoder, whole = _decoder(), start
    try:
        _first, end = decoder.raw_decode(start)
        is_single = not start[end:].strip(_BETWEEN)
    except json.JSONDecodeError:
        is_single = True
    if is_single:
        whole += file.read(LARGEST_WHOLE + 1 - len(start))
        try:
            item = decoder.decode(whole)
        except json.JSONDecodeError:
            item = None
        if isinstance(item, dict) and not any(map(is_known, _flat(item))):
            yield from max(_lists(item), key=len, default=[item])
            return
    yield from _stream(file, whole, in_list=False)


def _lists(item: dict[str, Any], depth: int = 3) -> Iterator[list[Any]]:
    """Lists of objects within, not deeper than `depth`."""
    for value in item.values():
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            yield value
        elif isinstance(value, dict) and depth:
            yield from _lists(value, depth - 1)


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
        _("The file is not a list in JSON: it should hold a list of objects, or one object for each row.")
    )
