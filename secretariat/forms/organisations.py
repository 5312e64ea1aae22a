"""What staff type when they merge partners or take a person's name off the public pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

LIMIT = 1000


class ReasonForm(forms.Form):
    """Why it is done; it stands in the trail."""

    note = forms.CharField(
        label=_("Reason"),
        max_length=LIMIT,
        help_text=_("It stands in the trail. Name no person in it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
