"""The letters and reminders of a correction round, each in its reader's language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import override

from accounts.models import User
from correspondence import outbox
from projects import mails
from projects.corrections.naming import name_of
from projects.dossier import Dossier
from projects.models import Correction, Project


def request_context(
    correction: Correction, project: Project, frozen: Dossier, language: str
) -> dict[str, Any]:
    """What the letter tells: each place by its name in the reader's language, its note, and the day."""
    with override(language):
        items = [{"name": name_of(frozen, one.key), "note": one.note} for one in correction.items.all()]
    return {"items": items, "note": correction.note, **_until(correction.due, project, language)}


def preview(correction: Correction, project: Project, frozen: Dossier, to: User) -> tuple[str, str]:
    """Subject and body of the letter as it would be drafted for this person."""
    context = request_context(correction, project, frozen, to.language)
    return outbox.compose("correction_asked", {"recipient": to, "project": project, **context}, to.language)


def draft_request(correction: Correction, project: Project, frozen: Dossier, *, by: User) -> None:
    """A letter to each manager; it waits in the outbox for confirmation."""
    for person in mails.managers_of(project):
        context = request_context(correction, project, frozen, person.language)
        _write(correction, project, "correction_asked", "asked", context, to=person, by=by)


def draft_extension(correction: Correction, project: Project, *, by: User, note: str) -> None:
    """A letter to each manager that there is more time."""
    for person in mails.managers_of(project):
        context = {"note": note, **_until(correction.due, project, person.language)}
        name = f"extended-{correction.revision}"
        _write(correction, project, "correction_extended", name, context, to=person, by=by)


def remind(correction: Correction, project: Project, *, to: User, key: str, left: str) -> None:
    """A reminder that leaves at once."""
    context = {"left": left, **_until(correction.due, project, to.language)}
    _write(correction, project, "correction_reminder", key, context, to=to, by=None, confirmed=True)


def _until(due: datetime | None, project: Project, language: str) -> dict[str, str]:
    zone = project.call.time_zone
    return {"due": mails.moment_for(due, zone, language) if due else "", "zone": zone}


def _write(  # noqa: PLR0913 - a mail has this many facts
    correction: Correction,
    project: Project,
    template: str,
    name: str,
    context: dict[str, Any],
    *,
    to: User,
    by: User | None,
    confirmed: bool = False,
) -> None:
    outbox.write(
        template,
        to=to,
        template=template,
        context={"project": project, **context},
        about=project.chain,
        programme=mails.outbox_of(project),
        by=by,
        dedupe_key=f"correction:{correction.uid}:{name}:{to.pk}",
        confirmed=confirmed,
    )
