"""Saving fields without ever overwriting what somebody else wrote.

A save names the token of the value that it was based on. It locks the project's row, so that a save and a
submit come one after the other: an edit is in the frozen version, or refused.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from calls.models import Call
from core.errors import NotAllowed
from projects.fields.current import tokens
from projects.fields.outcomes import Current, InvalidValue, Saved, StaleValue, token_of
from projects.fields.targets import target_of
from projects.fields.values import canonical
from projects.form import FullKey, find, full_key
from projects.models import Answer, AnswerRevision, FieldChange, Project
from projects.permissions import ANY_PART, part_of

Outcome = Saved | StaleValue | InvalidValue


def save(project: Project, key: str, value: str, *, base: str, by: User, language: str = "") -> Saved:
    """Store what a person typed in one field, read in the active language. Six SQL statements at most.

    `base` is the token of the value that the person saw. Saving what is stored already succeeds whatever the
    base: a retry after a lost answer is harmless. StaleValue when another value was saved since, InvalidValue
    when the field does not take it, NotAllowed when the person may not change the project now.
    """
    full = _known(key, language)
    wanted = canonical(full.field, value)
    with transaction.atomic():
        _lock(project, by, full, key)
        if full.field.multilingual:
            saved, changed = _save_text(project, full, wanted, base=base, by=by)
        else:
            saved, changed = _save_structured(project, full, key, wanted, base=base, by=by)
        if not changed:
            # Takes back the time of change that the lock wrote.
            transaction.set_rollback(True)
    return saved


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
            raise NotAllowed(_refusal())
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
        full = _known(key, language)
        current = stored.get(full_key(full.field.key, full.language) if full.language else key)
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
    if not full.field.multilingual:
        return token_of(mine) == base
    if base == "0":
        return not mine
    seen = AnswerRevision.objects.filter(
        answer__project=project.pk, answer__field=full.field.key, answer__language=full.language
    )
    return base.isdecimal() and len(base) < 10 and seen.filter(revision=base, text=mine).exists()


def _known(key: str, language: str) -> FullKey:
    name = key + language
    is_plain = name.isascii() and name.isprintable() and len(name) <= FieldChange.KEY_LENGTH
    full = find(key, language) if is_plain else None
    if full is None:
        raise InvalidValue(_("The form has no such field. Reload the page."))
    return full


def _lock(project: Project, by: User, full: FullKey, key: str) -> None:
    """Take the project's row for this transaction, if the person may change this field of it now.

    One UPDATE is lock, permission and time of change at once; the state is judged on the locked row. The
    conditions stay free of joins: with one, the state would be read before the lock.
    """
    part = part_of(key.partition(".")[0], full.row)
    editable = Project.objects.editable_by(by, part=part).filter(pk=project.pk)
    asked = Call.objects.filter(pk=OuterRef("call_id"), languages__contains=[full.language])
    taken = editable.filter(Exists(asked)) if full.language else editable
    if taken.update(changed_at=timezone.now()):
        return
    if editable.exists():
        raise InvalidValue(_("This call does not ask for a text in this language."))
    raise NotAllowed(_refusal())


def _refusal() -> str:
    return _(
        "You cannot change this now: the proposal was submitted, or your rights to it have changed, "
        "or this belongs to another partner."
    )


def _save_text(project: Project, full: FullKey, text: str, *, base: str, by: User) -> tuple[Saved, bool]:
    field, language = full.field.key, full.language
    answer = Answer.objects.filter(project=project.pk, field=field, language=language).first()
    current = Current(answer.text, str(answer.revision)) if answer else Current("", "0")
    now = timezone.now()
    if text == current.value:
        at = answer.saved_at if answer else now
        return Saved(field, language, current.token, at, text), False
    if base != current.token:
        who = (answer.saved_by, answer.saved_at) if answer else (None, None)
        raise StaleValue(text, current, by=who[0], at=who[1])
    if answer is None:
        answer = Answer(project_id=project.pk, field=field, language=language, revision=0)
    answer.text, answer.revision, answer.saved_by, answer.saved_at = text, answer.revision + 1, by, now
    answer.save()
    AnswerRevision.objects.create(
        answer=answer, revision=answer.revision, text=text, saved_by=by, saved_at=now
    )
    return Saved(field, language, str(answer.revision), now, text), True


def _save_structured(
    project: Project, full: FullKey, key: str, value: str, *, base: str, by: User
) -> tuple[Saved, bool]:
    target = target_of(project, full, value)
    now = timezone.now()
    saved = Saved(key, "", token_of(value), now, value)
    if value == target.current:
        return saved, False
    if base != token_of(target.current):
        last = FieldChange.objects.filter(project=project.pk, key=key).select_related("by").first()
        theirs = Current(target.current, token_of(target.current))
        raise StaleValue(value, theirs, by=last.by if last else None, at=last.at if last else None)
    target.check()
    target.write()
    FieldChange.objects.create(project_id=project.pk, key=key, old=target.current, new=value, by=by, at=now)
    return saved, True
