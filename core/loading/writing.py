"""Writing what differs, and reporting it: rows are known by natural keys and never deleted unasked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models
from django.db.models.fields.related import ManyToManyField

Row = Mapping[str, Any]
Key = tuple[Any, ...]
M = TypeVar("M", bound=models.Model)


@dataclass
class Kind:
    """What happened to one kind of entry. `gone` are rows that the files no longer hold."""

    name: str
    added: list[str] = field(default_factory=list)
    changed: dict[str, dict[str, tuple[Any, Any]]] = field(default_factory=dict)
    unchanged: int = 0
    gone: dict[str, models.Model] = field(default_factory=dict)
    in_use: dict[str, str] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)

    @property
    def touched(self) -> list[str]:
        """The labels of the rows that the load added, changed or removed."""
        return [*self.added, *self.changed, *self.removed]

    def note_change(self, key: str, name: str, old: Any, new: Any) -> None:
        """Note a changed field of a row that `sync` had counted as unchanged."""
        if key not in self.added:
            self.unchanged -= key not in self.changed
            self.changed.setdefault(key, {})[name] = (old, new)

    def lines(self) -> Iterable[str]:
        """The kind in words: counts, then each changed field and each row that is gone."""
        yield (
            f"{self.name}: {len(self.added)} added, {len(self.changed)} changed, {self.unchanged} unchanged"
        )
        for key, fields in self.changed.items():
            told = "; ".join(f"{name} {_short(old)} → {_short(new)}" for name, (old, new) in fields.items())
            yield f"  changed {key}: {told}"
        for key in self.gone:
            use = f"in use by {self.in_use[key]}" if key in self.in_use else "not in use"
            yield f"  no longer in the files, kept: {key} ({use})"
        for key in self.removed:
            yield f"  no longer in the files, removed: {key}"


@dataclass
class Report:
    """What a load changed, kind by kind in the order of writing."""

    kinds: list[Kind] = field(default_factory=list)

    def kind(self, name: str) -> Kind:
        """The kind of that name, made when new."""
        found = next((kind for kind in self.kinds if kind.name == name), None)
        if found is None:
            found = Kind(name)
            self.kinds.append(found)
        return found

    @property
    def changes_anything(self) -> bool:
        return any(kind.touched for kind in self.kinds)

    def lines(self) -> Iterable[str]:
        for kind in self.kinds:
            yield from kind.lines()


def sync(
    model: type[M],
    rows: Iterable[Row],
    *,
    key: Sequence[str],
    report: Kind,
    scope: models.QuerySet[M] | None = None,
) -> dict[Key, M]:
    """Bring the rows of `model` (those in `scope`) in line with `rows`; returns all wanted rows by key.

    A row gives values by attribute (`programme_id`, or `priority` with an instance), its key included.
    Three statements when `scope` fetches the parents that the keys and labels need.
    """
    existing = model._default_manager.all() if scope is None else scope
    held = {tuple(getattr(row, name) for name in key): row for row in existing}
    fresh: list[M] = []
    stale: list[M] = []
    fields: set[str] = set()
    wanted: dict[Key, M] = {}
    for row in rows:
        found = held.pop(tuple(row[name] for name in key), None)
        if found is None:
            found = model(**row)
            fresh.append(found)
        else:
            changes = _changes(found, row)
            if changes:
                report.changed[label(found)] = changes
                stale.append(found)
            fields |= changes.keys()
            report.unchanged += not changes
        wanted[tuple(row[name] for name in key)] = found
    model._default_manager.bulk_create(fresh)
    if stale:
        names = sorted(model._meta.get_field(name).name for name in fields)
        model._default_manager.bulk_update(stale, names)
    report.added += [label(row) for row in fresh]
    report.gone.update({label(row): row for row in held.values()})
    return wanted


def sync_links(model: type[M], name: str, wanted: Mapping[M, Collection[Any]], *, report: Kind) -> None:
    """Bring a many-to-many field of the owners in `wanted` in line with the keys of its targets."""
    relation = model._meta.get_field(name)
    if not isinstance(relation, ManyToManyField):
        raise TypeError(f"{name} is not a many-to-many field")
    through: Any = relation.remote_field.through
    source, target = f"{relation.m2m_field_name()}_id", f"{relation.m2m_reverse_field_name()}_id"
    links = through._default_manager.filter(**{f"{source}__in": [owner.pk for owner in wanted]})
    held: dict[Any, dict[Any, Any]] = {}
    for pk, owner, linked in links.values_list("pk", source, target):
        held.setdefault(owner, {})[linked] = pk
    fresh, stale = [], []
    for owner, targets in wanted.items():
        now = held.get(owner.pk, {})
        fresh += [through(**{source: owner.pk, target: linked}) for linked in sorted(set(targets) - set(now))]
        stale += [pk for linked, pk in now.items() if linked not in targets]
        if set(targets) != set(now):
            report.note_change(label(owner), name, f"{len(now)} linked", f"{len(set(targets))} linked")
    through._default_manager.bulk_create(fresh)
    if stale:
        through._default_manager.filter(pk__in=stale).delete()


def settle_gone(report: Report, *, prune: bool) -> None:
    """Find out which gone rows are in use; with `prune`, delete those that nothing uses."""
    for kind in reversed(report.kinds):
        for name, row in list(kind.gone.items()):
            users = _users(row)
            if users:
                kind.in_use[name] = users
            elif prune:
                row.delete()
                kind.removed.append(name)
                del kind.gone[name]


def label(row: models.Model) -> str:
    """A row in words a person finds again: its natural key, through its parents."""
    natural = getattr(row, "natural_label", None)
    return str(natural() if natural else row.pk)


def _changes(row: models.Model, wanted: Row) -> dict[str, tuple[Any, Any]]:
    """Set the values that differ; returns the old and the new of each."""
    changes = {name: (getattr(row, name), new) for name, new in wanted.items() if getattr(row, name) != new}
    for name, (_old, new) in changes.items():
        setattr(row, name, new)
    return changes


def _users(row: models.Model) -> str:
    names = []
    for relation in row._meta.related_objects:
        count = relation.related_model._base_manager.filter(**{relation.field.name: row}).count()
        if count:
            names.append(f"{count} {relation.related_model._meta.verbose_name}")
    return ", ".join(names)


def _short(value: Any) -> str:
    shown = str(dict(value)) if isinstance(value, Mapping) else str(value)
    return repr(shown if len(shown) <= 60 else f"{shown[:57]}...")
