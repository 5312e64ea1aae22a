"""Names of countries in the reader's language, by the codes that NUTS uses."""

import re
from collections.abc import Iterable
from functools import lru_cache

from babel import Locale
from django.utils.translation import get_language

from core.texts import without_accents

_ISO = {"EL": "GR", "UK": "GB"}  # NUTS writes Greece and the United Kingdom its own way
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ", *_ISO.values()})
# Every country by the code that NUTS uses, else ISO 3166.
_CODES = {str(code) for code in Locale("en").territories if re.fullmatch("[A-Z]{2}", str(code))}
EVERYWHERE = frozenset(_CODES - _NO_COUNTRIES | _ISO.keys())


def country_name(code: str, language: str | None = None) -> str:
    """The country's name, or the code itself when it is not known."""
    return _name(code, (language or get_language() or "en")[:2])


def countries_by_name(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Code and name in the reader's language, each once, as a dictionary orders them: É stands by E."""
    return sorted(
        ((code, country_name(code)) for code in set(codes)), key=lambda pair: without_accents(pair[1])
    )


@lru_cache(maxsize=2000)
def _name(code: str, language: str) -> str:
    return str(Locale.parse(language).territories.get(_ISO.get(code, code), code))
