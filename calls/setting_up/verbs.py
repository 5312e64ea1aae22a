"""A call is created and changed; what would hurt applicants is refused by calls.limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from calls import facts, limits
from calls.models import Call
from calls.permissions import require_may_set_up
from calls.presets import presets
from calls.scored import is_scored
from calls.setting_up import checks, columns, content, judging, offers
from calls.setting_up.wrong import Wrong
from calls.states import CallState
from core.errors import DomainError
from programmes.models import ProgrammePeriod, SpentKey

# What `change` takes beside columns, in the order in which it is put: later ones look at earlier ones.
PUTTERS: Mapping[str, Callable[[Call, Any], None]] = {
    "objectives": offers.put_objectives,
    "objective_budgets": offers.put_objective_budgets,
    "funds": offers.put_funds,
    "flat_rates": offers.put_flat_rates,
    **{name: offers.putter_of(name) for name in facts.LISTS},
    "fields": content.put_fields,
    "themes": content.put_themes,
    "rules": judging.put_rules,
    "criteria": judging.put_criteria,
    "scale": judging.put_scale,
    "texts": content.put_texts,
    "checks": checks.put_checks,
}


class Stale(DomainError):
    """Somebody else changed this part since the page was opened."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else has changed this meanwhile. Compare, then save again."))


class Hurts(DomainError):
    """Refused: applicants write, or assessors score, already. `reasons` are (name of the fact, why not)."""

    def __init__(self, reasons: list[tuple[str, str]]) -> None:
        self.reasons = reasons
        super().__init__(" ".join(dict.fromkeys(reason for _name, reason in reasons)))


@transaction.atomic
def create(edition: ProgrammePeriod, values: Mapping[str, Any], *, by: User, key: UUID | None = None) -> Call:
    """A call in preparation. `values` are its code and columns (title, number, dates, budget, languages).

    A form's `key` makes one call: sent again, it gives the same.
    """
    require_may_set_up(by, edition.programme_id)
    return begin(edition, values, by=by, key=key)


@transaction.atomic
def begin(edition: ProgrammePeriod, values: Mapping[str, Any], *, by: User, key: UUID | None = None) -> Call:
    """As `create`, for verbs of apps above that have checked who may; `values` may name lists of PUTTERS."""
    if before := made_before(key, edition.pk):
        return before
    call = Call(programme_period=edition, state=CallState.DRAFT)
    call.code = values["code"]
    if Call.objects.filter(code=call.code).exists():
        raise Wrong(_("Another call has this code."), "code")
    columns.put(call, {name: value for name, value in values.items() if name in columns.NAMES})
    judging.put_scale(call, presets()["harmonised"].scale)
    _put_lists(call, values)
    spend(key, call)
    trail.record(call.chain, "create call", by=by, new=facts.facts_of(call))
    return call


def made_before(key: UUID | None, edition: str) -> Call | None:
    """The call that a form with this key made; others who add to the edition wait for the transaction."""
    ProgrammePeriod.objects.select_for_update(no_key=True).get(pk=edition)
    spent = SpentKey.objects.filter(key=key, programme_period=edition).first() if key else None
    return Call.objects.filter(pk=spent.row, programme_period=edition).first() if spent else None


def spend(key: UUID | None, call: Call) -> None:
    """Remember that the form with this key made the call."""
    if key:
        row = {"programme_period": call.programme_period, "row": call.pk}
        SpentKey.objects.get_or_create(key=key, defaults=row)


def change(call: Call, values: Mapping[str, Any], *, by: User, seen: tuple[str, ...] = ()) -> Call:
    """Change what is named in `values`: columns, and the lists of PUTTERS. All or nothing.

    `seen` is a digest (facts.digest) followed by the groups that it covers: what the page showed. Raises
    Stale when that is no longer so, Wrong for a value, Hurts when the call is published and it is too late.
    """
    with changing(call, by=by, seen=seen) as fresh:
        columns.put(fresh, {name: value for name, value in values.items() if name in columns.NAMES})
        _put_lists(fresh, values)
    return fresh


def _put_lists(call: Call, values: Mapping[str, Any]) -> None:
    for name, put in PUTTERS.items():
        if name in values:
            put(call, values[name])


@contextmanager
def changing(
    call: Call, *, by: User, action: str = "change call", seen: tuple[str, ...] = ()
) -> Iterator[Call]:
    """A change of a call: its row locked, the permission checked; then limits and the entry in the trail."""
    with transaction.atomic():
        fresh = locked(call)
        require_may_set_up(by, fresh.programme_period.programme_id)
        before = facts.facts_of(fresh)
        if seen and facts.digest(before, seen[1:]) != seen[0]:
            raise Stale
        yield fresh
        after = facts.facts_of(locked(call))
        if fresh.state == CallState.PUBLISHED and (reasons := limits.refusals(before, after)):
            raise Hurts(reasons)
        if (reasons := limits.scored_refusals(before, after)) and is_scored(fresh.pk):
            raise Hurts(reasons)
        if changed := facts.changes(before, after):
            old = {name: pair[0] for name, pair in changed.items()}
            new = {name: pair[1] for name, pair in changed.items()}
            trail.record(fresh.chain, action, by=by, old=old, new=new)


def locked(call: Call) -> Call:
    """The call as it stands now, its row locked until the transaction ends."""
    rows = Call.objects.select_for_update(of=("self",)).select_related("programme_period__programme")
    return rows.get(pk=call.pk)
