"""What the secretariat writes in the minutes of a session, kept place by place while it is written."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from accounts import trail
from accounts.models import User
from assessments import sheets
from assessments.committee.access import items_for, kept, undeclared
from assessments.models import Session
from assessments.states import SessionState
from core.retry import retried
from projects.fields import Saved

TEXT_LENGTH = 20_000
WRITTEN_IN = (SessionState.CONVENED, SessionState.OPEN, SessionState.CLOSED)
OPENING, CLOSING, ITEM = "opening", "closing", "item"


class MinutesSheet:
    """The texts of the minutes that this person may write; a `Sheet`.

    Its keys are "opening", "closing", and "item.<primary key>" for each point of the agenda.
    """

    def __init__(self, session: Session, by: User) -> None:
        self.session, self.by = session, by
        self.stored = stored_of(session, by)

    def canonical(self, key: str, typed: str) -> str:
        """What was typed, as it would be stored."""
        return sheets.as_text(typed, TEXT_LENGTH)

    def write(self, key: str, value: str) -> None:
        """Store one text; the trail keeps the words that changed, so that each wording can be found again."""
        _name, _dot, pk = key.partition(".")
        if pk:
            self.session.items.filter(pk=int(pk)).update(minutes_text=value)
        else:
            setattr(self.session, f"{key}_text", value)
            self.session.save(update_fields=[f"{key}_text"])
        start, gone, come = _changed(self.stored[key].value, value)
        place = {"place": key, "from": start}
        chain, old, new = self.session.chain, {**place, "text": gone}, {**place, "text": come}
        trail.record(chain, "write minutes", by=self.by, old=old, new=new)


def stored_of(session: Session, user: User) -> dict[str, sheets.Stored]:
    """What the minutes say at each place that this person may know of."""
    closed = undeclared(session, user)
    items = items_for(session, user).exclude(project__in=closed).values_list("pk", "minutes_text")
    said = {f"{ITEM}.{pk}": sheets.Stored(text) for pk, text in items}
    opening, closing = sheets.Stored(session.opening_text), sheets.Stored(session.closing_text)
    return {OPENING: opening, **said, CLOSING: closing}


@retried
@transaction.atomic
def save_field(session: Session, key: str, typed: str, *, base: str, by: User) -> Saved:
    """Keep one text as typed; `base` is the token of what the page showed (assessments.sheets.save)."""
    return sheets.save(MinutesSheet(kept(session, by, *WRITTEN_IN), by), key, typed, base=base, by=by)


@retried
@transaction.atomic
def save_sheet(
    session: Session, values: Mapping[str, tuple[str, str]], *, by: User
) -> dict[str, sheets.Outcome]:
    """Keep a page posted as a whole: (typed, base token) by key; each text is saved or says why not."""
    return sheets.save_all(MinutesSheet(kept(session, by, *WRITTEN_IN), by), values, by=by)


def _changed(old: str, new: str) -> tuple[int, str, str]:
    """From which character on the texts differ, what went and what came."""
    most = min(len(old), len(new))
    start = next((place for place in range(most) if old[place] != new[place]), most)
    most -= start
    end = next((place for place in range(most) if old[-1 - place] != new[-1 - place]), most)
    return start, old[start : len(old) - end], new[start : len(new) - end]
