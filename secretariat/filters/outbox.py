"""What the outbox can be narrowed to."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from correspondence.models import Message
from correspondence.states import MessageState


class OutboxFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Letters and mails by text and state."""

    q = django_filters.CharFilter(label=_("Subject or recipient"), method="by_text", max_length=100)
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=MessageState.choices, empty_label=_("All states")
    )

    class Meta:
        model = Message
        fields: list[str] = []

    def by_text(self, messages: QuerySet[Message], name: str, value: str) -> QuerySet[Message]:
        return messages.filter(Q(subject__icontains=value) | Q(to_email__icontains=value))
