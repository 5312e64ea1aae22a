"""Names of countries in the reader's language, by the codes that NUTS uses."""

from babel import Locale
from django.utils.translation import get_language

_ISO = {"EL": "GR", "UK": "GB"}  # NUTS writes Greece and the United Kingdom its own way


def country_name(code: str, language: str | None = None) -> str:
    """The country's name, or the code itself when it is not known."""
    locale = Locale.parse((language or get_language() or "en")[:2])
    return str(locale.territories.get(_ISO.get(code, code), code))
