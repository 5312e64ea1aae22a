"""Countries and regions as lists name them: by code, or by name in any language, spelling set aside."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from programmes.models import Region
from publications.importing.headers import plain

LANGUAGES = ("en", "fr", "nl", "de", "sv", "da", "nb", "fi", "es", "it", "pl", "pt", "cs", "et", "lv", "lt")
_TO_NUTS = {"GR": "EL", "GB": "UK"}
_CODE = re.compile(r"[A-Z]{2}")
_NUTS = re.compile(r"[A-Z]{2}[A-Z0-9]{1,3}")
_SPOKEN = {
    "czech republic": "CZ", "the netherlands": "NL", "holland": "NL", "great britain": "UK",
    "united kingdom of great britain": "UK", "turkey": "TR", "republic of moldova": "MD",
    "slovak republic": "SK", "russia": "RU", "macedonia": "MK", "ceska republika": "CZ",
}  # fmt: skip
# What some lists say after the name of a region, and others do not.
_TAILS = ("lan", "county", "region", "province", "provincie", "departement", "fylke", "maakunta")


def country(written: str) -> str:
    """The code of a country, as NUTS writes it; "" when it is not known."""
    text = written.strip()
    if _CODE.fullmatch(text.upper()) and len(text) == 2:
        code = _TO_NUTS.get(text.upper(), text.upper())
        return code if code in _codes() else ""
    return _names().get(plain(text), "")


class Regions:
    """The regions of NUTS, by code and by name, kept in memory: some 2,000."""

    def __init__(self) -> None:
        rows = Region.objects.values_list("code", "name", "name_latin", "level", "country", "code_2024")
        self._levels: dict[str, int] = {}
        self._newer: dict[str, str] = {}
        self._names: dict[tuple[str, int], set[str]] = {}
        for code, name, latin, level, _land, newer in rows:
            self._levels[code] = level
            if newer:
                self._newer[newer] = code
            for spelling in {name, latin}:
                for form in _shorter(plain(spelling)):
                    self._names.setdefault((form, level), set()).add(code)

    def find(self, written: str, level: int, country_code: str = "") -> str:
        """The code of a region of this level; "" when it is not known or the name stands for several."""
        text = written.strip()
        code = text.upper().replace(" ", "")
        if _NUTS.fullmatch(code) and self._levels.get(self._newer.get(code, code)) == level:
            return self._newer.get(code, code)
        start = re.match(r"([A-Z]{2}[A-Z0-9]{3})\b", text)
        if level == 3 and start and self._levels.get(start[1]) == 3:
            return start[1]  # "BE211 Antwerpen"
        for form in _shorter(plain(text)):
            found = {one for one in self._names.get((form, level), ()) if one.startswith(country_code)}
            if len(found) == 1:
                return found.pop()
        return ""

    def level(self, code: str) -> int | None:
        return self._levels.get(code)


def _shorter(name: str) -> list[str]:
    """The name, and the name without a word such as "county" or "län" at its end."""
    words = name.split()
    if len(words) > 1 and words[-1] in _TAILS:
        return [name, " ".join(words[:-1])]
    return [name]


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha():
                found.setdefault(plain(str(name)), _TO_NUTS.get(code, code))
    return found | _SPOKEN


@cache
def _codes() -> frozenset[str]:
    """Of the territories in English: the names in all languages take a second to read, and have no others."""
    known = (str(code) for code in Locale("en").territories)
    return frozenset(_TO_NUTS.get(code, code) for code in known if _CODE.fullmatch(code))
