"""The timetable of calls: what can be narrowed, and how it is handed to calendars and machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import django_filters
from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls import rules
from calls.models import Call, CallQuerySet
from calls.states import CallKind, CallState, Phase, RuleKind
from core.ical import Event
from core.texts import LANGUAGES
from programmes.models import Programme

SCHEMA = 1
# Rules that say who may take part, in the order in which they are told: the type of eligible applicants.
OF_APPLICANTS = (
    *(RuleKind.PARTNER_TYPES, RuleKind.PARTNER_STATUS, RuleKind.AREA),
    *(RuleKind.MIN_COUNTRIES, RuleKind.BOTH_SIDES, RuleKind.PARTNER_COUNT),
)
# The order in which the page shows them.
PHASES = (Phase.OPEN, Phase.UPCOMING, Phase.PLANNED, Phase.CLOSED)


class TimetableFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Announced calls by words, programme, phase and what they fund."""

    q = django_filters.CharFilter(label=gettext_lazy("Words in the title"), method="by_text", max_length=100)
    programme = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Programme"),
        field_name="programme_period__programme",
        queryset=Programme.objects.of_the_portal(),
        to_field_name="slug",
        empty_label=gettext_lazy("All programmes"),
    )
    phase = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        method="by_phase",
        choices=[(phase.value, phase.label) for phase in PHASES],
        empty_label=gettext_lazy("All states"),
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("What it is for"),
        choices=CallKind.choices,
        empty_label=gettext_lazy("All calls"),
    )
    objective = django_filters.CharFilter(
        label=gettext_lazy("Specific objective, such as RSO2.4"), method="by_objective", max_length=12
    )

    class Meta:
        model = Call
        fields: list[str] = []

    def by_text(self, calls: CallQuerySet, name: str, value: str) -> CallQuerySet:
        return calls.filter(Q(title__icontains=value) | Q(code__icontains=value))

    def by_phase(self, calls: CallQuerySet, name: str, value: str) -> CallQuerySet:
        now = timezone.now()
        return {
            Phase.PLANNED.value: calls.filter(state=CallState.PLANNED),
            Phase.UPCOMING.value: calls.published().filter(opens_at__gt=now),
            Phase.OPEN.value: calls.published().filter(opens_at__lte=now, closes_at__gt=now),
            Phase.CLOSED.value: calls.published().filter(closes_at__lte=now),
        }[value]

    def by_objective(self, calls: CallQuerySet, name: str, value: str) -> CallQuerySet:
        return calls.filter(objectives__code__iexact=value).distinct()


def timetable() -> CallQuerySet:
    """What the timetable holds, in a constant number of queries."""
    found = Call.objects.announced().with_programme().prefetch_related("objectives")
    return found.order_by("closes_at", "pk")


def by_phase(calls: Iterable[Call]) -> list[tuple[Phase, list[Call]]]:
    """The phases in which there are calls, each with its own; closed ones newest first."""
    groups: dict[str, list[Call]] = {phase.value: [] for phase in PHASES}
    for call in calls:
        groups[call.phase].append(call)
    groups[Phase.CLOSED].reverse()
    return [(phase, groups[phase]) for phase in PHASES if groups[phase]]


def address(call: Call) -> str:
    """The call's public page in the active language."""
    return f"{settings.PORTAL_URL}{reverse('catalogue:call', args=[call.code])}"


def events(calls: Iterable[Call]) -> Iterator[Event]:
    """Opening, closing of step 1 and closing of each call."""
    host = urlsplit(settings.PORTAL_URL).hostname or "portal"
    for call in calls:
        programme = str(call.programme_period.programme)
        kind = "" if call.is_ordinary else str(call.get_kind_display())
        words = {
            "opens": _("%(call)s opens"),
            "step1": _("%(call)s: step 1 closes"),
            "closes": _("%(call)s closes"),
        }
        moments = {"opens": call.opens_at, "step1": call.step1_closes_at, "closes": call.closes_at}
        for name, at in moments.items():
            if at is not None:
                yield Event(
                    uid=f"call-{call.code}-{name}@{host}",
                    at=at,
                    summary=words[name] % {"call": call.title},
                    description="\n".join(filter(None, (programme, kind, str(call.introduction)))),
                    url=address(call),
                    is_tentative=call.state == CallState.PLANNED,
                )


def who_may_take_part(call: Call) -> list[str]:
    """The rules of a call for applicants, each as a sentence in the active language; none: anybody may."""
    by_kind = {rule.kind: rule for rule in call.rules.all()}
    return [rules.describe(by_kind[kind]) for kind in OF_APPLICANTS if kind in by_kind]


def as_data(calls: Iterable[Call], now: datetime) -> dict[str, Any]:
    """Plain data in a schema that only grows; another number means that something was taken away.

    Of each call what CPR Art. 49(2) asks for: area, objectives, applicants, support, dates.
    """
    return {"schema": SCHEMA, "generated_at": now.isoformat(), "calls": [_data(call) for call in calls]}


def _data(call: Call) -> dict[str, Any]:
    edition = call.programme_period

    def local(at: datetime | None) -> str | None:
        return at.astimezone(call.zone).isoformat() if at else None

    return {
        "code": call.code,
        "number": call.number,
        "kind": call.kind,
        "programme": edition.programme_id,
        "programme_name": dict(edition.programme.name),
        "period": edition.period_id,
        "title": dict(call.title),
        "introduction": dict(call.introduction),
        "phase": call.phase,
        "opens_at": local(call.opens_at),
        "step1_closes_at": local(call.step1_closes_at),
        "closes_at": local(call.closes_at),
        "time_zone": call.time_zone,
        "budget": {"amount": str(call.budget), "currency": "EUR"},
        "languages": list(call.languages),
        "objectives": sorted(objective.code for objective in call.objectives.all()),
        "countries": sorted(edition.programme.countries),
        "area": sorted(region.code for region in edition.area.all()),
        "eligible_applicants": _applicants(call),
        "is_demo": call.is_demo,
        "url": address(call),
    }


def _applicants(call: Call) -> dict[str, str]:
    """By language who may take part; empty where no rule says so."""
    found = dict[str, str]()
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = " ".join(who_may_take_part(call))
    return {language: text for language, text in found.items() if text}
