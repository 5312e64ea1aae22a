"""Fields of forms that every front door uses: amounts of money, and moments on the clock of a zone."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core import money

LOCAL = "%Y-%m-%dT%H:%M:%S"
PATTERNS = (LOCAL, "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M")


class AmountField(forms.CharField):
    """An amount in EUR as people write it in the language of the page; cleans to a Decimal or None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return money.written(value, get_language() or "en") if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return money.parse_amount(typed, get_language() or "en")
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class PositiveAmountField(AmountField):
    """The same, of more than nothing."""

    def clean(self, value: Any) -> Any:
        amount = super().clean(value)
        if amount is not None and amount <= 0:
            raise forms.ValidationError(_("Give an amount above zero."))
        return amount


class ClockField(forms.DateTimeField):
    """A date and time on the clock of a zone that another field names; cleans to a moment without zone."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = forms.DateTimeInput(
            attrs={"type": "datetime-local", "step": "1", "autocomplete": "off"}, format=LOCAL
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        for pattern in PATTERNS:
            try:
                return datetime.strptime(str(value).strip(), pattern)  # noqa: DTZ007 - the zone comes later
            except ValueError:
                continue
        raise forms.ValidationError(_("Write date and time like 2027-03-31 12:00."))


def on_clock(moment: datetime, zone: ZoneInfo) -> datetime:
    """What the clock of the zone shows at the moment."""
    return moment.astimezone(zone).replace(tzinfo=None)


def at_clock(shown: datetime, zone: ZoneInfo, before: datetime | None = None) -> datetime:
    """The moment at which the clock of the zone shows this. `before` is kept when it shows the same.

    ValidationError for a time that the clock skips in the night of the change to summer time. Of a time that
    comes twice, the first.
    """
    if before is not None and on_clock(before, zone) == shown:
        return before
    moment = shown.replace(tzinfo=zone)
    if on_clock(moment.astimezone(UTC), zone) != shown:
        raise forms.ValidationError(_("The clock skips this time that night. Choose another time."))
    return moment.astimezone(UTC)
