"""How a sentence names a language."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language


def in_a_sentence(code: str) -> str:
    """The language's name for the active one; French writes it small, Dutch and English do not."""
    name = str(dict(settings.LANGUAGES).get(code, code))
    return name.lower() if (get_language() or "").startswith("fr") else name
