"""What the list of calls can be narrowed to; every filter stands in the address."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from calls.models import Call, CallQuerySet
from calls.states import CallKind, CallState
from programmes.models import ProgrammePeriod

STATES = [
    ("draft", _("In preparation")),
    ("planned", _("Planned")),
    ("upcoming", _("Published, to come")),
    ("open", _("Open")),
    ("closed", _("Closed")),
]
SORTS = [
    ("-closes_at", _("Latest closing first")),
    ("closes_at", _("Earliest closing first")),
    ("code", _("By code")),
]


class CallsFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Calls by text, edition, state and order."""

    q = django_filters.CharFilter(label=_("Code or title"), method="by_text", max_length=100)
    edition = django_filters.ModelChoiceFilter(
        label=_("Programme"),
        field_name="programme_period",
        queryset=ProgrammePeriod.objects.none(),
        empty_label=_("All programmes"),
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), method="by_state", choices=STATES, empty_label=_("All states")
    )
    kind = django_filters.ChoiceFilter(
        label=_("What it is for"), choices=CallKind.choices, empty_label=_("All calls")
    )
    sort = django_filters.ChoiceFilter(label=_("Order"), choices=SORTS, method="in_order", empty_label=None)

    class Meta:
        model = Call
        fields: list[str] = []

    def __init__(self, *args: Any, editions: QuerySet[ProgrammePeriod], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["edition"].queryset = editions

    def by_text(self, calls: CallQuerySet, name: str, value: str) -> CallQuerySet:
        return calls.filter(Q(code__icontains=value) | Q(title__icontains=value))

    def by_state(self, calls: CallQuerySet, name: str, value: str) -> CallQuerySet:
        if value in {CallState.DRAFT, CallState.PLANNED}:
            return calls.filter(state=value)
        now = timezone.now()
        published = calls.published()
        if value == "upcoming":
            return published.filter(opens_at__gt=now)
        if value == "open":
            return published.filter(opens_at__lte=now, closes_at__gt=now)
        return published.filter(closes_at__lte=now)

    def in_order(self, calls: CallQuerySet, name: str, value: str) -> CallQuerySet:
        return calls.order_by(value, "pk")
