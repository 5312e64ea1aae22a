"""Undoing the import of a budget: every cell and row as it was before, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from core.retry import retried
from projects import costing, fields
from projects.fields import bulk
from projects.form import find
from projects.locking import locked
from projects.models import BudgetImport, CostItem, Partnership, Project

NAMED = 10  # cells that a refusal names one by one
Stored = Mapping[str, fields.Current]


@retried
@transaction.atomic
def undo(done: BudgetImport, *, by: User) -> BudgetImport:
    """Put back what the import changed, and take its rows away; one act in the trail.

    DomainError names the cells that were changed since, which undoing would lose; NotAllowed as for a save.
    """
    project = locked(done.project)
    fresh = BudgetImport.objects.select_for_update(of=("self",)).get(pk=done.pk)
    if fresh.undone_at is not None:
        raise DomainError(_("This import has already been undone."))
    stored = fields.tokens(project)
    _require_untouched(project, fresh, stored)
    # What fixes the price of a row goes first: the price of that moment comes after it.
    heads = [cell for cell in fresh.cells if cell[0].endswith(".unit_cost")]
    bulk.apply(project, [(key, old, _now(stored, key).token) for key, old, _new in heads], by=by)
    stored = fields.tokens(project) if heads else stored
    rest = [(key, old, _now(stored, key).token) for key, old, _new in fresh.cells]
    bulk.apply(project, rest, by=by)
    items = CostItem.objects.filter(uid__in=fresh.rows, partnership__project=project)
    for item in items.select_related("partnership__project").order_by("partnership", "category", "-position"):
        costing.remove_item(item, by=by)
    fresh.undone_by, fresh.undone_at = by, timezone.now()
    fresh.save(update_fields=["undone_by", "undone_at"])
    new = {"import": str(fresh.uid), "cells": len(fresh.cells), "rows": len(fresh.rows)}
    trail.record(project.chain, "undo budget import", by=by, new=new)
    return fresh


def _require_untouched(project: Project, done: BudgetImport, stored: Stored) -> None:
    touched = list(dict.fromkeys(_touched(done, stored)))
    if not touched:
        return
    names = _names(project, touched[:NAMED])
    more = len(touched) - NAMED
    if more > 0:
        rest = ngettext("%(count)d more", "%(count)d more", more) % {"count": more}
        names.append(rest)
    raise DomainError(
        _(
            "Undoing this import would lose what was changed after it: %(cells)s. Nothing was undone. "
            "Set these cells back to what the import said, or correct the budget by hand."
        )
        % {"cells": "; ".join(names)}
    )


def _touched(done: BudgetImport, stored: Stored) -> Iterator[str]:
    """The keys of cells that no longer say what the import left there."""
    for key, _old, new in done.cells:
        if _now(stored, key).value != new:
            yield key
    filled, rows = dict(done.filled), {f"cost.{row}." for row in done.rows}
    for key, now in stored.items():
        is_added = any(key.startswith(row) for row in rows)
        if is_added and now.value != filled.get(key, "") and now.value.strip("0."):
            yield key


def _now(stored: Stored, key: str) -> fields.Current:
    """What a cell says now; an amount that is not entered stands nowhere, nor does a row that is gone."""
    return stored.get(key, bulk.EMPTY)


def _names(project: Project, keys: list[str]) -> list[str]:
    """Each cell as people call it: whose it is, and what."""
    partners = {str(row.uid): row.abbreviation for row in Partnership.objects.filter(project=project)}
    items = CostItem.objects.filter(partnership__project=project).select_related("partnership")
    rows = {str(item.uid): item for item in items}
    return [_name(key, partners, rows) for key in keys]


def _name(key: str, partners: Mapping[str, str], rows: Mapping[str, CostItem]) -> str:
    found = find(key)
    label = str(found.field.label) if found else key
    row = found.row if found else ""
    if row in partners:
        parts = [partners[row], label]
    elif row in rows:
        item = rows[row]
        place = _("row %(number)d") % {"number": item.position}
        parts = [item.partnership.abbreviation, str(item.get_category_display()), place, label]
    else:
        parts = [_("a row that is gone"), label]
    period = found.attribute.rpartition(".")[2] if found else ""
    if period.isdecimal():
        parts.append(_("period %(number)s") % {"number": period})
    return ", ".join(parts)
