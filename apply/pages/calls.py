"""Calls as applicants see them: deadline, money, objectives, and the rules in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from apply.pages.deadlines import Deadline, deadline_of
from calls import rules
from calls.models import Call
from core.templatetags.ui import LANGUAGE_NAMES
from programmes.models import SpecificObjective


@dataclass(frozen=True)
class CallCard:
    """One call with all that its card shows."""

    call: Call
    deadline: Deadline
    objectives: tuple[SpecificObjective, ...]
    rules: tuple[str, ...]

    @property
    def languages(self) -> list[str]:
        """The languages in which the form asks for texts, by their own names."""
        return [LANGUAGE_NAMES.get(code, code) for code in self.call.languages]


def call_cards(calls: QuerySet[Call]) -> list[CallCard]:
    """Cards for calls, the nearest deadline first; a constant number of queries."""
    related = calls.select_related("programme_period__programme").prefetch_related(
        "objectives__priority", "rules", "funds__fund"
    )
    return [_card(call) for call in related.order_by("closes_at", "code")]


def call_card(call: Call) -> CallCard:
    """The card of one call."""
    return call_cards(Call.objects.filter(pk=call.pk))[0]


def _card(call: Call) -> CallCard:
    objectives: Iterable[SpecificObjective] = call.objectives.all()
    return CallCard(
        call=call,
        deadline=deadline_of(call),
        objectives=tuple(objectives),
        rules=tuple(str(rules.describe(rule)) for rule in call.rules.all()),
    )
