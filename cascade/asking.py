"""People of an operation ask for a sub-call; a manager of the programme changes and confirms it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from calls import setting_up
from calls.models import Call
from calls.setting_up.verbs import made_before
from calls.states import CallKind
from cascade.ceilings import require_room
from cascade.models import Scheme, SubCall
from cascade.permissions import dossier_of, require_may_ask
from cascade.schemes import begin_sub_call
from core.errors import DomainError
from correspondence import outbox
from projects import mails, moments

MOST_WAITING = 5  # of one scheme
LAST_REAL = 89  # numbers of calls above are those of invented ones
STEM = 15  # characters of a code; the rest is a hyphen and its number


@transaction.atomic
def ask(scheme: Scheme, values: Mapping[str, Any], *, by: User, key: UUID | None = None) -> SubCall:
    """A sub-call in preparation, with the short form and rules of its scheme; it waits for the programme.

    `values` are title, introduction, opens_at, closes_at, time_zone, budget and languages; code and number
    follow from what there is. By somebody who manages the project; a form's `key` makes one sub-call.
    """
    require_may_ask(by, scheme)
    fresh = Scheme.objects.select_for_update(of=("self",)).select_related("operation").get(pk=scheme.pk)
    edition = fresh.operation.programme_period_id
    if before := made_before(key, edition):
        return SubCall.objects.get(call=before)
    if fresh.sub_calls.waiting().count() >= MOST_WAITING:
        raise DomainError(_("Several calls wait for the programme already. Take one of them back first."))
    named = {"code": _free_code(fresh), "number": _free_number(edition)}
    return begin_sub_call(scheme, {**values, **named}, by=by, key=key, asked_at=timezone.now())


@transaction.atomic
def take_back(sub_call: SubCall, *, by: User) -> None:
    """Remove a sub-call that was asked for and is not confirmed. By people who manage the project."""
    require_may_ask(by, sub_call.scheme)
    fresh = (
        SubCall.objects.select_for_update(of=("self",)).select_related("call", "scheme").get(pk=sub_call.pk)
    )
    if not fresh.waits:
        raise DomainError(_("The programme has confirmed this call. Ask the secretariat to change it."))
    trail.record(fresh.scheme.chain, "take back sub-call", by=by, old={"call": fresh.call.code})
    setting_up.discard(fresh.call, by=by)


@transaction.atomic
def publish(call: Call, *, by: User, seen: str = "") -> Call:
    """Publish a call as calls.setting_up.publish does; of one that was asked for, this confirms it.

    Whoever manages the project learns of it by mail. Wrong where its scheme has less money by now: what
    is awarded, and what other calls that run still hold, is spoken for.
    """
    scheme = _scheme_of(call)
    published = setting_up.publish(call, by=by, seen=seen)
    if scheme is not None:
        require_room(scheme, published.budget, besides=call)
    waiting = SubCall.objects.waiting().select_for_update(of=("self",))
    found = waiting.select_related("call", "scheme__operation").filter(call=call).first()
    if found is not None:
        found.confirmed_at = timezone.now()
        found.save(update_fields=["confirmed_at"])
        trail.record(found.scheme.chain, "confirm sub-call", by=by, new={"call": call.code})
        _tell(found, by=by)
    return published


@transaction.atomic
def change(call: Call, values: Mapping[str, Any], *, by: User, seen: tuple[str, ...] = ()) -> Call:
    """Change a call as calls.setting_up.change does; Wrong where it would grow beyond what its scheme has."""
    scheme = _scheme_of(call)
    changed = setting_up.change(call, values, by=by, seen=seen)
    if scheme is not None and changed.budget > call.budget:
        require_room(scheme, changed.budget, besides=call)
    return changed


def _scheme_of(call: Call) -> Scheme | None:
    """The scheme of a sub-call, its row locked before that of the call; None for every other call."""
    if call.kind != CallKind.CASCADE:
        return None
    return Scheme.objects.select_for_update(of=("self",)).filter(sub_calls__call=call).first()


def _tell(sub_call: SubCall, *, by: User) -> None:
    project, call = dossier_of(sub_call.scheme), sub_call.call
    if project is None:
        return
    for person in mails.managers_of(project):
        opens, closes = (
            moments.planned_for(moment, call.time_zone, person.language)
            for moment in (call.opens_at, call.closes_at)
        )
        outbox.write(
            "sub_call_confirmed",
            to=person,
            template="sub_call_confirmed",
            context={"project": project, "call": call, "opens": opens, "closes": closes},
            about=call.chain,
            programme=mails.outbox_of(project),
            by=by,
            dedupe_key=f"sub_call_confirmed:{call.code}:{person.pk}",
            confirmed=True,
        )


def _free_code(scheme: Scheme) -> str:
    """Of the scheme and a number: fund-1, fund-2; the first that no call has."""
    stem = scheme.code[:STEM].strip("-_").lower().replace("_", "-")
    taken = set(Call.objects.filter(code__startswith=f"{stem}-").values_list("code", flat=True))
    return next(code for n in range(1, len(taken) + 2) if (code := f"{stem}-{n}") not in taken)


def _free_number(edition: str) -> int:
    """The one after those of real calls; where that is an invented call's, the next that no call has."""
    taken = set(Call.objects.filter(programme_period=edition).values_list("number", flat=True))
    first = max((number for number in taken if number <= LAST_REAL), default=0) + 1
    return next(number for number in count(first) if number not in taken)
