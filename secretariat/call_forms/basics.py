"""Name, dates, languages and the way in which proposals come in; a new call; a copy of one."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from calls.models import Call
from calls.setting_up import INTRODUCTION_LIMIT, TITLE_LIMIT
from calls.states import CallKind
from core.form_fields import AmountField, ClockField, at_clock, on_clock
from core.texts import LANGUAGES
from programmes.models import ProgrammePeriod
from secretariat.call_forms.base import (
    LANGUAGE_NAMES,
    Block,
    PartForm,
)

ZONES = sorted(
    zone for zone in available_timezones() if zone.startswith("Europe/") or zone in {"Atlantic/Azores", "UTC"}
)
MOMENTS = {
    "opens_at": _("Opens"),
    "step1_closes_at": _("Step 1 closes"),
    "closes_at": _("Closes"),
}


class BasicsForm(PartForm):
    """The first page of a call."""

    groups = (
        *("number", "kind", "title", "introduction", "time_zone", "opens_at", "step1_closes_at", "closes_at"),
        *("language", "period_months", "needs_second_confirmation"),
    )

    def build(self) -> None:
        call = self.call
        self.add_texts("title", _("Title"), call.title, limit=TITLE_LIMIT)
        self.add_texts("introduction", _("Introduction"), call.introduction, limit=INTRODUCTION_LIMIT, rows=5)
        self.fields["number"] = forms.IntegerField(
            label=_("Number"), min_value=1, max_value=999, initial=call.number
        )
        self.fields["kind"] = forms.ChoiceField(
            label=_("What the call is for"),
            choices=kinds_offered(call),
            initial=call.kind,
            disabled=call.kind == CallKind.CASCADE,
        )
        self.fields["time_zone"] = zone_field(call.time_zone)
        for name, label in MOMENTS.items():
            moment = getattr(call, name)
            self.fields[name] = ClockField(
                label=label,
                required=name != "step1_closes_at",
                initial=on_clock(moment, call.zone) if moment else None,
            )
        self.fields["step1_closes_at"].help_text = _(
            "Only for a call of two steps; leave it empty otherwise."
        )
        self.fields["languages"] = languages_field(call.languages)
        self.fields["period_months"] = forms.IntegerField(
            label=_("Length of a period in months"),
            required=False,
            min_value=1,
            max_value=99,
            initial=call.period_months,
            help_text=_("Work plan and costs by period use it. Leave it empty when the form has no periods."),
        )
        self.fields["needs_second_confirmation"] = forms.BooleanField(
            label=_("A second person of the lead partner confirms the submission"),
            required=False,
            initial=call.needs_second_confirmation,
        )

    def blocks(self) -> list[Block]:
        return [
            self.text_block("title", _("Title")),
            self.text_block("introduction", _("Introduction")),
            Block(
                _("Dates"),
                self.bound("time_zone", *MOMENTS),
                _("Times are those on the clock of this zone, in summer and in winter."),
                "languages",
            ),
            Block(_("Proposals"), self.bound("languages", "period_months", "needs_second_confirmation")),
            Block(_("In the programme"), self.bound("number", "kind")),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        put_on_clock(self, cleaned, {name: getattr(self.call, name) for name in MOMENTS})
        return cleaned

    def values(self) -> dict[str, Any]:
        names = (
            "number",
            "kind",
            "time_zone",
            *MOMENTS,
            "languages",
            "period_months",
            "needs_second_confirmation",
        )
        return {
            "title": self.text_of("title"),
            "introduction": self.text_of("introduction"),
            **{name: self.cleaned_data[name] for name in names},
        }


def kinds_offered(call: Call) -> list[tuple[str, str]]:
    """What a manager can choose; a call of a funded project becomes one on the project's own pages."""
    return [
        (kind.value, str(kind.label)) for kind in CallKind if kind != CallKind.CASCADE or call.kind == kind
    ]


def put_on_clock(
    form: forms.Form, cleaned: dict[str, Any], before: dict[str, datetime | None] | None = None
) -> None:
    """Turn what the clock shows into moments, in the zone that the form names."""
    zone = cleaned.get("time_zone")
    if not zone:
        return
    for name in MOMENTS:
        shown = cleaned.get(name)
        if shown is not None:
            try:
                cleaned[name] = at_clock(shown, ZoneInfo(zone), (before or {}).get(name))
            except forms.ValidationError as error:
                form.add_error(name, error)


def zone_field(initial: str = "Europe/Brussels") -> forms.ChoiceField:
    zones = ZONES if initial in ZONES else [initial, *ZONES]
    return forms.ChoiceField(
        label=_("Time zone"), choices=[(zone, zone.replace("_", " ")) for zone in zones], initial=initial
    )


def languages_field(initial: list[str]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Languages in which applicants must write"),
        choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
        initial=initial,
    )


class CodeForm(forms.Form):
    """The code of a new call and its number in the programme."""

    code = forms.RegexField(
        r"^[a-z0-9][a-z0-9-]{1,19}$",
        label=_("Code"),
        max_length=20,
        help_text=_(
            "Short, in small letters, digits and hyphens; it appears in addresses and project numbers."
        ),
        error_messages={"invalid": _("Use 2 to 20 small letters, digits and hyphens.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    number = forms.IntegerField(label=_("Number in the programme"), min_value=1, max_value=999)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)


class NewCallForm(CodeForm):
    """What a call has from its first day: everything else is set up on its pages."""

    title = forms.CharField(label=_("Title"), max_length=TITLE_LIMIT, help_text=_("In one language for now."))
    language = forms.ChoiceField(label=_("Language of the title"), choices=list(LANGUAGE_NAMES.items()))
    time_zone = zone_field()
    opens_at = ClockField(label=_("Opens"))
    closes_at = ClockField(label=_("Closes"))
    budget = AmountField(label=_("European money in this call, in euro"))

    def __init__(self, *args: Any, edition: ProgrammePeriod, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].initial = next_number(edition)
        self.fields["languages"] = languages_field(list(edition.programme.languages))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        put_on_clock(self, cleaned)
        return cleaned

    def values(self) -> dict[str, Any]:
        """What calls.setting_up.create takes."""
        names = ("code", "number", "time_zone", "opens_at", "closes_at", "budget", "languages")
        title = {self.cleaned_data["language"]: self.cleaned_data["title"]}
        return {"title": title, **{name: self.cleaned_data[name] for name in names}}


class CopyForm(CodeForm):
    """A call like an earlier one; its dates move by whole days and keep their times on the clock."""

    opens_on = forms.DateField(
        label=_("Opens on"),
        help_text=_("All dates move by as many days as this one; times on the clock stay."),
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call = call
        self.fields["number"].initial = next_number(call.programme_period)

    def days(self) -> int:
        """By how many days the dates move."""
        before = on_clock(self.call.opens_at, self.call.zone).date()
        return int((self.cleaned_data["opens_on"] - before).days)


def next_number(edition: ProgrammePeriod) -> int:
    """The number after the highest real one of the edition."""
    numbers = Call.objects.filter(programme_period=edition, number__lt=90)
    return int(numbers.aggregate(last=Max("number"))["last"] or 0) + 1
