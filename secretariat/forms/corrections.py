"""What officers type while they collect corrections to ask for."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.corrections import Places
from secretariat.forms.seen import SeenForm

LIMIT = 4000
END_OF_DAY = time(23, 59)


def _words(label: Any, *, required: bool = False, rows: int = 3, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=LIMIT,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ItemForm(forms.Form):
    """One more place of the form, with what to correct there."""

    key = forms.ChoiceField(label=gettext_lazy("Part of the form"))
    note = _words(gettext_lazy("What is to be corrected"))
    check_key = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: object, places: tuple[Places, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offered = [(one.heading, [(place.key, place.name) for place in one.places]) for one in places]
        chosen = forms.ChoiceField(label=_("Part of the form"), choices=[("", _("Choose")), *offered])
        self.fields["key"] = chosen


class AskForm(forms.Form):
    """A place named by a check; the verb knows whether the proposal has it."""

    key = forms.CharField(max_length=150)
    note = forms.CharField(required=False, max_length=LIMIT)
    check_key = forms.CharField(required=False, max_length=60)


class NoteForm(forms.Form):
    """Other words for one place; `was` is the note that the page showed."""

    note = _words(gettext_lazy("What is to be corrected"))
    was = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)


class DueForm(forms.Form):
    """A day and a time in the call's zone."""

    due = forms.DateField(
        label=gettext_lazy("Answer due by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
    )
    at = forms.TimeField(
        label=gettext_lazy("Time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "autocomplete": "off"}, format="%H:%M"),
    )
    seen = forms.IntegerField(min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)

    def __init__(self, *args: object, zone: str, due: datetime | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.zone = ZoneInfo(zone)
        self.fields["at"].help_text = _("In the time zone of the call: %(zone)s.") % {"zone": zone}
        if due is not None:
            local = timezone.localtime(due, self.zone)
            self.initial = {
                **self.initial,
                "due": local.date(),
                "at": local.time().replace(second=0, microsecond=0),
            }
        else:
            self.initial.setdefault("at", END_OF_DAY)

    def moment(self) -> datetime | None:
        """The moment that was typed; without a time, or with the last minute, the last second of the day."""
        day = self.cleaned_data["due"]
        if day is None:
            return None
        at = self.cleaned_data["at"] or END_OF_DAY
        return datetime.combine(day, at.replace(second=59) if at == END_OF_DAY else at, self.zone)

    def clean_due(self) -> object:
        day = self.cleaned_data["due"]
        if day is not None and not 2000 <= day.year <= 2100:
            raise ValidationError(_("Choose a day within the next year for the answer."))
        return day


class TermsForm(DueForm):
    """The day, and words about the whole."""

    note = _words(gettext_lazy("Words to the applicant about the whole"), rows=4)


class MoreTimeForm(DueForm):
    """A later day, with words for the letter."""

    note = _words(gettext_lazy("Words to the applicant"))


class SendForm(SeenForm):
    """Sending the request as it was read."""

    revision = forms.IntegerField(min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)


class EndForm(SeenForm):
    """Taking the proposal back from the applicant."""

    note = _words(
        gettext_lazy("Why, told to the applicant"),
        required=True,
        help_text=gettext_lazy("What the applicant began to change since then does not count."),
    )
