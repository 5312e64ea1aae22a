"""Where the confirmation by a second person stands, for one of the people who write the proposal."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from projects import lifecycle, mails
from projects.dossier import Dossier
from projects.models import Project, SubmissionRequest
from projects.states import Level, reaches


@dataclass(frozen=True)
class Second:
    """The open request, if there is one; `is_current` when it fits what is stored now."""

    request: SubmissionRequest | None
    is_current: bool
    may_confirm: bool
    others: tuple[User, ...]


def second_person(project: Project, written: Dossier, *, user: User, level: Level) -> Second | None:
    """None where one person may submit alone; two queries elsewhere."""
    if not project.call.needs_second_confirmation:
        return None
    waiting = SubmissionRequest.objects.open_of(project)
    is_current = waiting is not None and waiting.digest == lifecycle.digest_of(written)
    is_another = waiting is not None and (waiting.by_id != user.pk or project.is_rehearsal)
    return Second(
        request=waiting,
        is_current=is_current,
        may_confirm=is_current and is_another and reaches(level, Level.MANAGE),
        others=tuple(mails.managers_of(project).exclude(pk=user.pk)),
    )
