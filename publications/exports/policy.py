"""What the list of operations says of policy work: confirmed reports; empty where nobody asked for any."""

from __future__ import annotations

from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from projects.models import PolicyKind
from publications.exports.columns import Column, define
from publications.exports.reading import where_any
from publications.models import PolicyOutcome, PublishedInstrument

COUNTS = {
    PolicyKind.ACTION_PLAN: "action_plan_count",
    PolicyKind.PILOT_ACTION: "pilot_action_count",
    PolicyKind.POLICY_IMPROVEMENT: "policy_improvement_count",
}


def columns() -> tuple[Column, ...]:
    """Instruments, what was reported of them by kind, and the money that reports say was influenced."""
    own = PublishedInstrument.objects.filter(publication=OuterRef("pk")).order_by()
    counted = own.values("publication").annotate(n=Count("pk")).values("n")
    reported = PolicyOutcome.objects.filter(
        instrument__publication=OuterRef("pk"), is_reported=True
    ).order_by()
    by_record = reported.values("instrument__publication")

    def number(kind: PolicyKind) -> Combinable:
        return Coalesce(Subquery(by_record.filter(kind=kind).annotate(n=Count("pk")).values("n")), 0)

    money = by_record.filter(kind=PolicyKind.POLICY_IMPROVEMENT).annotate(sum=Sum("amount")).values("sum")
    return (
        define("policy_instrument_count", where_any(own, Subquery(counted))),
        *(define(key, where_any(own, number(kind))) for kind, key in COUNTS.items()),
        define("policy_money_influenced", where_any(own, Subquery(money))),
    )
