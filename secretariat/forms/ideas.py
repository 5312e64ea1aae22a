"""What the secretariat says about a card, and whether a call has a partner search."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas.reporting import REASON_LENGTH


class HideForm(forms.Form):
    """Why a card is hidden; who wrote it reads this. `seen` is the revision that the page showed."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Whoever wrote the card gets it by e-mail."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**9)


class SearchForm(forms.Form):
    """Whether people may look for partners in a call."""

    is_on = forms.BooleanField(
        label=_("This call has a partner search"),
        help_text=_(
            "The page of the call leads to the cards until it closes. Switching this off hides them at "
            "once, but keeps them."
        ),
        required=False,
    )
