"""What the inbox can be narrowed to."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from calls.models import Call
from projects.models import Project
from projects.states import State

AFTER_DRAFT = [(state.value, state.label) for state in State if state is not State.STEP1_DRAFT]
SORTS = [
    ("-first_submitted_at", _("Newest submission first")),
    ("first_submitted_at", _("Oldest submission first")),
    ("code", _("By number")),
    ("acronym", _("By acronym")),
    ("-changed_at", _("Latest change first")),
]


class InboxFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Submitted proposals by text, call, state and order."""

    q = django_filters.CharFilter(label=_("Number, acronym or partner"), method="by_text", max_length=100)
    call = django_filters.ModelChoiceFilter(
        label=_("Call"), queryset=Call.objects.none(), to_field_name="code", empty_label=_("All calls")
    )
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=AFTER_DRAFT, widget=forms.CheckboxSelectMultiple
    )
    sort = django_filters.ChoiceFilter(label=_("Order"), choices=SORTS, method="in_order", empty_label=None)

    class Meta:
        model = Project
        fields: list[str] = []

    def __init__(self, *args: Any, calls: QuerySet[Call], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["call"].queryset = calls

    def by_text(self, projects: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        partner = Q(partnerships__organisation__name__icontains=value)
        found = Q(code__icontains=value) | Q(acronym__icontains=value) | partner
        return projects.filter(pk__in=Project.objects.filter(found).values("pk"))

    def in_order(self, projects: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        return projects.order_by(value, "pk")
