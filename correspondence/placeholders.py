"""The names that stand for something in a letter, and putting in what they stand for.

A placeholder is a name in double braces, "{{ project }}". Nothing else in a text has a meaning: no template
language reads what a programme wrote.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils import formats, timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OBJECTION = "objection_until"
_MARK = re.compile(r"\{\{[ \t]{0,9}([A-Za-z_][A-Za-z0-9_.|-]{0,40})[ \t]{0,9}\}\}")
_LOOSE = re.compile(r"\{\{[^{}\n]{0,60}\}\}|\{%[^%\n]{0,60}%\}")
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True)
class Placeholder:
    """What a name stands for. Without its value an optional one takes its paragraph with it."""

    name: str
    label: str | Promise
    is_optional: bool = False


@dataclass(frozen=True)
class LetterKind:
    """A letter that a programme can word itself."""

    label: str | Promise
    group: str | Promise
    names: tuple[str, ...]
    can_be_objected: bool = False


@dataclass(frozen=True)
class Piece:
    """A stretch of a filled text: plain when `name` is empty, else what stands for that placeholder."""

    text: str
    name: str = ""
    is_missing: bool = False


PLACEHOLDERS: Mapping[str, Placeholder] = {
    one.name: one
    for one in (
        Placeholder("recipient", _("name of the person who gets the letter")),
        Placeholder("project", _("number and acronym of the proposal")),
        Placeholder("code", _("number of the proposal")),
        Placeholder("acronym", _("acronym of the proposal")),
        Placeholder("call", _("title of the call")),
        Placeholder("programme", _("name of the programme")),
        Placeholder("address", _("address of the proposal in the portal")),
        Placeholder("decided_on", _("date of the decision")),
        Placeholder("decided_by", _("who decided, as the subject of a sentence")),
        Placeholder("conditions", _("conditions of the approval")),
        Placeholder("granted", _("Granted, where it was cut (EUR)"), is_optional=True),
        Placeholder("closes", _("when step 2 closes, in the call's time zone")),
        Placeholder("due", _("until when an answer is asked for, in the call's time zone")),
        Placeholder("corrections", _("the parts of the form to correct, each with its note")),
        Placeholder("open_parts", _("sections opened for a modification, unless all are"), is_optional=True),
        Placeholder("submit_by", _("day by which a modification is to be submitted"), is_optional=True),
        Placeholder("in_force_on", _("day from which a modification is in force")),
        Placeholder("note", _("reason, or what the secretariat adds"), is_optional=True),
        Placeholder(OBJECTION, _("last day to object; set when the letter leaves"), is_optional=True),
    )
}
_ALWAYS = ("recipient", "project", "code", "acronym", "call", "programme", "address", "note")
_DECISION = (*_ALWAYS, "decided_on", OBJECTION)
_DECISIONS, _STEP_1, _STEPS, _APPEALS, _GENERAL = (
    _("Decisions"),
    _("Decisions in step 1"),
    _("Steps of a project"),
    _("Objections"),
    _("Other letters"),
)


def _decision(label: str | Promise, group: str | Promise, *more: str) -> LetterKind:
    return LetterKind(label, group, (*_DECISION, *more), can_be_objected=True)


def _step(label: str | Promise, group: str | Promise = _STEPS, *more: str) -> LetterKind:
    return LetterKind(label, group, (*_ALWAYS, "decided_on", *more))


KINDS: Mapping[str, LetterKind] = {
    "decision_eligible": LetterKind(_("Eligible"), _DECISIONS, (*_ALWAYS, "decided_on")),
    "decision_ineligible": _decision(_("Not eligible"), _DECISIONS),
    "decision_approved": _decision(_("Approved"), _DECISIONS, "decided_by", "granted"),
    "decision_approved_with_conditions": _decision(
        _("Approved with conditions"), _DECISIONS, "decided_by", "conditions", "granted"
    ),
    "decision_reserve": _decision(_("On the reserve list"), _DECISIONS, "decided_by"),
    "decision_postponed": LetterKind(_("Postponed"), _DECISIONS, (*_ALWAYS, "decided_on", "decided_by")),
    "decision_not_approved": _decision(_("Not approved"), _DECISIONS, "decided_by"),
    "decision_reverted": _step(_("Decision undone"), _DECISIONS),
    "step1_eligible": LetterKind(_("Eligible in step 1"), _STEP_1, (*_ALWAYS, "decided_on")),
    "step1_ineligible": _decision(_("Not eligible in step 1"), _STEP_1),
    "step1_approved": _decision(_("Goes on to step 2"), _STEP_1, "closes"),
    "step1_approved_with_conditions": _decision(
        _("Goes on to step 2 under conditions"), _STEP_1, "closes", "conditions"
    ),
    "step1_not_approved": _decision(_("Does not go on to step 2"), _STEP_1),
    "step_return_to_applicant": _step(_("Returned to be completed")),
    "step_take_back": _step(_("Taken back as it was submitted")),
    "correction_asked": LetterKind(_("Corrections asked for"), _STEPS, (*_ALWAYS, "corrections", "due")),
    "correction_extended": LetterKind(_("More time for corrections"), _STEPS, (*_ALWAYS, "due")),
    "step_return_for_conditions": _step(_("Open again to meet the conditions")),
    "step_hand_back": _step(_("Handed back for further changes")),
    "step_open_modification": _step(_("Modification opened"), _STEPS, "open_parts", "submit_by"),
    "step_approve_modification": _step(_("Modification approved"), _STEPS, "in_force_on"),
    "step_reject_modification": _step(_("Modification not approved")),
    "step_cancel_modification": _step(_("Modification cancelled")),
    "step_set_contracted": _step(_("Contract recorded")),
    "general_letter": LetterKind(_("Letter in your own words"), _GENERAL, _ALWAYS),
    "appeal_inadmissible": _step(_("Objection not admissible"), _APPEALS),
    "appeal_upheld": _step(_("Objection upheld"), _APPEALS),
    "appeal_partly_upheld": _step(_("Objection partly upheld"), _APPEALS),
    "appeal_dismissed": _step(_("Objection dismissed"), _APPEALS),
}


def unknown_in(kind: str, text: str) -> list[tuple[str, str]]:
    """What looks like a placeholder and is none of this kind's, each with the nearest name or ""."""
    known = KINDS[kind].names
    found = []
    for written in _LOOSE.findall(text):
        mark = _MARK.fullmatch(written)
        name = mark[1] if mark else written.strip("{}% ")
        if mark and name in known:
            continue
        found.append((written, next(iter(difflib.get_close_matches(name, known, n=1, cutoff=0.5)), "")))
    return found


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its values. What lacks one stays as a placeholder, to be seen and mended.

    A paragraph with an optional placeholder that has none is left out, with one before it that ends in a
    colon. The last day to object stays until the letter leaves (`with_objection_day`).
    """
    return "".join(piece.text for piece in pieces(text, values))


def pieces(text: str, values: Mapping[str, str]) -> list[Piece]:
    """The filled text in stretches, so that a page can mark what came from where."""
    return list(_pieces(_without_empty(text, values), values))


def gaps_in(*texts: str) -> list[str]:
    """The placeholders that still stand in texts that should leave; the last day to object is no gap."""
    names = (match[1] for text in texts for match in _MARK.finditer(text))
    return list(dict.fromkeys(name for name in names if name in PLACEHOLDERS and name != OBJECTION))


def with_objection_day(body: str, until: datetime.datetime | None, zone: str, language: str) -> str:
    """The body with the last day to object, when there is one, in the letter's zone and language."""
    if until is None:
        return body
    day = timezone.localtime(until, ZoneInfo(zone) if zone else None)
    with translation.override(language):
        words = formats.date_format(day, "DATE_FORMAT")
    return _MARK.sub(lambda match: words if match[1] == OBJECTION else match[0], body)


def _pieces(text: str, values: Mapping[str, str]) -> Iterator[Piece]:
    at = 0
    for match in _MARK.finditer(text):
        if match[1] not in PLACEHOLDERS:
            continue
        if match.start() > at:
            yield Piece(text[at : match.start()])
        value = values.get(match[1], "").strip()
        if match[1] == OBJECTION or not value:
            yield Piece(f"{{{{ {match[1]} }}}}", match[1], is_missing=match[1] != OBJECTION)
        else:
            yield Piece(value, match[1])
        at = match.end()
    if at < len(text):
        yield Piece(text[at:])


def _without_empty(text: str, values: Mapping[str, str]) -> str:
    """The text without paragraphs whose optional placeholder has no value."""
    kept: list[str] = []
    for paragraph in _BLANK_LINES.split(text.replace("\r\n", "\n").strip()):
        names = [match[1] for match in _MARK.finditer(paragraph)]
        optional = [name for name in names if name in PLACEHOLDERS and PLACEHOLDERS[name].is_optional]
        if any(not values.get(name, "").strip() for name in optional):
            if kept and kept[-1].rstrip().endswith(":") and "{{" not in kept[-1]:
                kept.pop()
            continue
        kept.append(paragraph)
    return "\n\n".join(kept)
