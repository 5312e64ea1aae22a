"""A new call from an earlier one, with everything that was set up for it and its dates moved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from calls.facts import LISTS
from calls.models import Call
from calls.permissions import require_may_set_up
from calls.setting_up.columns import require_sound
from calls.setting_up.verbs import locked, made_before, spend
from calls.setting_up.wrong import Wrong
from calls.states import CallState

MOMENTS = ("opens_at", "step1_closes_at", "closes_at")
ROWS = (
    "funds",
    "flat_rates",
    "objective_budgets",
    "rules",
    "criteria",
    "scale",
    "checks",
    "fields",
    "themes",
    "annexes",
    "texts",
)


def shifted(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The same time on the clock of the zone, so many days later, on whichever side of summer time.

    A time that the clock skips in the night of the change becomes the one an hour later.
    """
    local = moment.astimezone(zone)
    there = datetime.combine(local.date() + timedelta(days=days), local.time(), zone)
    return there.astimezone(ZoneInfo("UTC"))


@transaction.atomic
def copy(earlier: Call, *, code: str, number: int, days: int, by: User, key: UUID | None = None) -> Call:
    """A call in preparation like `earlier`, its moments moved by `days`; proposals and late codes stay.

    Items of the programme that were retired meanwhile are left out.
    """
    source = locked(earlier)
    require_may_set_up(by, source.programme_period.programme_id)
    if before := made_before(key, source.programme_period_id):
        return before
    if Call.objects.filter(code=code).exists():
        raise Wrong(_("Another call has this code."), "code")
    call = Call.objects.get(pk=source.pk)
    call.pk = None
    call.code, call.number = code, number
    call.state, call.published_at, call.last_number = CallState.DRAFT, None, 0
    call.copied_from, call.is_demo = source, source.is_demo
    for name in MOMENTS:
        if (moment := getattr(source, name)) is not None:
            setattr(call, name, shifted(moment, days, source.zone))
    require_sound(call)
    call.save(force_insert=True)
    call.objectives.set(source.objectives.offered())
    for name in LISTS:
        getattr(call, name).set(getattr(source, name).filter(retired=False))
    for name in ROWS:
        _copy_rows(getattr(source, name).all(), call)
    spend(key, call)
    new = {"from": source.code, "days": days}
    trail.record(call.chain, "copy call", by=by, new=new)
    return call


def _copy_rows(rows: Iterable[Model], call: Call) -> None:
    copies: list[Any] = list(rows)
    for row in copies:
        row.pk, row.call = None, call
    if copies:
        type(copies[0])._default_manager.bulk_create(copies)
