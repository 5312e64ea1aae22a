"""What the trail of a proposal can be narrowed to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import TrailEntry

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TrailFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Entries by act, person and day."""

    action = django_filters.ChoiceFilter(label=_("Action"), empty_label=_("All actions"))
    who = django_filters.CharFilter(label=_("Person"), method="by_person", max_length=100)
    since = django_filters.DateFilter(label=_("From"), field_name="at", lookup_expr="date__gte", widget=DAY)
    until = django_filters.DateFilter(label=_("Until"), field_name="at", lookup_expr="date__lte", widget=DAY)

    class Meta:
        model = TrailEntry
        fields: list[str] = []

    def __init__(self, *args: Any, words: Callable[[str], object], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.queryset.order_by().values_list("action", flat=True).distinct()
        choices = sorted(((name, str(words(name))) for name in known), key=lambda pair: pair[1].casefold())
        self.filters["action"].extra["choices"] = choices

    def by_person(self, entries: QuerySet[TrailEntry], name: str, value: str) -> QuerySet[TrailEntry]:
        return entries.filter(Q(actor__name__icontains=value) | Q(actor__email__icontains=value))
