"""What one person writes on a page of many fields, kept field by field, never over what another page saved.

The keys of a sheet of scores are "value.<criterion>" and "comment.<criterion>" (the criterion's primary key),
and names of its own texts and choices. A save names the token of what the page showed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import ConsolidatedScore, Score
from calls.models import Call
from core.errors import DomainError
from projects.fields import Current, InvalidValue, Saved, StaleValue
from projects.fields.outcomes import token_of
from projects.lifecycle.moves import clean_text

VALUE, COMMENT = "value", "comment"
NOTE_LENGTH = 10_000
Outcome = Saved | StaleValue | InvalidValue


class Sheet(Protocol):
    """A sheet that a person may write in now, its row locked; `stored` is what it holds by key."""

    stored: dict[str, Stored]

    def canonical(self, key: str, typed: str) -> str:
        """What was typed as it would be stored; InvalidValue when the field does not take it."""

    def write(self, key: str, value: str) -> None:
        """Store the value of one field."""


@dataclass(frozen=True)
class Stored:
    """A field as it stands, and when it was saved (None: not known)."""

    value: str
    at: datetime | None = None

    @property
    def token(self) -> str:
        """What a save of this field must name."""
        return token_of(self.value)


def scores_stored(criteria: Iterable[int], scores: Iterable[Score | ConsolidatedScore]) -> dict[str, Stored]:
    """Value and comment for each of the criteria, blank where nothing was given."""
    given = {score.criterion_id: score for score in scores}
    found: dict[str, Stored] = {}
    for pk in criteria:
        score = given.get(pk)
        at = score.saved_at if score else None
        value = "" if score is None or score.value is None else str(score.value)
        found[f"{VALUE}.{pk}"] = Stored(value, at)
        found[f"{COMMENT}.{pk}"] = Stored(score.comment if score else "", at)
    return found


def save(sheet: Sheet, key: str, typed: str, *, base: str, by: User) -> Saved:
    """Store one field. Saving what is stored already succeeds whatever the base: a retry is harmless.

    StaleValue when another page saved another value since; InvalidValue when the field does not take it.
    """
    stored = sheet.stored.get(key)
    if stored is None:
        raise InvalidValue(_("This field is no longer part of this page. Reload it."))
    value = sheet.canonical(key, typed)
    saved = Saved(key, "", token_of(value), timezone.now(), value)
    if value == stored.value:
        return saved
    if base != stored.token:
        raise StaleValue(value, Current(stored.value, stored.token), by=by, at=stored.at)
    sheet.write(key, value)
    sheet.stored[key] = Stored(value, saved.saved_at)
    return saved


def save_all(sheet: Sheet, values: Mapping[str, tuple[str, str]], *, by: User) -> dict[str, Outcome]:
    """Store the fields of a page posted as a whole: (typed, base token) by key; what is fine is saved.

    A field that was left as the page showed it is no conflict, even if another page changed it: that stays.
    """
    outcomes: dict[str, Outcome] = {}
    for key, (typed, base) in values.items():
        stored = sheet.stored.get(key)
        try:
            untouched = stored is not None and token_of(sheet.canonical(key, typed)) == base
            if stored is not None and untouched and base != stored.token:
                outcomes[key] = Saved(key, "", stored.token, timezone.now(), stored.value)
            else:
                outcomes[key] = save(sheet, key, typed, base=base, by=by)
        except (StaleValue, InvalidValue) as refusal:
            outcomes[key] = refusal
    return outcomes


def as_scored(call: Call, key: str, typed: str, choices: Mapping[str, Collection[str]]) -> str:
    """What was typed in a sheet of scores of this call; `choices` are its fields with fixed answers."""
    name, _dot, pk = key.partition(".")
    if name == VALUE and pk:
        return _score(call, typed.strip())
    if name in choices:
        if typed and typed not in choices[name]:
            raise InvalidValue(_("Choose from the list."))
        return typed
    return as_text(typed, NOTE_LENGTH)


def as_text(typed: str, limit: int) -> str:
    """A text of at most `limit` characters, its line ends made one kind."""
    try:
        return clean_text(typed.replace("\r\n", "\n").replace("\r", "\n"), limit)
    except DomainError as refusal:
        raise InvalidValue(refusal.text) from refusal


def _score(call: Call, typed: str) -> str:
    if not typed:
        return ""
    is_number = typed.isascii() and typed.isdecimal() and len(typed) < 4
    if not is_number or not call.score_lowest <= int(typed) <= call.score_highest:
        scale = {"lowest": call.score_lowest, "highest": call.score_highest}
        raise InvalidValue(_("Give a whole score from %(lowest)d to %(highest)d.") % scale)
    return str(int(typed))
