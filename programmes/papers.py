"""A letter of a programme as a tagged PDF: letterhead, brand, words, and the text's version and time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from core.texts import Text
from correspondence import acts
from correspondence.models import Letterhead, Message
from correspondence.placeholders import with_objection_day
from documents import engine
from documents.kinds import Kind
from documents.models import Document
from programmes.models import Programme

KIND, DRAFT = "letter", "letter_draft"
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_FOOTER = "\n\n-- \n"


def request(message: Message) -> Document:
    """The letter as PDF: the document that exists for these very words, or one that a worker makes.

    Previews of it go: who confirmed the letter has seen them.
    """
    engine.discard(DRAFT, _draft_of(message))
    return engine.request(KIND, f"message:{message.uid}", message.language, data_of(message))


def preview(message: Message) -> Document:
    """The letter as PDF with the dates of today, marked as a draft on each page; never what leaves."""
    data = data_of(message, is_draft=True)
    until = message.objection_until or acts.objection_until(message)
    data["body"] = with_objection_day(data["body"], until, message.time_zone, message.language)
    data["at"] = timezone.now().replace(second=0, microsecond=0).isoformat()
    return engine.request(DRAFT, _draft_of(message), message.language, data)


def newest_preview(message: Message) -> Document | None:
    """The preview that was asked for last, while it shows the text as it is now."""
    found = engine.current(DRAFT, _draft_of(message), message.language)
    return found if found is not None and found.data.get("revision") == message.revision else None


def _draft_of(message: Message) -> str:
    return f"message:{message.uid}:draft"


@dataclass(frozen=True)
class House:
    """Whose paper it is: the programme's name, and its letterhead."""

    name: Mapping[str, str]
    head: Letterhead


def houses_of(codes: Iterable[str]) -> dict[str, House]:
    """The paper of each of these programmes by code, in two statements."""
    wanted = set(codes)
    names = {one.pk: dict(one.name) for one in Programme.objects.filter(pk__in=wanted)}
    heads = {one.programme: one for one in Letterhead.objects.filter(programme__in=wanted)}
    return {code: House(names.get(code, {}), heads.get(code) or Letterhead()) for code in wanted}


def data_of(message: Message, *, is_draft: bool = False, house: House | None = None) -> dict[str, Any]:
    """All that the paper shows. The date is that of the confirmation. With its `house` it reads nothing."""
    house = house or houses_of([message.programme])[message.programme]
    head = house.head
    return {
        "programme": message.programme,
        "programme_name": dict(house.name),
        "sender": dict(head.sender),
        "signature": dict(head.signature),
        "footer": dict(head.footer),
        "recipient": str(message.recipient or ""),
        "code": message.values.get("code", ""),
        "subject": message.subject,
        "body": message.text.rpartition(_FOOTER)[0] or message.text,
        "revision": message.revision,
        "at": (message.confirmed_at or timezone.now()).isoformat(),
        "zone": message.time_zone or settings.TIME_ZONE,
        "is_draft": is_draft,
    }


class Letter(Kind):
    """One letter on the programme's paper; reads nothing but its data."""

    label = _lazy("Letter")
    template: ClassVar[str] = "pdf/letter.html"

    def context(self, data: dict[str, Any], language: str) -> dict[str, Any]:
        """Paragraphs and lines, the date in the letter's zone and language."""
        at = datetime.fromisoformat(data["at"]).astimezone(ZoneInfo(data["zone"]))
        with translation.override(language):
            day, moment = formats.date_format(at, "DATE_FORMAT"), f"{at:%H:%M} {at.tzname()}"
        return {
            **data,
            "programme_name": Text(data["programme_name"]),
            "sender": _lines(data["sender"], language),
            "signature": _lines(data["signature"], language),
            "footer": _lines(data["footer"], language),
            "paragraphs": [part.split("\n") for part in _BLANK_LINES.split(data["body"].strip())],
            "day": day,
            "moment": moment,
            "text": data["revision"][:8],
        }

    def title(self, data: dict[str, Any], language: str) -> str:
        return str(data["subject"]) or _("Letter")

    def filename(self, data: dict[str, Any], language: str) -> str:
        return f"{slugify(data['code']) or 'letter'}-{data['revision'][:8]}-{language}.pdf"

    def data_date(self, data: dict[str, Any]) -> datetime:
        """When the letter was confirmed."""
        return datetime.fromisoformat(data["at"])


class LetterDraft(Letter):
    """A letter to look at before it is confirmed; not kept once nobody looks at it."""

    label = _lazy("Preview of a letter")
    days_unused: ClassVar[int | None] = 7

    def filename(self, data: dict[str, Any], language: str) -> str:
        return f"draft-{super().filename(data, language)}"


def _lines(texts: dict[str, str], language: str) -> list[str]:
    return [line for line in Text(texts).best(language).text.splitlines() if line.strip()]
