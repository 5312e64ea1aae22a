"""What is asked before something is done with many proposals."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from assessments.assigning import MOST_ASSESSORS
from assessments.preparing import OFFERED, OWN
from correspondence.placeholders import KINDS
from secretariat.forms.consolidating import SecondRoundForm
from secretariat.forms.seen import NOTE_LIMIT


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

    def parameters(self) -> dict[str, Any]:
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

    def parameters(self) -> dict[str, Any]:
        return {"officer": self.cleaned_data["officer"]}


class RoundForm(SecondRoundForm, BulkForm):
    """Why the assessors of all of them look again."""

    def parameters(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"]}


class AssessorsForm(BulkForm):
    """Who is to assess all of them, and by when."""

    people = forms.MultipleChoiceField(
        label=_("Assessors"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each of them gets a place on each proposal that he or she may assess."),
    )
    due = forms.DateField(
        label=_("Due by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Left empty: the day of the call's plan."),
    )
    over_capacity = forms.BooleanField(
        label=_("Also where somebody gets more than was agreed"), required=False
    )

    def __init__(self, *args: Any, assessors: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = [(str(one.uid), str(one)) for one in assessors]

    def clean_due(self) -> datetime.date | None:
        """A day that is still to come."""
        due: datetime.date | None = self.cleaned_data["due"]
        if due is not None and due < timezone.localdate():
            raise ValidationError(_("This day has passed. Choose a later one."))
        return due

    def parameters(self) -> dict[str, Any]:
        given = self.cleaned_data
        due = given["due"].isoformat() if given["due"] else ""
        return {"people": given["people"], "due": due, "over_capacity": "1" if given["over_capacity"] else ""}


class ShareForm(AssessorsForm):
    """How many assessors each of them is to have, and among whom they are shared out."""

    each = forms.IntegerField(
        label=_("Assessors for each proposal"),
        required=False,
        min_value=1,
        max_value=MOST_ASSESSORS,
        help_text=_("Those already asked count. Left empty: as many as the call wants."),
    )
    over_capacity = None  # type: ignore[assignment] # nobody gets more than was agreed
    field_order = ("each", "people", "due")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].required = False
        self.fields["people"].help_text = _("None ticked: all who assess for the call.")

    def wish(self) -> dict[str, Any]:
        """How they are shared out."""
        return {"each": self.cleaned_data["each"], "people": self.cleaned_data["people"]}


class LettersForm(BulkForm):
    """Which letter each of them gets."""

    kind = forms.ChoiceField(label=_("Kind of letter"))
    note = forms.CharField(
        label=_("Text of a letter in your own words"),
        required=False,
        max_length=NOTE_LIMIT,
        help_text=_("Only for that kind. The other letters tell of the last step, with its own reason."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        groups: dict[str, list[tuple[str, Any]]] = {}
        for kind in OFFERED:
            groups.setdefault(str(KINDS[kind].group), []).append((kind, KINDS[kind].label))
        field.choices = list(groups.items())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == OWN and not given.get("note", "").strip():
            self.add_error("note", _("Write the text of the letter."))
        return given

    def parameters(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"kind": given["kind"], "note": given["note"], "key": str(given["key"])}
