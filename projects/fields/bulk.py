"""Many cells at once, as a file brings them: first what would change, then all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError, NotAllowed
from core.retry import retried
from projects.fields.current import tokens
from projects.fields.locking import known, refusal
from projects.fields.money import check_line, terms_of
from projects.fields.outcomes import Current, InvalidValue, token_of
from projects.fields.routing import target_of
from projects.fields.saving import save
from projects.fields.values import canonical
from projects.form import FullKey
from projects.form.places import budget_places
from projects.models import BudgetLine, FieldChange, Partnership, Project
from projects.opening import closed_text
from projects.permissions import ANY_PART, part_of

EMPTY = Current("", token_of(""))
_Place = tuple[int, str, int | None]


@dataclass(frozen=True)
class Change:
    """A cell that takes another value; both are canonical. `base` is the token of the old one."""

    key: str
    old: str
    new: str
    base: str


@dataclass(frozen=True)
class Refused:
    """A cell that can't take what was typed, and why."""

    key: str
    typed: str
    reason: str


def compare(project: Project, cells: Mapping[str, str]) -> tuple[list[Change], list[Refused]]:
    """What saving these typed texts by full key would change; nothing is saved."""
    stored, terms = tokens(project), terms_of(project)
    changes: list[Change] = []
    refused: list[Refused] = []
    for key, typed in cells.items():
        try:
            full = known(key)
            current = _current(stored, full)
            new = canonical(full.field, typed)
            if new == current.value or (not new and current.value == "0.00"):
                continue
            _check(terms, full, new, current.value)
            if full.field.group == "rate":
                target_of(project, full, new).check()
        except InvalidValue as reason:
            refused.append(Refused(key, typed, str(reason.text)))
        else:
            changes.append(Change(key, current.value, new, current.token))
    return changes, refused


@retried
@transaction.atomic
def apply(project: Project, changes: Iterable[tuple[str, str, str]], *, by: User) -> int:
    """Save (key, value, base token) of each cell, all or nothing, each with its history; how many changed.

    DomainError when a cell was changed since, or does not take its value; NotAllowed as with `save`.
    """
    editable = Project.objects.editable_by(by, part=ANY_PART).filter(pk=project.pk)
    if not editable.select_for_update(no_key=True).first():
        raise NotAllowed(refusal())
    stored, terms = tokens(project), terms_of(project)
    lines: list[tuple[FullKey, str, str]] = []
    count = 0
    for key, value, base in changes:
        full = known(key)
        current = _current(stored, full)
        new = canonical(full.field, value)
        if new == current.value:
            continue
        if base != current.token:
            raise DomainError(
                _("Somebody changed a cell meanwhile. Import the file again to see what differs.")
            )
        count += 1
        if full.field.group == "budget":
            _check(terms, full, new, current.value)
            lines.append((full, current.value, new))
        else:
            save(project, key, new, base=base, by=by)
    _write(project, lines, by)
    return count


def _current(stored: Mapping[str, Current], full: FullKey) -> Current:
    name = f"{full.name}.{full.language}" if full.language else full.name
    return stored.get(name, EMPTY if full.field.is_column else Current("", "0"))


def _check(terms: Mapping[str, Any], full: FullKey, new: str, current: str) -> None:
    if full.field.group == "budget":
        check_line(terms, full.attribute, new, current)


def _write(project: Project, lines: list[tuple[FullKey, str, str]], by: User) -> None:
    """The amounts by category and period in a constant number of statements."""
    if not lines:
        return
    keys = _partners(project, {full.row for full, _old, _new in lines}, by)
    filled: list[tuple[_Place, str]] = []
    emptied: list[tuple[_Place, str]] = []
    for full, _old, new in lines:
        category, _dot, period = full.attribute.partition(".")
        place = (keys[full.row], category, int(period) if period else None)
        (filled if new else emptied).append((place, new))
    BudgetLine.objects.bulk_create(
        (
            BudgetLine(partnership_id=partner, category=category, period=period, amount=Decimal(new))
            for (partner, category, period), new in filled
        ),
        update_conflicts=True,
        unique_fields=["partnership", "category", "period"],
        update_fields=["amount"],
    )
    gone = {place for place, _new in emptied}
    present = BudgetLine.objects.filter(partnership__in=keys.values()) if gone else BudgetLine.objects.none()
    found = present.values_list("pk", "partnership_id", "category", "period")
    BudgetLine.objects.filter(pk__in=[pk for pk, *place in found if tuple(place) in gone]).delete()
    now = timezone.now()
    FieldChange.objects.bulk_create(
        FieldChange(project_id=project.pk, key=full.name, old=old, new=new, by=by, at=now)
        for full, old, new in lines
    )
    Project.objects.filter(pk=project.pk).update(changed_at=now)


def _partners(project: Project, uids: set[str], by: User) -> dict[str, int]:
    """The partners by their identity as keys spell it. NotAllowed when one of them belongs to others."""
    found = Partnership.objects.filter(project=project.pk, uid__in=uids).values_list("uid", "pk")
    keys = {str(uid): pk for uid, pk in found}
    for uid in uids:
        part = part_of("budget", uid)
        mine = Project.objects.editable_by(by, part=part, places=budget_places(uid)).filter(pk=project.pk)
        if uid not in keys or not mine.exists():
            is_closed = uid in keys and not project.opens(budget_places(uid))
            raise NotAllowed(closed_text(project) if is_closed else refusal())
    return keys
