"""What somebody looks for, read from an address: words, chosen values, ranges, an order; and back to it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

from publications.finding.bands import BANDS

MAX_CHARACTERS = 200
MAX_WORDS = 12
MAX_VALUES = 20  # of one facet
LONGEST = MAX_VALUES * 101  # characters of the values of one facet, commas between them
MAX_CHOSEN = 40  # of all facets together
MAX_PROBLEMS = 10
UNKNOWN = "unknown"

# In the order in which they stand in an address.
FACETS = (
    "programme",
    "period",
    "priority",
    "objective",
    "theme",
    "country",
    "region",
    "nuts3",
    "partner",
    "kind",
    "status",
    "year",
    "budget",
    "eu",
)
RANGES = ("year", "budget", "eu")
SORTS = ("fit", "newest", "start", "funding", "name")
YEARS = range(1989, 2101)  # Interreg began in 1989
MOST_MONEY = 10**12

_VALUE = re.compile(r"[\w.\-]{1,100}", re.ASCII)
_CODE = re.compile(r"[^\x00-\x20,;\"'<>\\]{1,100}")  # as programmes write their own
_SHAPES: Mapping[str, re.Pattern[str]] = {
    "period": re.compile(r"\d{4}-\d{4}", re.ASCII),
    "priority": _CODE,
    "objective": _CODE,
    "theme": _CODE,
    "country": re.compile(r"[A-Z]{2}"),
    "region": re.compile(r"[A-Z]{2}[0-9A-Z]{1,2}"),
    "nuts3": re.compile(r"[A-Z]{2}[0-9A-Z]{3}"),
    "year": re.compile(r"\d{4}", re.ASCII),
}
_UPPER = frozenset({"country", "region", "nuts3"})
_AMOUNT = re.compile(
    r"(\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+|\d{1,13})(?:[.,](\d{1,2}))?\s*([km]?)", re.IGNORECASE
)


@dataclass(frozen=True)
class Problem:
    """A part of an address that was left out, and why: `reason` is a text for people."""

    parameter: str
    value: str
    reason: Any


@dataclass(frozen=True)
class Query:
    """What is looked for: immutable; two addresses that mean the same give equal queries.

    `chosen` has the values of each facet, in order; `ranges` the lowest and highest year or amount in euro,
    both included, null where open. `sort` is blank for the usual order: best match first when there are
    words, else newest first. `problems` says what of the address was left out.
    """

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)
    sort: str = ""
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    def __hash__(self) -> int:
        return hash(self.as_query_string())

    @property
    def is_empty(self) -> bool:
        """Whether every project is meant, whatever their order."""
        return not (self.text or self.chosen or self.ranges)

    @property
    def order(self) -> str:
        """One of SORTS."""
        return self.sort or ("fit" if self.text else "newest")

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of its address, in the order of the canonical form; values of a facet share one.

        A page repeats its address in some hundred links: a long search must not make a heavy page.
        """
        pairs = [("q", self.text)] if self.text else []
        pairs += [(name, ",".join(values)) for name in FACETS if (values := self.chosen.get(name))]
        for name in RANGES:
            ends = zip(("from", "to"), self.ranges.get(name, ()), strict=False)
            pairs += [(f"{name}_{end}", str(value)) for end, value in ends if value is not None]
        return pairs + ([("sort", self.sort)] if self.sort else [])

    def as_query_string(self) -> str:
        """The canonical address, without a question mark; "" for all projects."""
        return "&".join(f"{name}={quote(value, safe='-._~:,')}" for name, value in self.pairs())

    def has(self, facet: str, value: str) -> bool:
        return value in self.chosen.get(facet, ())

    def adding(self, facet: str, value: str) -> Query:
        values = tuple(sorted({*self.chosen.get(facet, ()), value}))
        return replace(self, chosen=_in_order({**self.chosen, facet: values}))

    def without(self, facet: str, value: str | None = None) -> Query:
        """Without a value of a facet, or without all that it says of the facet ("q": the words)."""
        if facet == "q":
            return replace(self, text="", sort="" if self.sort == "fit" else self.sort)
        left = tuple(one for one in self.chosen.get(facet, ()) if value is not None and one != value)
        chosen = {name: values for name, values in self.chosen.items() if name != facet}
        return replace(self, chosen=_in_order({**chosen, facet: left} if left else chosen))

    def without_range(self, name: str) -> Query:
        return replace(self, ranges={one: ends for one, ends in self.ranges.items() if one != name})

    def sorted_by(self, sort: str) -> Query:
        """In another order; the usual one is left unsaid."""
        return replace(self, sort="" if sort == replace(self, sort="").order else sort)

    def saying(self, text: str) -> Query:
        return replace(self, text=clean(text))


