"""What is typed about an event."""

from __future__ import annotations

import uuid
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from core.form_fields import ClockField, at_clock, on_clock
from core.texts import Text
from events.models import Event
from events.models.events import MOST_PLACES
from events.setting_up import Facts
from events.states import EventKind, Question
from programmes.models import Programme, Theme
from secretariat.call_forms.base import Block
from secretariat.call_forms.basics import zone_field
from secretariat.forms.wordings import TextsForm

MOMENTS = ("starts_at", "ends_at", "registration_opens_at", "registration_closes_at")
TEXTS: dict[str, tuple[Any, int, int]] = {
    "title": (_("Title"), 160, 1),
    "lead": (_("Summary"), 500, 3),
    "body": (_("Programme and details"), 8000, 10),
}
PLAIN = (
    *("theme", "kind", "place", "online_address", "time_zone", "takes_registrations", "places"),
    *("has_waiting_list", "questions", "kept_months"),
)


class EventForm(TextsForm):
    """All of an event, its texts in the three languages side by side."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    theme = forms.ModelChoiceField(
        label=_("Theme"),
        queryset=Theme.objects.none(),
        required=False,
        empty_label=_("No theme in particular"),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=EventKind, widget=forms.RadioSelect)
    place = forms.CharField(
        label=_("Address of the venue"), max_length=200, required=False, help_text=_("For an event on site.")
    )
    online_address = forms.URLField(
        label=_("Address of the online room"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=_("Only guests with a place get it, by e-mail."),
    )
    time_zone = zone_field()
    starts_at = ClockField(label=_("Begins"))
    ends_at = ClockField(label=_("Ends"))
    takes_registrations = forms.BooleanField(label=_("Guests register"), required=False)
    registration_opens_at = ClockField(
        label=_("Registration opens"), required=False, help_text=_("Empty: when the event is published.")
    )
    registration_closes_at = ClockField(
        label=_("Registration closes"), required=False, help_text=_("Empty: when the event begins.")
    )
    places = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=MOST_PLACES,
        required=False,
        help_text=_("Empty: as many as come."),
    )
    has_waiting_list = forms.BooleanField(label=_("There is a waiting list"), required=False)
    questions = forms.MultipleChoiceField(
        label=_("Ask guests"),
        choices=Question,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ask only what you need. Answers are deleted a week after the event."),
    )
    kept_months = forms.IntegerField(
        label=_("Months until the guests are deleted"),
        min_value=1,
        max_value=24,
        help_text=_("Counted from the end of the event. How many came stays."),
    )

    def __init__(
        self, data: Any = None, *, programme: Programme, event: Event | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, initial=_initial(event), **kwargs)
        self.event = event
        for name, (label, limit, rows) in TEXTS.items():
            text = getattr(event, name) if event is not None else Text()
            self.add_texts(name, label, text, limit=limit, rows=rows)
        theme = self.fields["theme"]
        assert isinstance(theme, forms.ModelChoiceField)  # noqa: S101 - tells the type checker
        themes = Theme.objects.filter(programme_period__programme=programme, retired=False)
        theme.queryset = themes.order_by("programme_period", "code")

    def blocks(self) -> list[Block]:
        """The fields in the order of the page."""
        return [
            *(Block(label, self._texts(name), layout="languages") for name, (label, _l, _r) in TEXTS.items()),
            Block(_("Where"), self._bound("theme", "kind", "place", "online_address")),
            Block(
                _("When"),
                self._bound("time_zone", "starts_at", "ends_at"),
                _("Times are those on the clock of this zone, in summer and in winter."),
                "languages",
            ),
            Block(_("Registration"), self._bound("takes_registrations", "places", "has_waiting_list")),
            Block("", self._bound("registration_opens_at", "registration_closes_at"), "", "languages"),
            Block(_("Personal data"), self._bound("questions", "kept_months")),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("time_zone"):
            return cleaned
        zone = ZoneInfo(cleaned["time_zone"])
        for name in MOMENTS:
            if cleaned.get(name) is not None:
                try:
                    cleaned[name] = at_clock(cleaned[name], zone, getattr(self.event, name, None))
                except forms.ValidationError as error:
                    self.add_error(name, error)
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The end lies before the beginning. Correct one of them."))
        return cleaned

    def facts(self) -> Facts:
        """What was typed; of a valid form."""
        given = self.cleaned_data
        values: dict[str, Any] = {name: given[name] for name in (*MOMENTS, *PLAIN)}
        values |= {name: self.text_of(name) for name in TEXTS}
        return Facts(**values)

    def _texts(self, name: str) -> tuple[forms.BoundField, ...]:
        return tuple(
            field for field in self if field.name.startswith(f"{name}_") and len(field.name) == len(name) + 3
        )

    def _bound(self, *names: str) -> tuple[forms.BoundField, ...]:
        return tuple(self[name] for name in names)


class ReasonTextsForm(TextsForm):
    """Why an event is called off, in each language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_texts("reason", _("Reason"), Text(), limit=500, rows=3)


def _initial(event: Event | None) -> dict[str, Any]:
    if event is None:
        usual = {"kind": EventKind.ON_SITE, "takes_registrations": True, "has_waiting_list": True}
        return {"key": uuid.uuid4(), "kept_months": 3, **usual}
    moments = {name: getattr(event, name) for name in MOMENTS}
    return {
        "key": event.uid,
        **{name: getattr(event, name) for name in PLAIN},
        **{name: on_clock(at, event.zone) if at else None for name, at in moments.items()},
    }
