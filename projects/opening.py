"""What of the form is open to its writers now: all of it, or the parts of a correction or a modification."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from projects.form import GROUPS, FullKey, find
from projects.form.places import budget_places, places_of, row_place
from projects.models import Contribution, CostItem, Entry, Project
from projects.states import MODIFIED


@dataclass(frozen=True)
class Opening:
    """The open places; None: every one. `above` names the places that a row lies within, by its identity."""

    keys: frozenset[str] | None = None
    above: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, project: Project, above: Mapping[str, tuple[str, ...]] | None = None) -> Opening:
        """What the project's own row says."""
        keys = None if project.open_keys is None else frozenset(project.open_keys)
        return cls(keys, above or {})

    @property
    def is_whole(self) -> bool:
        """Whether nothing is held back."""
        return self.keys is None

    def has(self, places: Iterable[str]) -> bool:
        """Whether one of the places is open."""
        return self.keys is None or not self.keys.isdisjoint(places)

    def has_field(self, key: str) -> bool:
        """Whether the field of a full key is open."""
        if self.keys is None:
            return True
        full = find(key)
        return full is not None and self.has((*places_of(full), *self.above.get(full.row, ())))


WHOLE = Opening()


def places_above(project: Project, full: FullKey) -> tuple[str, ...]:
    """The places within which the field's row lies. One query, and only while a round holds fields back."""
    if project.open_keys is None or not full.row:
        return ()
    group = full.field.group
    if group == "contribution":
        is_number = full.row.isascii() and full.row.isdigit() and len(full.row) < 19
        rows = Contribution.objects.filter(partnership__project=project.pk, pk=full.row if is_number else 0)
        return _money_of(rows.values_list("partnership__uid", flat=True).first())
    try:
        uid = UUID(full.row)
    except ValueError:
        return ()
    if group == "cost":
        items = CostItem.objects.filter(partnership__project=project.pk, uid=uid)
        return _money_of(items.values_list("partnership__uid", flat=True).first())
    if group not in GROUPS or not GROUPS[group].parent:
        return ()
    entries = Entry.objects.filter(project=project.pk, kind=group).select_related("parent__parent")
    entry = entries.filter(uid=uid).first()
    return above_entry(entry) if entry else ()


def above_entry(entry: Entry) -> tuple[str, ...]:
    """The entries that one hangs under, as places; with `parent__parent` at hand, no query."""
    found = []
    above = entry.parent
    while above is not None:
        found.append(row_place(above.kind, above.uid))
        above = above.parent
    return tuple(found)


def _money_of(partner: object) -> tuple[str, ...]:
    return budget_places(str(partner)) if partner else ()


def closed_text(project: Project) -> str:
    """Why something can't be changed while other parts of the project are open."""
    if project.state in MODIFIED:
        return _(
            "Other parts were opened for this modification. This one stays as it was approved; the page "
            "“Modifications” lists what is open."
        )
    return _(
        "The secretariat asked you to correct other parts. This one stays as it was submitted; "
        "the overview of the proposal lists what is open."
    )
