"""The letters and reminders of a correction round, each in its reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import override

from accounts.models import User
from correspondence import outbox
from correspondence.drafting import draft
from correspondence.placeholders import fill
from projects import mails, moments
from projects.corrections.naming import name_of
from projects.dossier import Dossier
from projects.models import Correction, Project


def preview(correction: Correction, project: Project, frozen: Dossier, to: User) -> tuple[str, str]:
    """Subject and body of the letter as it would be drafted for this person."""
    words = mails.words_of(project, "correction_asked", to, mails.values_of(project, to, to.language))
    values = {
        **mails.values_of(project, to, words.language),
        **_asked(correction, project, frozen, words.language),
    }
    return fill(words.subject, values), fill(words.body, values)


def draft_request(correction: Correction, project: Project, frozen: Dossier, *, by: User) -> None:
    """A letter to each manager; it waits in the outbox for confirmation."""
    for person in mails.managers_of(project):
        language = _language(project, "correction_asked", person)
        facts = _asked(correction, project, frozen, language)
        _draft(correction, project, "correction_asked", "asked", facts, to=person, by=by)


def draft_extension(correction: Correction, project: Project, *, by: User, note: str) -> None:
    """A letter to each manager that there is more time."""
    for person in mails.managers_of(project):
        language = _language(project, "correction_extended", person)
        facts = {"note": note, "due": _until(correction, project, language)}
        name = f"extended-{correction.revision}"
        _draft(correction, project, "correction_extended", name, facts, to=person, by=by)


def remind(
    correction: Correction, project: Project, *, to: User, by: User | None, key: str, left: str
) -> None:
    """A reminder that leaves at once; `left` is the time left in words, blank when it has passed."""
    outbox.write(
        "correction_reminder",
        to=to,
        template="correction_reminder" if left else "correction_overdue",
        context={"project": project, "left": left, "due": _until(correction, project, to.language)},
        about=project.chain,
        programme=mails.outbox_of(project),
        by=by,
        dedupe_key=f"correction:{correction.uid}:{key}:{to.pk}",
        confirmed=True,
    )


def _asked(correction: Correction, project: Project, frozen: Dossier, language: str) -> dict[str, str]:
    """What the letter tells: each place by its name in the letter's language, its note, and the day."""
    with override(language):
        items = [f"{name_of(frozen, one.key)}\n{one.note}" for one in correction.items.all()]
    return {
        "corrections": "\n\n".join(items),
        "note": correction.note,
        "due": _until(correction, project, language),
    }


def _until(correction: Correction, project: Project, language: str) -> str:
    return moments.planned_for(correction.due, project.call.time_zone, language) if correction.due else ""


def _language(project: Project, kind: str, to: User) -> str:
    return mails.words_of(project, kind, to, mails.values_of(project, to, to.language)).language


def _draft(
    correction: Correction,
    project: Project,
    kind: str,
    name: str,
    facts: Mapping[str, str],
    *,
    to: User,
    by: User,
) -> None:
    words = mails.words_of(project, kind, to, mails.values_of(project, to, to.language))
    draft(
        words,
        kind,
        to=to,
        values={**mails.values_of(project, to, words.language), **facts},
        about=project.chain,
        programme=mails.outbox_of(project),
        by=by,
        dedupe_key=f"correction:{correction.uid}:{name}:{to.pk}",
        time_zone=project.call.time_zone,
    )
