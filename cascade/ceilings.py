"""What a sub-grant may be at most: its own ceilings, and what scheme and sub-call still hold, in EUR."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from calls.models import Call
from calls.setting_up import Wrong
from cascade.models import Scheme, SubCall, SubGrant
from core import money
from projects.dossier import months

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Asked:
    """What a sub-grant would be: European money, of which eligible cost, from when to when."""

    grant: Decimal
    eligible_cost: Decimal
    start: date | None
    end: date | None


def left_in(scheme: Scheme) -> Decimal:
    """What all sub-grants together leave of the scheme's money; exact while the scheme's row is locked."""
    taken = SubGrant.objects.filter(sub_call__scheme=scheme).aggregate(sum=Sum("grant"))["sum"]
    return scheme.total_budget - (taken or ZERO)


def left_in_call(sub_call: SubCall) -> Decimal:
    """What its sub-grants leave of the sub-call's own money."""
    taken = SubGrant.objects.filter(sub_call=sub_call).aggregate(sum=Sum("grant"))["sum"]
    return sub_call.call.budget - (taken or ZERO)


@dataclass(frozen=True)
class Bound:
    """What a scheme cannot fall below: awarded by its sub-calls, and held by running ones beyond that."""

    awarded: Decimal
    promised: Decimal

    @property
    def lowest(self) -> Decimal:
        return self.awarded + self.promised


def bound_of(scheme: Scheme, *, besides: Call | None = None) -> Bound:
    """What is spoken for of the scheme's money; exact while the scheme's row is locked. Two statements.

    With `besides`, what this call itself holds is left out.
    """
    taken = SubGrant.objects.filter(sub_call__scheme=scheme)
    own = SubGrant.objects.filter(sub_call=OuterRef("pk")).order_by().values("sub_call")
    running = scheme.sub_calls.running().annotate(
        open=F("call__budget") - Coalesce(Subquery(own.annotate(sum=Sum("grant")).values("sum")), ZERO)
    )
    if besides is not None:
        taken, running = taken.exclude(sub_call__call=besides), running.exclude(call=besides)
    return Bound(
        taken.aggregate(sum=Sum("grant"))["sum"] or ZERO, running.aggregate(sum=Sum("open"))["sum"] or ZERO
    )


def require_room(scheme: Scheme, budget: Decimal, *, besides: Call | None = None) -> None:
    """Wrong when one more call of the scheme, or the call `besides` in its place, cannot have this budget."""
    room = max(scheme.total_budget - bound_of(scheme, besides=besides).lowest, ZERO)
    if budget > room:
        told = _("At most %(room)s: the rest is awarded, or held by other calls of the scheme.")
        raise Wrong(told % {"room": _eur(room)}, "budget")


def broken(scheme: Scheme, sub_call: SubCall, asked: Asked) -> list[str]:
    """Why this sub-grant cannot be awarded, in words; empty when every ceiling holds."""
    return [*_own(sub_call, asked), *_shared(scheme, sub_call, asked)]


def _own(sub_call: SubCall, asked: Asked) -> Iterator[str]:
    """Those that the sub-call took over when it was started, whatever its scheme says by now."""
    if asked.grant <= 0:
        yield _("The sub-grant is more than zero.")
    if sub_call.max_grant is not None and asked.grant > sub_call.max_grant:
        told = _("One sub-grant is at most %(highest)s; this one would be %(grant)s.")
        yield told % {"highest": _eur(sub_call.max_grant), "grant": _eur(asked.grant)}
    if asked.grant * 100 > sub_call.rate * asked.eligible_cost:
        told = _("A sub-grant is at most %(rate)s of the eligible cost of %(cost)s.")
        yield told % {
            "rate": money.percent(sub_call.rate, get_language() or "en"),
            "cost": _eur(asked.eligible_cost),
        }
    lasts = months(asked.start, asked.end)
    if lasts is None:
        yield _("The sub-project needs a start, and an end after it.")
    elif sub_call.max_months is not None and lasts > sub_call.max_months:
        told = ngettext(
            "A sub-project lasts at most %(n)d month.",
            "A sub-project lasts at most %(n)d months.",
            sub_call.max_months,
        )
        yield told % {"n": sub_call.max_months}


def _shared(scheme: Scheme, sub_call: SubCall, asked: Asked) -> Iterator[str]:
    told = _("%(whose)s has %(left)s left; this sub-grant would be %(grant)s.")
    whole, own = left_in(scheme), left_in_call(sub_call)
    if asked.grant > whole:
        yield told % {"whose": scheme, "left": _eur(whole), "grant": _eur(asked.grant)}
    if asked.grant > own:
        yield told % {"whose": sub_call.call, "left": _eur(own), "grant": _eur(asked.grant)}


def _eur(amount: Decimal) -> str:
    return money.eur(amount, get_language() or "en")
