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
    "u k": "UK", "england": "UK", "scotland": "UK", "wales": "UK", "northern ireland": "UK", "engeland": "UK",
    "schotland": "UK", "noord ierland": "UK", "angleterre": "UK", "ecosse": "UK", "irlande du nord": "UK",
    "bosnia and herzegovina": "BA", "republic of north macedonia": "MK", "republic of ireland": "IE",
}  # fmt: skip
_THREE_LETTERS = {
    "AUT": "AT", "BEL": "BE", "BGR": "BG", "CHE": "CH", "CYP": "CY", "CZE": "CZ", "DEU": "DE", "DNK": "DK",
    "ESP": "ES", "EST": "EE", "FIN": "FI", "FRA": "FR", "GBR": "UK", "GRC": "EL", "HRV": "HR", "HUN": "HU",
    "IRL": "IE", "ISL": "IS", "ITA": "IT", "LIE": "LI", "LTU": "LT", "LUX": "LU", "LVA": "LV", "MDA": "MD",
    "MLT": "MT", "NLD": "NL", "NOR": "NO", "POL": "PL", "PRT": "PT", "ROU": "RO", "SRB": "RS", "SVK": "SK",
    "SVN": "SI", "SWE": "SE", "TUR": "TR", "UKR": "UA",
}  # fmt: skip
_PARTS = re.compile(r"\s*[/|()\[\],;]\s*|\s+[-–]\s+")
# How many digits a postcode has where it may begin with zero, which spreadsheets drop.
_POSTCODES = {"FR": (4, 5), "DE": (4, 5), "ES": (4, 5), "IT": (3, 5), "FI": (3, 5)}
# What some lists say after the name of a region, and others do not.
_TAILS = ("lan", "county", "region", "province", "provincie", "departement", "fylke", "maakunta")


def country(written: str) -> str:
    """The code of a country, as NUTS writes it; "" when it is not known, or when several are named."""
    text = written.strip()
    known = _country(text)
    if known or not _PARTS.search(text):
        return known
    found = {code for part in _PARTS.split(text) if (code := _country(part))}
    return found.pop() if len(found) == 1 else ""


def _country(text: str) -> str:
    if _CODE.fullmatch(text.upper()) and len(text) == 2:
        code = _TO_NUTS.get(text.upper(), text.upper())
        return code if code in _codes() else ""
    return _THREE_LETTERS.get(text.upper()) or _names().get(plain(text), "")


def country_of_region(written: str) -> str:
    """The country of a code that has the form of NUTS, of whatever year; "" when it has not."""
    code = written.strip().upper()
    has_digit = any(map(str.isdigit, code))  # "GENT" is a town
    return country(code[:2]) if has_digit and _NUTS.fullmatch(code) else ""


def postcode(written: str, land: str) -> str:
    """A postcode with the zeros at its start that a spreadsheet dropped."""
    least, most = _POSTCODES.get(land, (0, 0))
    return written.zfill(most) if least <= len(written) < most and written.isdecimal() else written


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
