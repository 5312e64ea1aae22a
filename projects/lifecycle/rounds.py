"""A correction round ends with the step that takes the proposal from the applicant: its record says how."""

from __future__ import annotations

from datetime import datetime

from accounts import trail
from accounts.models import User
from projects.models import Correction, CorrectionState, Project, Version


def end_round(
    project: Project, step: str, *, by: User, at: datetime, note: str = "", answer: Version | None = None
) -> None:
    """Close the record of the round that is with the applicant, if there is one. The project is locked."""
    asked = Correction.objects.asked().filter(project=project).first()
    if asked is None:
        return
    if step == "submit":
        asked.state, asked.answered_at, asked.answer = CorrectionState.ANSWERED, at, answer
    else:
        asked.state = CorrectionState.CLOSED if asked.is_overdue else CorrectionState.CANCELLED
        asked.closing_note = note
    asked.closed_by, asked.closed_at = by, at
    asked.save()
    new = {"state": asked.state, "version": answer.number if answer else None}
    trail.record(project.chain, "end correction round", by=by, old={"round": str(asked.uid)}, new=new)