def query(params: Mapping[str, Any]) -> Query:
    """What a QueryDict, or a mapping of strings or lists of them, looks for. Never fails: see `problems`."""
    problems: list[Problem] = []
    chosen = {name: values for name in FACETS if (values := _values(params, name, problems))}
    if sum(map(len, chosen.values())) > MAX_CHOSEN:
        chosen = _fewer(chosen)
        problems.append(
            Problem("", "", _("So many values cannot be searched for at once; some were left out."))
        )
    ranges = {name: ends for name in RANGES if (ends := _range(params, name, problems)) != (None, None)}
    text = clean(_all(params, "q")[-1:])
    sort = "".join(_all(params, "sort")[-1:])
    if sort and (sort not in SORTS or (sort == "fit" and not text)):
        if sort not in SORTS:
            problems.append(Problem("sort", sort[:40], _("There is no such sort order.")))
        sort = ""
    plain = Query(text, chosen, ranges, "", tuple(problems[:MAX_PROBLEMS]))
    return plain.sorted_by(sort) if sort else plain


def clean(typed: str | Iterable[str]) -> str:
    """What was typed, without what a database cannot take, of a bounded length."""
    text = typed if isinstance(typed, str) else " ".join(typed)
    sane = text[: MAX_CHARACTERS * 4].replace("\x00", " ").encode("utf-8", "ignore").decode()
    normal = unicodedata.normalize("NFC", sane)[:MAX_CHARACTERS]
    return " ".join(normal.split()[:MAX_WORDS])


def _all(params: Mapping[str, Any], name: str) -> list[str]:
    """The values of a parameter; of a mapping of plain strings the one."""
    getlist = getattr(params, "getlist", None)
    values = getlist(name) if getlist else params.get(name, [])
    given = [values] if isinstance(values, (str, int)) else list(values or [])
    return [str(value) for value in given[: MAX_VALUES * 2] if str(value).strip()]


def _values(params: Mapping[str, Any], name: str, problems: list[Problem]) -> tuple[str, ...]:
    good = set()
    for raw in _all(params, name):
        for part in raw[:LONGEST].split(",")[:MAX_VALUES]:
            value = part.strip()
            value = value.upper() if name in _UPPER and value.lower() != UNKNOWN else value
            value = UNKNOWN if value.lower() == UNKNOWN else value
            if _is_value(name, value):
                good.add(value)
            elif value:
                shown = value[:40].encode("utf-8", "ignore").decode()
                problems.append(Problem(name, shown, _("This is not a value that can be chosen here.")))
    if len(good) > MAX_VALUES:
        problems.append(
            Problem(name, "", _("So many values cannot be searched for at once; some were left out."))
        )
    return tuple(sorted(good)[:MAX_VALUES])


def _is_value(name: str, value: str) -> bool:
    if value == UNKNOWN:
        return True
    if name in ("budget", "eu"):
        return value in BANDS
    return bool(_SHAPES.get(name, _VALUE).fullmatch(value))


def _range(params: Mapping[str, Any], name: str, problems: list[Problem]) -> tuple[int | None, int | None]:
    ends: list[int | None] = []
    for end in ("from", "to"):
        raw = "".join(_all(params, f"{name}_{end}")[-1:]).strip()
        value = _year(raw) if name == "year" else _amount(raw)
        if raw and value is None:
            reason = (
                _("Write a year as four digits, such as 2021.")
                if name == "year"
                else _("Write an amount in euro, such as 250000, 250 000 or 1.5m.")
            )
            shown = raw[:40].encode("utf-8", "ignore").decode()
            problems.append(Problem(f"{name}_{end}", shown, reason))
        ends.append(value)
    low, high = ends
    if low is not None and high is not None and low > high:
        problems.append(
            Problem(f"{name}_from", str(low), _("The first was higher than the last; they were swapped."))
        )
        low, high = high, low
    return low, high


def _year(raw: str) -> int | None:
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) == 4 and int(raw) in YEARS else None


def _amount(raw: str) -> int | None:
    """Whole euro, cents cut; "1.5m" and "250k" too. A dot or comma before three digits groups thousands."""
    match = _AMOUNT.fullmatch(raw.replace("€", "").strip()[:40])
    if match is None:
        return None
    whole, fraction, unit = match.groups()
    factor = {"": 1, "k": 1_000, "m": 1_000_000}[unit.lower()]
    number = int(re.sub(r"\D", "", whole)) * factor
    number += int(int(fraction) * factor / 10 ** len(fraction)) if fraction else 0
    return number if number <= MOST_MONEY else None


def _in_order(chosen: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: chosen[name] for name in FACETS if chosen.get(name)}


def _fewer(chosen: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    left, found = MAX_CHOSEN, {}
    for name, values in chosen.items():
        if left:
            found[name] = values[:left]
            left -= len(found[name])
    return found
