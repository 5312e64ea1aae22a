"""A file's changes of a budget: rows that are new, then cells; all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from projects import costing, fields
from projects.dossier import Dossier
from projects.fields import bulk
from projects.fields.bulk import Refused
from projects.locking import locked
from projects.models import BudgetImport, Partnership, Project
from projects.models.budget import ItemCategory

UNIT_COST, PRICE = "unit_cost", "price"
MOST_ADDED = 600


@dataclass(frozen=True)
class Added:
    """A new row of costs, under the identity that its cells name, in a table of a partner."""

    uid: UUID
    partner: UUID | None
    category: str


def refusals(dossier: Dossier, added: Sequence[Added]) -> Iterator[Refused]:
    """The new rows that the call or the project does not take, each with the reason."""
    terms = dossier.call.terms
    tables = {*terms.categories, *(offer.table for offer in dossier.unit_costs)}
    for count, row in enumerate(added):
        label = str(ItemCategory(row.category).label)
        if row.partner is None or dossier.partner(row.partner) is None:
            reason = _(
                "The file does not say whose row this is. Export the budget anew and fill in that file."
            )
        elif terms.form != "items":
            reason = _("The budget of this call has no rows to add. Enter the amounts in the table.")
        elif row.category not in tables:
            reason = _("This call takes no real costs in this category.")
        elif count >= MOST_ADDED:
            reason = _("A file adds at most %(limit)d rows at once.") % {"limit": MOST_ADDED}
        else:
            continue
        yield Refused(f"cost.{row.uid}", label, reason)


def with_unit_costs(
    dossier: Dossier, cells: Mapping[str, str], added: Sequence[Added]
) -> tuple[dict[str, str], list[Refused]]:
    """The cells with unit costs by their identity instead of their name, these first.

    Prices that a unit cost fixes are left out.
    """
    tables = {str(item.uid): item.category for partner in dossier.partners for item in partner.items}
    tables |= {str(row.uid): row.category for row in added}
    found, refused = dict(cells), []
    for key, typed in cells.items():
        group, row, column = [*key.split(".", 2), "", ""][:3]
        if (group, column) != ("cost", UNIT_COST):
            continue
        name = typed.strip()
        offers = [
            offer
            for offer in dossier.unit_costs
            if offer.table == tables.get(row) and name in {*dict(offer.name).values(), offer.key}
        ]
        if name and not offers:
            refused.append(Refused(key, typed, _("No unit cost of this table has this name.")))
            del found[key]
            continue
        found[key] = offers[0].key if name else ""
        if name:
            found.pop(f"cost.{row}.{PRICE}", None)
    ordered = sorted(found.items(), key=lambda pair: not pair[0].endswith(f".{UNIT_COST}"))
    return dict(ordered), refused


@transaction.atomic
def apply(
    project: Project, changes: Iterable[tuple[str, str, str]], added: Sequence[Added], *, by: User
) -> int:
    """Add the rows, then save (key, value, base token) of each cell; how many cells changed.

    The same identities give the same rows, however often. What it did is kept, so that it can be undone.
    DomainError and NotAllowed as with the verbs.
    """
    if len(added) > MOST_ADDED:
        raise DomainError(_("A file adds at most %(limit)d rows at once.") % {"limit": MOST_ADDED})
    before = fields.tokens(locked(project))
    partners = {row.uid: row for row in Partnership.objects.filter(project=project)}
    for row in added:
        partner = partners.get(row.partner) if row.partner else None
        if partner is None:
            raise DomainError(_("This partner is no longer in the proposal. Import the file again."))
        costing.add_item(partner, row.category, by=by, key=row.uid)
    fresh = {str(row.uid) for row in added}
    stored = fields.tokens(project) if fresh else {}
    count = bulk.apply(project, [_based(change, fresh, stored) for change in changes], by=by)
    _keep(project, before, by)
    return count


def _keep(project: Project, before: Mapping[str, fields.Current], by: User) -> None:
    """Note what the import changed, also where one cell changed another, and which rows it added."""
    after = fields.tokens(project)
    keys = [key for key in after if key not in before and key.startswith("cost.")]
    rows, filled = list(dict.fromkeys(key.split(".")[1] for key in keys)), set(keys)
    pairs = {key: (_value(before, key), _value(after, key)) for key in {**before, **after}}
    cells = [[key, old, new] for key, (old, new) in pairs.items() if old != new and key not in filled]
    if not cells and not rows:
        return
    kept = [[key, after[key].value] for key in keys]
    done = BudgetImport.objects.create(project=project, cells=cells, rows=rows, filled=kept, by=by)
    new = {"import": str(done.uid), "cells": len(cells), "rows": len(rows)}
    trail.record(project.chain, "import budget", by=by, new=new)


def _value(stored: Mapping[str, fields.Current], key: str) -> str:
    """What a cell says; an amount that was never entered stands nowhere."""
    return stored[key].value if key in stored else ""


def _based(
    change: tuple[str, str, str], fresh: set[str], stored: Mapping[str, fields.Current]
) -> tuple[str, str, str]:
    """A cell of a new row is based on what a new row holds."""
    key, value, _base = change
    is_new = any(part in fresh for part in key.split(".")[1:2])
    return (key, value, stored[key].token) if is_new and key in stored else change
