"""Adding, changing, retiring and removing what a programme sets up; each with its entry in the trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import ManyToManyField, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from programmes.models import ProgrammePeriod, SpentKey, StaffRole
from programmes.setting_up.checks import require_sound
from programmes.setting_up.facts import facts_of, wanted_facts
from programmes.setting_up.parts import Part
from programmes.setting_up.uses import uses_of
from programmes.states import Role

M = TypeVar("M", bound=Model)
CHANGED_HERE = "seed: set in the portal by the programme"


class Stale(DomainError):
    """Somebody else changed the row since the form was opened. `fields` are those that differ now."""

    def __init__(self, fields: tuple[str, ...], now: Mapping[str, Any], part: Part) -> None:
        self.fields = fields
        self.now = now
        names = ", ".join(part.label_of(name) for name in fields)
        super().__init__(
            _("Somebody else has changed this meanwhile: %(names)s. Compare, then save again.")
            % {"names": names}
        )


@transaction.atomic
def create(
    part: Part, edition: ProgrammePeriod, values: Mapping[str, Any], *, by: User, key: UUID | None = None
) -> Model:
    """Add a row to a part of the edition. A form's `key` adds once: sent again, it gives the same row.

    Raises NotAllowed, checks.Wrong (with a text for each field), DomainError when the part is full.
    """
    edition = managed(edition, by)
    spent = SpentKey.objects.filter(key=key).first() if key else None
    if spent is not None:
        return _added_before(part, edition, spent)
    row, links = _filled(part.model(), values)
    if part.edition == "programme_period":
        row.programme_period = edition  # type: ignore[attr-defined]
    require_sound(row, part, edition, links)
    _require_room(part, edition, row)
    row.save(force_insert=True)
    _link(row, links)
    if key:
        SpentKey.objects.create(key=key, programme_period=edition, row=row.pk)
    _record("add", part, edition, row, by=by, new=facts_of(row, part))
    return row


@transaction.atomic
def change(row: M, part: Part, values: Mapping[str, Any], *, by: User, seen: Mapping[str, Any]) -> M:
    """Change the fields named in `values`; `seen` are the facts that the form showed (facts.facts_of).

    Raises Stale when somebody else changed a shown field, DomainError when a published call holds a field
    fast, checks.Wrong, NotAllowed. Saving what stands there already changes nothing.
    """
    edition = managed(edition_of(row, part), by)
    now = _again(row)
    before, wanted = facts_of(now, part), wanted_facts(values, part)
    changed = {name for name in wanted if wanted[name] != before[name]}
    theirs = [name for name in wanted if before[name] != seen.get(name) and name in changed]
    if theirs:
        raise Stale(tuple(theirs), before, part)
    if not changed:
        return now
    _require_free(now, part, changed)
    now, links = _filled(now, {name: values[name] for name in changed})
    require_sound(now, part, edition, links)
    _require_room(part, edition, now)
    _own_words(now, changed)
    now.save()
    _link(now, links)
    after = facts_of(now, part)
    _record(
        "change",
        part,
        edition,
        now,
        by=by,
        old={name: before[name] for name in sorted(changed)},
        new={name: after[name] for name in sorted(changed)},
    )
    return now


@transaction.atomic
def retire(row: M, part: Part, *, by: User, retired: bool = True) -> M:
    """Offer the row to new calls and proposals no longer, or (`retired=False`) again."""
    edition = managed(edition_of(row, part), by)
    now = _again(row)
    if now.retired != retired:  # type: ignore[attr-defined]
        now.retired = retired  # type: ignore[attr-defined]
        now.save(update_fields=["retired"])
        _record("retire" if retired else "offer again", part, edition, now, by=by)
    return now


@transaction.atomic
def remove(row: Model, part: Part, *, by: User) -> None:
    """Delete a row that nothing uses; what is in use can only be retired. The database has the last word."""
    edition = managed(edition_of(row, part), by)
    now = _again(row)
    calls = ", ".join(f"“{use.call}”" for use in uses_of(now))
    if calls:
        raise DomainError(
            _("This can't be removed: it is in use by %(calls)s. Retire it instead.") % {"calls": calls}
        )
    facts = facts_of(now, part)
    for field in now._meta.local_many_to_many:
        getattr(now, field.name).clear()
    if hasattr(now, "outputs"):
        now.outputs.clear()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            table = connection.ops.quote_name(now._meta.db_table)
            cursor.execute(f"DELETE FROM {table} WHERE id = %s", [now.pk])  # noqa: S608 (our own table)
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        raise DomainError(
            _("This can't be removed: other parts of the set-up or proposals use it. Retire it instead.")
        ) from error
    _record("remove", part, edition, now, by=by, old=facts)


def managed(edition: ProgrammePeriod, by: User) -> ProgrammePeriod:
    """The edition, locked, so that changes follow one another; NotAllowed for who is no manager of it."""
    locked = ProgrammePeriod.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    holds = StaffRole.objects.filter(user=by, programme=locked.programme_id, role=Role.MANAGER)
    if not by.is_active or not holds.exists():
        raise NotAllowed(_("Only a manager of the programme changes its set-up."))
    return locked


def edition_of(row: Model, part: Part) -> ProgrammePeriod:
    """The edition to which the row belongs."""
    found: Any = row
    for name in part.edition.split("__") if part.edition != "pk" else ():
        found = getattr(found, name)
    return found  # type: ignore[no-any-return]


def chain_of(edition: ProgrammePeriod) -> str:
    """The name of the trail of an edition's set-up."""
    return f"edition:{edition.pk}"


