"""What is asked before something is done with many proposals."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from secretariat.forms.consolidating import SecondRoundForm


class BulkForm(forms.Form):
    """Confirms a selection as its page showed it: `seen` is the number of proposals that stood there."""

    seen = forms.IntegerField(min_value=0, max_value=1_000_000, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(seen=number, key=uuid.uuid4())
        self._number = number

    def clean_seen(self) -> int:
        """The number is still the same, or the person looks again."""
        seen: int = self.cleaned_data["seen"]
        if seen != self._number:
            raise ValidationError(
                ngettext(
                    "The list changed meanwhile: it holds %(count)d proposal now. Look again.",
                    "The list changed meanwhile: it holds %(count)d proposals now. Look again.",
                    self._number,
                )
                % {"count": self._number}
            )
        return seen

    def parameters(self) -> dict[str, str]:
        """What the act needs beside the proposals."""
        return {}


class OfficerForm(BulkForm):
    """Who is to handle them."""

    officer = forms.ChoiceField(label=_("Handled by"), required=False)

    def __init__(self, *args: Any, officers: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["officer"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("Nobody")), *((str(one.uid), str(one)) for one in officers)]

    def parameters(self) -> dict[str, str]:
        return {"officer": self.cleaned_data["officer"]}


class RoundForm(SecondRoundForm, BulkForm):
    """Why the assessors of all of them look again."""

    def parameters(self) -> dict[str, str]:
        return {"reason": self.cleaned_data["reason"]}
