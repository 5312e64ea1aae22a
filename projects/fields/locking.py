"""Whether a person may change a field now: asked once, in the statement that takes the project's lock."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from calls.models import Call, CallField
from core.errors import NotAllowed
from projects.fields.outcomes import GONE, InvalidValue
from projects.fields.texts import row_condition, value_condition
from projects.form import FIELDS, FormField, FullKey, find
from projects.form.places import places_of
from projects.models import FieldChange, Project
from projects.opening import closed_text, places_above
from projects.permissions import part_of
from projects.states import STEP1


def known(key: str, language: str = "") -> FullKey:
    """The key taken apart. InvalidValue when the form has no such field."""
    name = key + language
    is_plain = name.isascii() and name.isprintable() and len(name) <= FieldChange.KEY_LENGTH
    full = find(key, language) if is_plain else None
    if full is None:
        raise InvalidValue(_("The form has no such field. Reload the page."))
    return full


def lock(project: Project, by: User, full: FullKey, value: str) -> None:
    """Take the project's row for this transaction, if the person may change this field of it now.

    One UPDATE is lock, permission and time of change at once; the state is judged on the locked row. The
    conditions stay free of joins: with one, the state would be read before the lock.
    """
    part = part_of(full.field.group, full.row)
    places = (*places_of(full), *places_above(project, full))
    editable = Project.objects.editable_by(by, part=part, places=places).filter(pk=project.pk)
    conditions = _conditions(full, value)
    if editable.filter(*(condition for condition, _text in conditions)).update(changed_at=timezone.now()):
        return
    if not editable.exists():
        is_closed = Project.objects.editable_by(by, part=part).filter(pk=project.pk).exists()
        raise NotAllowed(closed_text(project) if is_closed else refusal())
    for condition, text in conditions:
        if not editable.filter(condition).exists():
            raise InvalidValue(text)
    raise InvalidValue(_("This field was just changed. Try again."))


def refusal() -> str:
    return _(
        "You cannot change this now: the proposal was submitted, or your rights to it have changed, "
        "or this belongs to another partner."
    )


def _conditions(full: FullKey, value: str) -> list[tuple[Q, str]]:
    """What must hold of the project for the field to be saved, each with what to say when it does not."""
    found = []
    if not full.field.is_fixed or full.field.follows:
        found.append((_shown(full.field), _("This call does not ask for this. Reload the page.")))
    if full.language:
        asked = Call.objects.filter(pk=OuterRef("call_id"), languages__contains=[full.language])
        found.append((Q(Exists(asked)), _("This call does not ask for a text in this language.")))
    if not full.field.is_column:
        found.append((row_condition(full), str(GONE)))
        found.append((value_condition(full, value), _("Choose one that this call offers.")))
    return [(condition, text) for condition, text in found if condition]


def _shown(field: FormField) -> Q:
    """That the call shows the field in the step in which the project is."""
    field = FIELDS[field.follows] if field.follows else field
    rows = CallField.objects.filter(call=OuterRef("call_id"), key=field.key)
    hidden = Q(Exists(rows.filter(use="hidden")))
    later = Q(Exists(rows.filter(step=2)), state__in=STEP1)
    if field.default_use == "hidden":
        return Q(Exists(rows.exclude(use="hidden"))) & ~later
    return ~hidden & ~later
