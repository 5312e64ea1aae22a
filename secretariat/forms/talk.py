"""What staff say about a proposal."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.models import Audience
from projects.models.talk import COMMENT_LENGTH

WORDS = {
    Audience.STAFF: _("Staff only"),
    Audience.APPLICANTS: _("Applicants and staff"),
    Audience.PRIVATE: _("Nobody yet: keep it as my draft"),
}


class TalkForm(forms.Form):
    """A comment: its text, who reads it, and whom to tell. The key makes one comment of one form."""

    text = forms.CharField(
        label=_("What do you want to say?"),
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    answers = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, audiences: Sequence[Audience], colleagues: Sequence[User] = (), **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        order = [one for one in WORDS if one in audiences]
        self.fields["audience"] = forms.ChoiceField(
            label=_("Who may read it?"),
            choices=[(one.value, WORDS[one]) for one in order],
            widget=forms.RadioSelect,
            initial=order[0].value if order else None,
        )
        self.colleagues = {str(one.pk): one for one in colleagues}
        if colleagues:
            self.fields["tell"] = forms.MultipleChoiceField(
                label=_("Tell colleagues by e-mail"),
                choices=[(key, str(one)) for key, one in self.colleagues.items()],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    def told(self) -> list[User]:
        """The colleagues to tell."""
        return [self.colleagues[key] for key in self.cleaned_data.get("tell", [])]


class CorrectionForm(forms.Form):
    """Other words for one's own comment."""

    text = forms.CharField(
        label=_("Text"), max_length=COMMENT_LENGTH, widget=forms.Textarea(attrs={"rows": 5})
    )
