"""Saving fields without ever overwriting what somebody else wrote.

A save names the token of the value that it was based on. It locks the project's row, so that a save and a
submit come one after the other: an edit is in the frozen version, or refused.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.errors import NotAllowed
from core.retry import retried
from projects.fields.current import tokens
from projects.fields.locking import known, lock, refusal
from projects.fields.outcomes import Current, InvalidValue, Saved, StaleValue, token_of
from projects.fields.routing import target_of
from projects.fields.texts import save_text
from projects.fields.values import canonical
from projects.form import FullKey, full_key
from projects.models import AnswerRevision, FieldChange, Project
from projects.permissions import ANY_PART

Outcome = Saved | StaleValue | InvalidValue


@retried
def save(project: Project, key: str, value: str, *, base: str, by: User, language: str = "") -> Saved:
    """Store what a person typed in one field, read in the active language. Three SQL statements for a text.

    `base` is the token of the value that the person saw. Saving what is stored already succeeds whatever the
    base: a retry after a lost answer is harmless. StaleValue when another value was saved since, InvalidValue
    when the field does not take it, NotAllowed when the person may not change the project now.
    """
    full = known(key, language)
    wanted = canonical(full.field, value)
    with transaction.atomic():
        lock(project, by, full, wanted)
        if full.field.is_column:
            saved, changed = _save_column(project, full, wanted, base=base, by=by)
        else:
            saved, changed = save_text(project, full, wanted, base=base, by=by)
        if not changed:
            # Takes back the time of change that the lock wrote.
            transaction.set_rollback(True)
    return saved


@retried
def save_section(
    project: Project, values: Mapping[str, tuple[str, str]], *, by: User, language: str = ""
) -> dict[str, Outcome]:
    """Store the fields of a page posted as a whole: (typed, base token) by full key.

    What is fine is saved, and each of the others says why not. A field that the person left as it was shown
    is no conflict, even if somebody else changed it since: theirs stays. NotAllowed as with `save`.
    """
    with transaction.atomic():
        editable = Project.objects.editable_by(by, part=ANY_PART).filter(pk=project.pk)
        if not editable.select_for_update(no_key=True).first():
            raise NotAllowed(refusal())
        stored = tokens(project)
        outcomes: dict[str, Outcome] = {}
        waiting = dict(values)
        # Twice, since one field may have to make room for another: a lower rate, a flat rate taken away.
        for _attempt in range(2):
            for key, (typed, base) in waiting.items():
                outcomes[key] = _outcome(project, key, typed, base, by, language, stored)
            waiting = {key: values[key] for key, it in outcomes.items() if isinstance(it, InvalidValue)}
    return {key: outcomes[key] for key in values}


def _outcome(
    project: Project,
    key: str,
    typed: str,
    base: str,
    by: User,
    language: str,
    stored: Mapping[str, Current],
) -> Outcome:
    try:
        full = known(key, language)
        current = stored.get(full_key(full.name, full.language))
        if current and _is_untouched(project, full, canonical(full.field, typed), base, current):
            return Saved(key, full.language, current.token, timezone.now(), current.value)
        return save(project, key, typed, base=base, by=by, language=language)
    except (StaleValue, InvalidValue) as refusal:
        return refusal


def _is_untouched(project: Project, full: FullKey, mine: str, base: str, current: Current) -> bool:
    """Whether the person posted what is stored, or what stood there when the page was made."""
    if mine == current.value:
        return True
    if base == current.token:
        return False
    if full.field.is_column:
        return token_of(mine) == base
    if base == "0":
        return not mine
    seen = AnswerRevision.objects.filter(
        answer__project=project.pk, answer__field=full.name, answer__language=full.language
    )
    return base.isdecimal() and len(base) < 10 and seen.filter(revision=base, text=mine).exists()


def _save_column(project: Project, full: FullKey, value: str, *, base: str, by: User) -> tuple[Saved, bool]:
    target = target_of(project, full, value)
    key, now = full.name, timezone.now()
    saved = Saved(key, "", token_of(value), now, value)
    if value == target.current:
        return saved, False
    if base != token_of(target.current):
        last = FieldChange.objects.filter(project=project.pk, key=key).select_related("by").first()
        theirs = Current(target.current, token_of(target.current))
        raise StaleValue(value, theirs, by=last.by if last else None, at=last.at if last else None)
    target.check()
    changes = [FieldChange(key=key, old=target.current, new=value), *(target.write() or [])]
    for change in changes:
        change.project_id, change.by, change.at = project.pk, by, now
    FieldChange.objects.bulk_create(changes)
    return saved, True
