"""The steps that a person can take now, as buttons, and the steps taken so far, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from projects.models import StateChange
from projects.states import BY_KEY, Step

PAGES = {
    "submit": "apply:submit",
    "start_step_two": "apply:step_two",
    "withdraw": "apply:withdraw",
    "delete_draft": "apply:delete",
}


@dataclass(frozen=True)
class Offer:
    """A button that leads to the page where the step is confirmed."""

    label: str
    address: str
    tone: str


@dataclass(frozen=True)
class Past:
    """A step that was taken; `who` is blank for staff, whom the letters name."""

    words: str
    who: str
    at: datetime
    note: str


def offers(uid: UUID, steps: Iterable[Step]) -> list[Offer]:
    """Buttons for the steps that have a page here."""
    return [
        Offer(str(step.label), reverse(PAGES[step.key], args=[uid]), step.tone)
        for step in steps
        if step.key in PAGES
    ]


def history(changes: Iterable[StateChange]) -> list[Past]:
    """The steps so far, newest first. Notes of staff are shown when they are meant for the applicant."""
    return [_past(change) for change in changes]


def _past(change: StateChange) -> Past:
    step = BY_KEY.get(change.step)
    is_own = step is None or step.level is not None
    note = change.note if is_own or change.step in FOR_APPLICANTS else ""
    who = str(change.by) if is_own and change.by else ""
    return Past(change.get_target_display(), who, change.at, note)


FOR_APPLICANTS = frozenset({"return_to_applicant", "return_for_conditions", "hand_back", "open_modification"})
