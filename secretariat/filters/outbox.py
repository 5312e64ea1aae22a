"""What the outbox can be narrowed to."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from assessments.models import Session
from calls.models import Call
from calls.permissions import calls_for
from correspondence.models import Message
from correspondence.placeholders import KINDS
from correspondence.states import MessageState
from programmes.permissions import programmes_where
from programmes.states import SEES_ALL_SUBMITTED
from projects.models import Project


def _calls(request: Any) -> QuerySet[Call]:
    mine = calls_for(request.user, SEES_ALL_SUBMITTED) if request else Call.objects.none()
    return mine.order_by("-opens_at", "pk")


def _sessions(request: Any) -> QuerySet[Session]:
    mine = programmes_where(request.user, SEES_ALL_SUBMITTED) if request else []
    return Session.objects.filter(programme__in=mine).order_by("-starts_at", "pk")


def chain_from(field: str) -> Concat:
    """The name of a project's trail, as `Project.chain` says it, from the field with its uid."""
    return Concat(Value("project:"), Cast(F(field), CharField()))


class OutboxFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Letters and mails by text, state, kind of letter, call and session.

    "way": those opened in the portal, not opened, tried again; "gaps": those that lack a value.
    """

    q = django_filters.CharFilter(label=_("Subject or recipient"), method="by_text", max_length=100)
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=MessageState.choices, empty_label=_("All states")
    )
    letter = django_filters.ChoiceFilter(
        label=_("Kind of letter"),
        choices=[(key, kind.label) for key, kind in KINDS.items()],
        empty_label=_("All kinds"),
    )
    call = django_filters.ModelChoiceFilter(
        label=_("Call"), queryset=_calls, to_field_name="code", method="by_call", empty_label=_("All calls")
    )
    session = django_filters.ModelChoiceFilter(
        label=_("Session of the committee"),
        queryset=_sessions,
        to_field_name="uid",
        method="by_session",
        empty_label=_("All sessions"),
    )
    way = django_filters.ChoiceFilter(
        label=_("On its way"),
        choices=[
            ("opened", _("Opened in the portal")),
            ("unopened", _("Sent, not opened yet")),
            ("retried", _("Tried again")),
        ],
        method="by_way",
        empty_label=_("All"),
    )
    gaps = django_filters.ChoiceFilter(
        label=_("Completeness"), choices=[("yes", _("Lacks a value"))], method="by_gaps", empty_label=_("All")
    )

    class Meta:
        model = Message
        fields: list[str] = []

    def by_text(self, messages: QuerySet[Message], name: str, value: str) -> QuerySet[Message]:
        return messages.filter(Q(subject__icontains=value) | Q(to_email__icontains=value))

    def by_call(self, messages: QuerySet[Message], name: str, value: Call) -> QuerySet[Message]:
        return messages.filter(
            about__in=Project.objects.filter(call=value).annotate(key=chain_from("uid")).values("key")
        )

    def by_session(self, messages: QuerySet[Message], name: str, value: Session) -> QuerySet[Message]:
        decided = Project.objects.filter(agenda_items__session=value)
        return messages.filter(about__in=decided.annotate(key=chain_from("uid")).values("key"))

    def by_way(self, messages: QuerySet[Message], name: str, value: str) -> QuerySet[Message]:
        if value == "retried":
            waits = Q(state=MessageState.CONFIRMED, attempts__gt=0)
            return messages.filter(Q(retries__gt=0) | waits)
        sent = messages.filter(state=MessageState.SENT, recipient__isnull=False)
        return sent.filter(opened_at__isnull=value == "unopened")

    def by_gaps(self, messages: QuerySet[Message], name: str, value: str) -> QuerySet[Message]:
        return messages.exclude(gaps=[])
