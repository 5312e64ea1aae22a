"""What the inbox can be narrowed to; every filter stands in the address."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments import progress
from assessments.states import Progress
from calls.models import Call
from calls.permissions import calls_for
from core.money import LARGEST
from programmes.models import Priority, SpecificObjective
from programmes.states import SECRETARIAT, SEES_ALL_SUBMITTED, Role
from projects import searching
from projects.models import Correction, Project, ProjectQuerySet
from projects.states import State

AFTER_DRAFT = [(state.value, state.label) for state in State if state is not State.STEP1_DRAFT]
ME, TEAM, NOBODY = "me", "team", "nobody"
CORRECTIONS = [("open", _("Open with the applicant")), ("late", _("Past its date")), ("none", _("None open"))]
# The parameters of the address that narrow the list, in the order in which chips stand.
NAMES = (
    "q",
    "call",
    "state",
    "priority",
    "objective",
    "officer",
    "asked_min",
    "asked_max",
    "submitted_from",
    "submitted_to",
    "correction",
    "assessment",
)
EARLIEST, LATEST = datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)


def colleagues(programmes: list[str]) -> QuerySet[User]:
    """Who works in the secretariat of one of these programmes."""
    roles = {"staff_roles__programme__in": programmes, "staff_roles__role__in": sorted(SECRETARIAT)}
    return User.objects.filter(is_active=True, **roles).distinct().order_by("name", "email")


def assessors_of(programmes: list[str]) -> QuerySet[User]:
    """Who assesses in one of these programmes, or in one of their calls."""
    whole = Q(staff_roles__programme__in=programmes, staff_roles__role=Role.ASSESSOR)
    of_call = Q(call_roles__call__programme_period__programme__in=programmes, call_roles__role=Role.ASSESSOR)
    return User.objects.filter(whole | of_call, is_active=True).distinct().order_by("name", "email")


class InboxFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Submitted proposals by text, call, state and all else; `programmes` are those of the person."""

    q = django_filters.CharFilter(label=_("Words"), method="keep", max_length=searching.MAX_CHARACTERS)
    call = django_filters.ModelMultipleChoiceFilter(
        label=_("Call"), queryset=Call.objects.none(), to_field_name="code", method="one_of"
    )
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=AFTER_DRAFT, widget=forms.CheckboxSelectMultiple, method="keep"
    )
    priority = django_filters.ModelMultipleChoiceFilter(
        label=_("Priority"), queryset=Priority.objects.none(), method="by_priority"
    )
    objective = django_filters.ModelMultipleChoiceFilter(
        label=_("Specific objective"), queryset=SpecificObjective.objects.none(), method="one_of"
    )
    officer = django_filters.CharFilter(label=_("Handled by"), max_length=40, method="by_officer")
    asked_min = django_filters.NumberFilter(
        label=_("European funds asked for, at least"),
        field_name="eu_asked",
        lookup_expr="gte",
        min_value=0,
        max_value=LARGEST,
        decimal_places=2,
    )
    asked_max = django_filters.NumberFilter(
        label=_("European funds asked for, at most"),
        field_name="eu_asked",
        lookup_expr="lte",
        min_value=0,
        max_value=LARGEST,
        decimal_places=2,
    )
    submitted_from = django_filters.DateFilter(
        label=_("Submitted from"), method="from_day", widget=forms.DateInput(attrs={"type": "date"})
    )
    submitted_to = django_filters.DateFilter(
        label=_("Submitted until"), method="to_day", widget=forms.DateInput(attrs={"type": "date"})
    )
    correction = django_filters.ChoiceFilter(
        label=_("Correction"), choices=CORRECTIONS, method="by_correction", empty_label=_("Any")
    )
    assessment = django_filters.ChoiceFilter(
        label=_("Assessment"), choices=Progress.choices, method="by_progress", empty_label=_("Any")
    )

    class Meta:
        model = Project
        fields: list[str] = []

    def __init__(
        self,
        data: QueryDict,
        *args: Any,
        user: User,
        programmes: list[str],
        whole: bool = False,
        **kwargs: Any,
    ) -> None:
        """Of use for the list are only the filters that the address names; a form shows the `whole`."""
        if not whole:
            known: dict[str, Any] = getattr(type(self), "base_filters")  # noqa: B009 - made by the metaclass
            self.base_filters = {name: known[name] for name in NAMES if name in data}
        super().__init__(data, *args, **kwargs)
        self.is_bound = True
        self.user, self.programmes = user, programmes
        edition = "programme_period__programme__in"
        calls = calls_for(user, SEES_ALL_SUBMITTED).order_by("-closes_at", "code")
        objectives = SpecificObjective.objects.filter(**{f"priority__{edition}": programmes})
        offered = {
            "call": calls,
            "priority": Priority.objects.filter(**{edition: programmes}),
            "objective": objectives.select_related("priority"),
        }
        for name in offered.keys() & self.filters.keys():
            self.filters[name].queryset = offered[name]

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """What was understood of the address: filters that say something, by name."""
        self.form.is_valid()  # what was not understood is missing among what was
        cleaned = self.form.cleaned_data
        return {name: cleaned[name] for name in NAMES if name in cleaned and _says_something(cleaned[name])}

    def keep(self, projects: ProjectQuerySet, name: str, value: Any) -> ProjectQuerySet:
        """Words and states narrow later: words are looked for once, states are counted before."""
        return projects

    def one_of(self, projects: ProjectQuerySet, name: str, value: Any) -> ProjectQuerySet:
        return projects.filter(**{f"{name}__in": [one.pk for one in value]}) if value else projects

    def by_priority(self, projects: ProjectQuerySet, name: str, value: Any) -> ProjectQuerySet:
        return projects.filter(objective__priority__in=[one.pk for one in value]) if value else projects

    def by_officer(self, projects: ProjectQuerySet, name: str, value: str) -> ProjectQuerySet:
        if value == ME:
            return projects.filter(officer=self.user)
        if value == NOBODY:
            return projects.filter(officer__isnull=True)
        team = colleagues(self.programmes).order_by()
        if value != TEAM:
            team = team.filter(uid=_uid(value))
        return projects.filter(officer__in=team.values("pk"))

    def from_day(self, projects: ProjectQuerySet, name: str, value: datetime.date) -> ProjectQuerySet:
        return projects.filter(first_submitted_at__gte=_midnight(value))

    def to_day(self, projects: ProjectQuerySet, name: str, value: datetime.date) -> ProjectQuerySet:
        return projects.filter(first_submitted_at__lt=_midnight(value, later=1))

    def by_correction(self, projects: ProjectQuerySet, name: str, value: str) -> ProjectQuerySet:
        rounds = Correction.objects.filter(project=OuterRef("pk"))
        asked = rounds.overdue() if value == "late" else rounds.asked()
        return projects.filter(~Exists(asked) if value == "none" else Exists(asked))

    def by_progress(self, projects: ProjectQuerySet, name: str, value: str) -> ProjectQuerySet:
        return progress.narrow(projects, value)


class OfficerField(forms.ChoiceField):
    """Who handles a proposal: the person, the team, nobody, or somebody of the team."""

    def __init__(self, programmes: list[str], *, me: User, **kwargs: Any) -> None:
        people = [(str(one.uid), str(one)) for one in colleagues(programmes) if one.pk != me.pk]
        sets = [
            ("", _("Anybody or nobody")),
            (ME, _("Me")),
            (TEAM, _("Anybody in my team")),
            (NOBODY, _("Nobody")),
        ]
        super().__init__(label=_("Handled by"), required=False, choices=[*sets, *people], **kwargs)


def _says_something(value: Any) -> bool:
    if isinstance(value, QuerySet):
        return not value.query.is_empty() and len(value) > 0
    return len(value) > 0 if isinstance(value, (str, list)) else value is not None


def _uid(text: str) -> UUID:
    """The identity that a text holds; nobody's for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _midnight(day: datetime.date, *, later: int = 0) -> datetime.datetime:
    """The beginning of a day, or so many days later, on the portal's clock; far days are cut to near ones."""
    bounded = min(max(day, EARLIEST), LATEST) + datetime.timedelta(days=later)
    return datetime.datetime.combine(bounded, datetime.time(), ZoneInfo(settings.TIME_ZONE))
