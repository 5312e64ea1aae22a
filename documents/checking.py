"""Whether a copy of a document, known by the number on it, is still the current one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from documents import numbers
from documents.kinds import Kind, kind_of
from documents.models import Document
from documents.states import DocumentState


class Standing(models.TextChoices):
    """What a reader of a copy wants to know of it."""

    CURRENT = "current", _("This is the current copy.")
    SAME = "same", _("There is a newer copy with a changed layout. What it says is the same.")
    REPLACED = "replaced", _("This copy was replaced by a newer one.")
    BEING_RENEWED = "being_renewed", _("The facts have changed since. A newer copy is being made.")
    UNFINISHED = "unfinished", _("This document is still being made.")
    WITHDRAWN = "withdrawn", _("This document was withdrawn. Do not rely on a copy of it.")
    FAILED = "failed", _("This document could not be made. No copy of it is valid.")


@dataclass(frozen=True)
class Checked:
    """What may be said of a document to anybody who holds its number.

    Of a kind that is not public nothing is said of what it holds: title, address, date and fingerprint are
    left out.
    """

    number: str
    label: str
    language: str
    standing: Standing
    made_at: datetime | None
    is_public: bool
    title: str = ""
    address: str = ""
    dated: date | datetime | None = None
    fingerprint: str = ""
    newer: str = ""  # printed number of the document that took its place

    @property
    def has_time(self) -> bool:
        return isinstance(self.dated, datetime)


def look_up(number: str) -> Checked | None:
    """What can be said of the document of this number; None when there is none, or its data are gone."""
    found = Document.objects.filter(number=number).first()
    if found is None:
        return None
    newest = list(_of_the_same(found).order_by("-requested_at", "-pk")[:20])
    kind, standing = kind_of(found.kind), _standing(found, newest)
    newer = next((one for one in newest if one.state == DocumentState.READY), None)
    return Checked(
        number=numbers.printed(found.number),
        label=str(kind.label),
        language=found.language,
        standing=standing,
        made_at=found.finished_at,
        is_public=kind.is_public,
        newer=numbers.printed(newer.number) if newer and newer.pk != found.pk and kind.is_public else "",
        **(_told(kind, found) if kind.is_public and found.data else {}),
    )


def _told(kind: Kind, document: Document) -> dict[str, Any]:
    data, language = document.data, document.language
    with translation.override(language):
        title = kind.title(data, language)
    return {
        "title": title,
        "address": kind.address(data, language),
        "dated": kind.data_date(data),
        "fingerprint": kind.version_hash(data) or document.data_hash,
    }


_PLAIN = {
    DocumentState.QUEUED: Standing.UNFINISHED,
    DocumentState.RENDERING: Standing.UNFINISHED,
    DocumentState.FAILED: Standing.FAILED,
    DocumentState.WITHDRAWN: Standing.WITHDRAWN,
}


def _of_the_same(document: Document) -> models.QuerySet[Document]:
    of = {"kind": document.kind, "subject": document.subject, "language": document.language}
    found = Document.objects.filter(**of).exclude(state=DocumentState.WITHDRAWN)
    return found.only("pk", "number", "state", "data_hash", "requested_at", "stale_at")


def _standing(document: Document, newest: list[Document]) -> Standing:
    """`newest` are the latest documents of the same thing; the first is the current one."""
    if document.state in _PLAIN:
        return _PLAIN[DocumentState(document.state)]
    current = newest[0]
    if current.pk == document.pk:
        return Standing.BEING_RENEWED if document.stale_at else Standing.CURRENT
    if current.data_hash == document.data_hash:
        return Standing.SAME
    return Standing.REPLACED if current.state == DocumentState.READY else Standing.BEING_RENEWED
