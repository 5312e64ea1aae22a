"""What has room on the pages of a document: texts that are cut, policy instruments that are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from unicodedata import east_asian_width

from core.countries import country_name
from core.texts import Text
from projects.form import GROUPS
from projects.models import PolicyKind

SHOWN, CHARACTERS = 6, 120
HEAD, ROW = 6, 6  # the room of partners that heading and instruments take
SHOWN_CONTRACTORS = 220  # characters of their names together: two lines
_CONTRACTORS = 3  # the room of partners that these take
SHOWN_NAME = 110  # characters of a partner's name in one table
_LETTERS = 30  # of a name or place on one line there
_HEADING, _BAR = 15, 13  # millimetres of a heading, and of a bar with its name
_LINE, _ROW = 3.9, 2.4  # millimetres of a line, and of what is around the lines of a row
# The first page, where a short text is set large: letters on a line, millimetres of one, and of all below the
# key figures.
_LEDE, _LEDE_LINE, _FIRST_PAGE = 46, 6.5, 107
_RESULTS, _RESULTS_LINE, _RESULTS_HEADING = 58, 5.4, 11
# By how large a title is set: its letters at most, those on a line, millimetres of one.
_TITLES = {"short": (70, 36, 10.2), "middle": (160, 52, 7.3), "long": (300, 70, 5.9)}
_TITLE = 20.4  # millimetres that are never taken from the map
MAP, MAP_STEP = (40, 84), 4  # millimetres at least and at most, and between two heights


def taken_by(policy: Sequence[dict[str, Any]], contractors: Sequence[str]) -> int:
    """How many partners have no place because instruments and contractors have."""
    by_policy = HEAD + ROW * min(len(policy), SHOWN) if policy else 0
    return by_policy + (_CONTRACTORS if contractors else 0)


def contractors_shown(data: Mapping[str, Any]) -> dict[str, Any]:
    """The contractors that have room on the page, by name, and how many more there are."""
    names, told = data.get("contractors", ()), list[str]()
    for name in (on_one_line(one, SHOWN_NAME) for one in names):
        if sum(map(len, told)) + len(name) > SHOWN_CONTRACTORS:
            break
        told.append(name)
    return {"contractor_names": told, "contractors_hidden": len(names) - len(told)}


def policy_shown(data: dict[str, Any], language: str) -> dict[str, Any]:
    """The instruments that have room on the page, each with its regions and what is planned and reported."""
    rows = data["policy"][:SHOWN]
    return {
        "policy_rows": [
            {
                "title": shorten(Text(row["title"]), language, CHARACTERS)[0],
                "regions": [
                    country_name(code, language) if len(code) == 2 else data["regions"].get(code, code)
                    for code in row["regions"]
                ],
                "counts": [row["counts"][kind] for kind in PolicyKind],
            }
            for row in rows
        ],
        "policy_kinds": [GROUPS[kind].plural for kind in PolicyKind],
        "policy_hidden": len(data["policy"]) - len(rows),
    }


def height_of(partners: Sequence[Mapping[str, Any]]) -> float:
    """The height of the rows of partners in one table, in millimetres: each has as many lines as it needs."""
    return sum(_ROW + _LINE * max(_lines(one["name"]), _lines(_where(one))) for one in partners)


def height_with_bars(partners: Sequence[Mapping[str, Any]]) -> float:
    """The height of the rows with a chart below them that has a bar for each, in millimetres."""
    return height_of(partners) + _HEADING + _BAR * len(partners)


def left_for_partners(policy: Sequence[Any], contractors: Sequence[str], *, is_beside_map: bool) -> int:
    """The height that rows of partners have on the second page, in millimetres."""
    taken = 20 + 10 * min(len(policy), SHOWN) if policy else 0
    taken += 12 if contractors else 0
    return (110 if is_beside_map else 140) - taken


def title_size(title: str) -> str:
    """How large a title of this length is set."""
    return next((size for size, (most, *_lines) in _TITLES.items() if len(title) <= most), "long")


def map_height(title: str, summary: str, results: str) -> int:
    """The height of the map on the first page, below a text that is set large, in millimetres."""
    _most, letters, millimetres = _TITLES[title_size(title)]
    left = _FIRST_PAGE - max(0, _wrapped(title, letters) * millimetres - _TITLE)
    left -= _wrapped(summary, _LEDE) * _LEDE_LINE
    if results:
        left -= _RESULTS_HEADING + _wrapped(results, _RESULTS) * _RESULTS_LINE
    return int(min(max(left, MAP[0]), MAP[1])) // MAP_STEP * MAP_STEP


def on_one_line(name: str, width: float) -> str:
    """The name cut to a width in letters of Latin script: capitals and those of other scripts are wider."""
    used = 0.0
    for place, letter in enumerate(name):
        used += _width(letter)
        if used > width:
            return name[: max(place - 1, 1)].rstrip() + "…"
    return name


def _width(letter: str) -> float:
    if east_asian_width(letter) in "WF":
        return 2
    if ord(letter) > 0x024F:
        return 1.4
    return 1.2 if letter.isupper() else 1


def _lines(text: str) -> int:
    return _wrapped(text[:SHOWN_NAME], _LETTERS)


def _wrapped(text: str, letters: int) -> int:
    """How many lines of so many letters a text takes."""
    return max(1, -(-int(sum(map(_width, text))) // letters))


def _where(partner: Mapping[str, Any]) -> str:
    return f"{partner['place']}, {partner['country_name']}"


def shorten(text: Text, language: str, limit: int) -> tuple[Text, bool]:
    """The text for a reader of `language`, cut behind a sentence or a word before `limit` characters."""
    found = text.best(language)
    if len(found.text) <= limit:
        return Text({found.language: found.text}), False
    cut = found.text[:limit]
    end = max(cut.rfind(". "), cut.rfind(".\n"))
    whole = cut[: end + 1] if end > limit // 2 else cut.rsplit(" ", 1)[0] + " …"
    return Text({found.language: whole}), True
