"""What waits for somebody in the demo world: a wish to modify, an objection, a conflict, a failed letter."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from assessments import appeals, declaring, letters
from correspondence import outbox
from correspondence.models import Message
from correspondence.states import MessageState
from projects import contracting
from projects.models import Modification, Project, StateChange
from publications.demo.people import Cast

REFUSED = "SMTPRecipientsRefused: 550 no such mailbox (invented for the demo)"


def _wish(project: Project, who: Cast) -> None:
    """The applicants ask for a modification, and nobody has answered yet."""
    contracting.ask(
        project,
        by=who.applicant,
        key=uuid.uuid5(project.uid, "demo modification"),
        kind=Modification.Kind.MINOR,
        parts=["partners", "budget"],
        reason="Demo: one partner moves; part of its costs goes to another. (invented)",
    )


def _objection(project: Project, who: Cast) -> None:
    """The letter has left, and the applicants object: it waits for the secretariat."""
    _confirm_letters(project, who, state=MessageState.SENT, sent_at=timezone.now())
    text = "Demo: the report names neither our French partner nor the letters of support. (invented)"
    appeals.submit(project, by=who.applicant, text=text, seen=0)


def _conflict(project: Project, who: Cast) -> None:
    """The second assessor may know nothing of this proposal."""
    declaring.declare(
        project, by=who.assessors[1], has_conflict=True, note="Demo: I worked for a partner. (invented)"
    )


def _failed_letter(project: Project, who: Cast) -> None:
    """The mail server of the recipient took the letter back."""
    _confirm_letters(project, who, state=MessageState.FAILED, attempts=1, error=REFUSED)


CASES: Mapping[str, Callable[[Project, Cast], None]] = {
    "wish": _wish,
    "objection": _objection,
    "conflict": _conflict,
    "failed_letter": _failed_letter,
}


def add(project: Project, name: str, who: Cast) -> None:
    """Bring one case about; `name` as in the files of the demo."""
    CASES[name](project, who)


def _confirm_letters(project: Project, who: Cast, **outcome: Any) -> None:
    """Confirm the letters of the newest decision, and note what became of them: no mail server takes part."""
    newest = StateChange.objects.of(project)[0]
    waiting = Message.objects.about(project.chain).awaiting_confirmation()
    for letter in waiting.filter(dedupe_key__startswith=f"{letters.KIND}:{newest.pk}:"):
        outbox.confirm(letter, by=who.officer)
        Message.objects.filter(pk=letter.pk).update(**outcome)
