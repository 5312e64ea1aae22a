"""The repeating parts: work packages with what hangs under them, results, target groups and so on."""

from __future__ import annotations

from django.utils.translation import gettext as _

from projects.carryover.carrying import Carrying
from projects.form import GROUPS, fields_of_group
from projects.models import Entry


def carry_entries(carrying: Carrying) -> None:
    """Every present entry of a kind that the call shows, parents first, under a new identity."""
    shown = {kind for kind in GROUPS if any(carrying.shows(field.key) for field in fields_of_group(kind))}
    present = list(
        Entry.objects.filter(project=carrying.source).present().with_links().prefetch_related("partners")
    )
    strategies = set(carrying.call.strategies.values_list("code", flat=True))
    # GROUPS names every kind after the one it hangs under
    for kind in GROUPS:
        for entry in (each for each in present if each.kind == kind):
            if kind not in shown:
                carrying.leave(str(GROUPS[kind].plural))
            elif entry.parent_id is None or entry.parent_id in carrying.entries:
                _carry(carrying, entry, strategies)


def _carry(carrying: Carrying, entry: Entry, strategies: set[str]) -> None:
    new = Entry.objects.create(
        project=carrying.target,
        kind=entry.kind,
        parent=carrying.entries[entry.parent_id] if entry.parent_id else None,
        position=entry.position,
        partnership=carrying.partners.get(entry.partnership_id) if entry.partnership_id else None,
        indicator_id=_indicator(carrying, entry),
        baseline=entry.baseline,
        target=entry.target,
        price=entry.price,
        choice=_choice(carrying, entry, strategies),
        **_periods(carrying, entry),
    )
    new.partners.set([carrying.partners[each.pk] for each in entry.partners.all()])
    carrying.entries[entry.pk] = new
    carrying.map_uid(entry.uid, new.uid)


def _periods(carrying: Carrying, entry: Entry) -> dict[str, int | None]:
    if entry.first_period is None and entry.last_period is None:
        return {}
    if not carrying.has_same_periods:
        carrying.leave(_("Periods: their length is different in this call, so choose them anew"))
        return {}
    return {"first_period": entry.first_period, "last_period": entry.last_period}


def _indicator(carrying: Carrying, entry: Entry) -> int | None:
    """The same indicator, when it belongs to the objective that the new draft has."""
    indicator = entry.indicator
    if indicator is None:
        return None
    if indicator.objective_id == carrying.target.objective_id and not indicator.retired:
        return indicator.pk
    carrying.leave(_("Indicator %(code)s") % {"code": indicator.identifier})
    return None


def _choice(carrying: Carrying, entry: Entry, strategies: set[str]) -> str:
    if entry.kind == Entry.Kind.STRATEGY and entry.choice and entry.choice not in strategies:
        carrying.leave(_("Strategy %(code)s") % {"code": entry.choice})
        return ""
    return entry.choice
