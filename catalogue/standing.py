"""How a document that readers may ask for stands, in one language."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404
from django.utils import timezone

from core.templatetags.ui import LANGUAGE_NAMES
from core.texts import LANGUAGES
from documents import engine, pace
from documents.models import Document
from documents.states import UNFINISHED

PATIENCE = timedelta(seconds=20)


def known(language: str) -> str:
    """The language that an address or a form names; 404 for any but the portal's."""
    if language not in LANGUAGES:
        raise Http404
    return language


def is_waited_for(document: Document | None) -> bool:
    """Whether the document was asked for and is not made yet."""
    return document is not None and document.state in UNFINISHED


def is_late(document: Document | None) -> bool:
    """Whether the workers seem to be away."""
    return bool(document and is_waited_for(document) and document.requested_at < timezone.now() - PATIENCE)


def standing_of(kind: str, subject: str, language: str, *, url: str, status_url: str) -> dict[str, Any]:
    """For `components/document_status.html`; `url` leads to the file, `status_url` to how it stands."""
    document = engine.current(kind, subject, language)
    return {
        "document": document,
        "language": language,
        "label": LANGUAGE_NAMES[language],
        "url": url,
        "status_url": status_url,
        "is_late": is_late(document),
        "wait": pace.wait_for(document),
        "can_ask": not is_waited_for(document),
    }