def _again(row: M) -> M:
    found = type(row)._default_manager.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise DomainError(_("Somebody else has removed this. Go back to the list."))
    return found


def _filled(row: M, values: Mapping[str, Any]) -> tuple[M, dict[str, Any]]:
    """The row with the values set, and the values of its many-to-many fields for later."""
    links = {}
    for name, value in values.items():
        if isinstance(row._meta.get_field(name), ManyToManyField):
            links[name] = list(value)
        else:
            setattr(row, name, value)
    return row, links


def _link(row: Model, links: Mapping[str, Any]) -> None:
    for name, targets in links.items():
        getattr(row, name).set(targets)


def _require_room(part: Part, edition: ProgrammePeriod, row: Model) -> None:
    """Refuse one more than the part may hold."""
    kind = getattr(row, "kind", "")
    others = part.rows(edition).exclude(pk=row.pk)
    others = others.filter(kind=kind) if kind in part.most_by else others
    most = part.most_by.get(kind, part.most)
    if others.count() >= most:
        raise DomainError(
            _("There is room for %(most)d of these, and all of it is used. Remove one that nobody uses.")
            % {"most": most}
        )


def _require_free(row: Model, part: Part, changed: set[str]) -> None:
    """Refuse to change what applicants of a published call reckon with."""
    held = [field for field in part.fields if field.is_fixed and field.name in changed]
    calls = [use.call for use in uses_of(row) if use.is_published] if held else []
    if calls:
        raise DomainError(
            _(
                "%(fields)s can't change any more: the published call “%(call)s” uses this. "
                "Retire it and add a new one."
            )
            % {"fields": ", ".join(str(field.label) for field in held), "call": calls[0]}
        )


def _own_words(row: Model, changed: set[str]) -> None:
    """What the programme changed here is stated by itself, wherever it came from before."""
    if getattr(row, "provenance", None):
        row.provenance = {  # type: ignore[attr-defined]
            **{key: source for key, source in row.provenance.items() if key.partition(".")[0] not in changed},  # type: ignore[attr-defined]
            **dict.fromkeys(sorted(changed), CHANGED_HERE),
        }


def _added_before(part: Part, edition: ProgrammePeriod, spent: SpentKey) -> Model:
    found: Model | None = part.rows(edition).filter(pk=spent.row).first()
    if found is None:
        raise DomainError(_("This form was sent before, and what it added is gone. Open a new form."))
    return found


def note_change(edition: ProgrammePeriod, act: str, *, by: User, note: str, **facts: Any) -> None:
    """Write an act into the trail of the edition, which its programme keeps in the portal from then on."""
    ProgrammePeriod.objects.filter(pk=edition.pk, set_up_since=None).update(set_up_since=timezone.now())
    trail.record(chain_of(edition), act, by=by, note=note[:200], **facts)


def _record(act: str, part: Part, edition: ProgrammePeriod, row: Model, *, by: User, **facts: Any) -> None:
    note_change(edition, f"{act} {part.key}", by=by, note=f"{row.pk} {row}", **facts)
