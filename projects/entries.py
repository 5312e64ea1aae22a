"""Adding, removing, bringing back and ordering the repeating entries of the form.

A removed entry only steps out of sight: its texts, its figures and what hangs under it come back with it.
"""

from __future__ import annotations

import uuid
from typing import Literal

from django.db import transaction
from django.db.models import Case, F, Max, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from projects.form import GROUPS, Group, fields_of_group, is_shown, uses_of
from projects.form.places import row_place, section_place
from projects.locking import edited
from projects.models import Entry, Project
from projects.opening import above_entry

# Beyond the place of any entry.
ASIDE = 16_000


@transaction.atomic
def add(
    project: Project, kind: str, *, by: User, parent: Entry | None = None, key: uuid.UUID | None = None
) -> Entry:
    """Add an entry as the last of its kind, under `parent` where the kind asks for one.

    The same `key` gives the same entry, however often. DomainError when the call does not ask for such
    entries or there are as many as there may be.
    """
    project = edited(project, by, places=_around(kind, parent))
    group = _group(project, kind)
    known = Entry.objects.filter(creation_key=key).first() if key else None
    if known is not None:
        return _own(known, project, kind)
    place = _place(project, group, parent)
    _leave_room(_siblings(project, kind, place), group)
    every = Entry.objects.filter(project=project, kind=kind, parent=place)
    entry = Entry.objects.create(
        project=project,
        kind=kind,
        parent=place,
        position=(every.aggregate(last=Max("position"))["last"] or 0) + 1,
        creation_key=key or uuid.uuid4(),
    )
    _record(project, f"add {kind}", by, new=_facts(entry))
    return entry


@transaction.atomic
def remove(entry: Entry, *, by: User) -> None:
    """Take an entry out of the proposal, with what hangs under it. `restore` brings it back.

    DomainError for a unit cost that rows of the budget use.
    """
    project = edited(entry.project, by, places=_places(entry))
    fresh = Entry.objects.present().filter(pk=entry.pk).first()
    if fresh is None:
        raise DomainError(_("This line is gone already. Reload the page."))
    if fresh.priced_items.exists():
        raise DomainError(_("Rows of the budget use this unit cost. Take it out of them first."))
    Entry.objects.filter(pk=fresh.pk).update(removed_at=timezone.now(), removed_by=by)
    _record(project, f"remove {fresh.kind}", by, old=_facts(fresh))


@transaction.atomic
def restore(entry: Entry, *, by: User) -> Entry:
    """Bring a removed entry back to its place, with what hung under it then."""
    project = edited(entry.project, by, places=_places(entry))
    fresh = Entry.objects.select_related("parent__parent").filter(pk=entry.pk).first()
    if fresh is None:
        raise DomainError(_("This line no longer exists."))
    if fresh.removed_at is None:
        return fresh
    group = _group(project, fresh.kind)
    if fresh.parent is not None and not Entry.objects.present().filter(pk=fresh.parent.pk).exists():
        raise DomainError(
            _("What this line belonged to was removed too. Bring that back first: this comes with it.")
        )
    _leave_room(_siblings(project, fresh.kind, fresh.parent), group)
    fresh.removed_at, fresh.removed_by = None, None
    fresh.save(update_fields=["removed_at", "removed_by"])
    _record(project, f"restore {fresh.kind}", by, new=_facts(fresh))
    return fresh


@transaction.atomic
def move(
    entry: Entry, *, by: User, position: int | None = None, way: Literal["up", "down"] | None = None
) -> None:
    """Put an entry at another place among those beside it, 1 being the first; or one place up or down."""
    project = edited(entry.project, by, places=_around(entry.kind, entry.parent))
    fresh = Entry.objects.present().filter(pk=entry.pk).first()
    if fresh is None:
        raise DomainError(_("This line is gone already. Reload the page."))
    beside = list(_siblings(project, fresh.kind, fresh.parent).values_list("pk", "position"))
    order = [pk for pk, _position in beside]
    old = order.index(fresh.pk) + 1
    wanted = position if position is not None else old + {"up": -1, "down": 1}.get(way or "", 0)
    goal = max(1, min(wanted, len(order)))
    if goal == old:
        return
    order.insert(goal - 1, order.pop(old - 1))
    places = zip(order, (place for _pk, place in beside), strict=True)
    cases = [When(pk=pk, then=Value(place)) for pk, place in places]
    moved = Entry.objects.filter(pk__in=order)
    # first aside, so that no two ever stand at one place
    moved.update(position=F("position") + ASIDE)
    moved.update(position=Case(*cases))
    facts = {"entry": str(fresh.uid)}
    _record(project, f"move {fresh.kind}", by, old={**facts, "place": old}, new={**facts, "place": goal})


def _around(kind: str, parent: Entry | None) -> tuple[str, ...]:
    """The places of the form in which entries of a kind stand: their section, and what they hang under."""
    section = (section_place(GROUPS[kind].section),) if kind in GROUPS else ()
    return (*section, *((row_place(parent.kind, parent.uid), *above_entry(parent)) if parent else ()))


def _places(entry: Entry) -> tuple[str, ...]:
    return (*_around(entry.kind, entry.parent), row_place(entry.kind, entry.uid))


def _group(project: Project, kind: str) -> Group:
    """What the form says of such entries, if the call shows them in this step."""
    group = GROUPS.get(kind)
    uses = uses_of(project.call, project.step)
    if group is None or not any(is_shown(uses, field.key) for field in fields_of_group(kind)):
        raise DomainError(_("This call does not ask for this. Reload the page."))
    return group


def _place(project: Project, group: Group, parent: Entry | None) -> Entry | None:
    """The entry under which a new one hangs, as it is now."""
    if not group.parent:
        return None
    found = Entry.objects.present().filter(project=project, kind=group.parent)
    place = found.filter(pk=parent.pk).first() if parent else None
    if place is None:
        raise DomainError(_("What this would belong to is no longer in the proposal. Reload the page."))
    return place


def _siblings(project: Project, kind: str, parent: Entry | None) -> QuerySet[Entry]:
    present = Entry.objects.present().filter(project=project, kind=kind, parent=parent)
    return present.order_by("position", "pk")


def _leave_room(siblings: QuerySet[Entry], group: Group) -> None:
    if siblings.count() >= group.most:
        text = _("There can be at most %(limit)d here: %(name)s. Remove one first.")
        raise DomainError(text % {"limit": group.most, "name": group.plural})


def _own(entry: Entry, project: Project, kind: str) -> Entry:
    if entry.project_id != project.pk or entry.kind != kind:
        raise DomainError(_("This form was used already. Reload the page and start from there."))
    return entry


def _facts(entry: Entry) -> dict[str, object]:
    return {
        "entry": str(entry.uid),
        "kind": entry.kind,
        "under": str(entry.parent.uid) if entry.parent else "",
        "position": entry.position,
    }


def _record(project: Project, action: str, by: User, *, old: object = None, new: object = None) -> None:
    project.changed_at = timezone.now()
    project.save(update_fields=["changed_at"])
    trail.record(project.chain, action.replace("_", " "), by=by, old=old, new=new)
