"""Calendars, to the letter of RFC 5545."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from core.ical import Event, calendar

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def lines(*events):
    return calendar(events, name="Calls", product="-//Portal//Calls//en", now=NOW).split("\r\n")


def test_calendar_is_exact():
    at = datetime(2027, 7, 1, 12, 0, tzinfo=ZoneInfo("Europe/Brussels"))
    event = Event("call-1@portal", at, "One; two, three\\", "First\r\nsecond\x00", "https://portal/1", True)

    assert lines(event) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Portal//Calls//en",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Calls",
        "BEGIN:VEVENT",
        "UID:call-1@portal",
        "DTSTAMP:20261122T080000Z",
        "DTSTART:20270701T100000Z",
        "SUMMARY:One\\; two\\, three\\\\",
        "DESCRIPTION:First\\nsecond",
        "URL:https://portal/1",
        "STATUS:TENTATIVE",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_long_lines_are_folded_between_characters():
    summary = "é€" * 60
    found = [line for line in lines(Event("u", NOW, summary)) if line.startswith((" ", "SUMMARY"))]

    assert all(len(line.encode()) <= 75 for line in found)
    assert "".join(line.removeprefix(" ") for line in found) == f"SUMMARY:{summary}"
