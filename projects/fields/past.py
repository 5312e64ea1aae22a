"""What stood in a field before, and bringing it back."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from projects.fields.locking import known
from projects.fields.outcomes import InvalidValue, Saved, token_of
from projects.fields.routing import target_of
from projects.fields.saving import save
from projects.form import FullKey, find
from projects.models import Answer, AnswerRevision, FieldChange, Project


class History(NamedTuple):
    """One value that a field had. `id` names it to `restore`."""

    value: str
    by: User
    at: datetime
    id: int


def history(project: Project, key: str, language: str = "") -> list[History]:
    """The values that a field had, newest first, each with who saved it and when."""
    full = find(key, language)
    if full is not None and not full.field.is_column:
        texts = _revisions(project, full).select_related("saved_by")
        return [History(row.text, row.saved_by, row.saved_at, row.revision) for row in texts]
    changes = FieldChange.objects.filter(project=project.pk, key=key).select_related("by")
    return [History(row.new, row.by, row.at, row.pk) for row in changes]


def restore(project: Project, key: str, *, to: int, by: User) -> Saved:
    """Let a field say again what it said after the save that `to` names (History.id): as a new save.

    InvalidValue when the field never had that value or no longer takes it, StaleValue when somebody saves at
    the same moment, NotAllowed as with `save`.
    """
    full = known(key)
    value = _past(project, full, to)
    if value is None:
        raise InvalidValue(_("This field never had that value. Reload the page."))
    return save(project, key, value, base=_token(project, full), by=by)


def _revisions(project: Project, full: FullKey) -> QuerySet[AnswerRevision]:
    return AnswerRevision.objects.filter(
        answer__project=project.pk, answer__field=full.name, answer__language=full.language
    )


def _past(project: Project, full: FullKey, to: int) -> str | None:
    if not full.field.is_column:
        return _revisions(project, full).filter(revision=to).values_list("text", flat=True).first()
    changes = FieldChange.objects.filter(project=project.pk, key=full.name, pk=to)
    return changes.values_list("new", flat=True).first()


def _token(project: Project, full: FullKey) -> str:
    if full.field.is_column:
        return token_of(target_of(project, full, "").current)
    answer = Answer.objects.filter(project=project.pk, field=full.name, language=full.language).first()
    return str(answer.revision) if answer else "0"
