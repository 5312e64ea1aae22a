"""What the list of one's own proposals can be narrowed to; every filter stands in the address."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from calls.models import Call
from projects.models import Project
from projects.states import State

SORTS = [
    ("-changed_at", _("Latest change first")),
    ("call__closes_at", _("Nearest deadline first")),
    ("acronym", _("By acronym")),
    ("code", _("By number")),
]


class ProposalFilter(django_filters.FilterSet):  # type: ignore[misc]
    """One's own proposals by text, call, state and order."""

    q = django_filters.CharFilter(label=_("Acronym, number or title"), method="by_text", max_length=100)
    call = django_filters.ModelChoiceFilter(
        label=_("Call"), queryset=Call.objects.none(), to_field_name="code", empty_label=_("All calls")
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices, empty_label=_("All states"))
    sort = django_filters.ChoiceFilter(label=_("Order"), choices=SORTS, method="in_order", empty_label=None)

    class Meta:
        model = Project
        fields: list[str] = []

    def __init__(self, *args: Any, calls: QuerySet[Call], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["call"].queryset = calls

    def by_text(self, projects: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        titled = Q(answers__field="title", answers__text__icontains=value)
        found = Q(code__icontains=value) | Q(acronym__icontains=value) | titled
        return projects.filter(pk__in=Project.objects.filter(found).values("pk"))

    def in_order(self, projects: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        return projects.order_by(value, "pk")
