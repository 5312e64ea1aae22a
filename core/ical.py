"""Calendars as RFC 5545 has them: one event for each moment, lines folded and texts escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

CONTENT_TYPE = "text/calendar; charset=utf-8"
_FOLD = 75  # octets in a line, the line end not counted
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Event:
    """A moment in a calendar, or with `until` a span of time.

    `uid` stays when the event changes and `sequence` rises; `is_tentative`: it may still change.
    """

    uid: str
    at: datetime
    summary: str
    description: str = ""
    url: str = ""
    is_tentative: bool = False
    until: datetime | None = None
    place: str = ""
    sequence: int = 0
    is_cancelled: bool = False


def calendar(events: Iterable[Event], *, name: str, product: str, now: datetime) -> str:
    """The whole calendar; `product` names who makes it ("-//Owner//Product//EN")."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{product}", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{_text(name)}"]
    for event in events:
        lines += _event(event, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(event: Event, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_moment(now)}"
    yield f"DTSTART:{_moment(event.at)}"
    if event.until:
        yield f"DTEND:{_moment(event.until)}"
    if event.sequence:
        yield f"SEQUENCE:{event.sequence}"
    yield f"SUMMARY:{_text(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.url:
        yield f"URL:{event.url}"
    if event.place:
        yield f"LOCATION:{_text(event.place)}"
    yield f"STATUS:{_status(event)}"
    yield f"TRANSP:{'OPAQUE' if event.until else 'TRANSPARENT'}"
    yield "END:VEVENT"


def _status(event: Event) -> str:
    if event.is_cancelled:
        return "CANCELLED"
    return "TENTATIVE" if event.is_tentative else "CONFIRMED"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """RFC 5545, 3.3.11: backslash, semicolon, comma and line end are escaped; no control characters."""
    plain = _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """RFC 5545, 3.1: at most 75 octets a line, never within a character; further ones begin with a space."""
    start, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > _FOLD:
            yield start
            start, octets = " ", 1
        start, octets = start + character, octets + size
    yield start
