"""The card of a project, as lists show it."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from publications.models import Publication


def card(publication: Publication, language: str) -> SafeString:
    """The card of a record (read with `for_cards`) for a reader of `language`."""
    with translation.override(language):
        return render_to_string("catalogue/project_card.html", {"publication": publication, "level": 3})
