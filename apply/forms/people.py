"""Inviting people to a proposal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.states import Level

LEVELS = [
    (Level.VIEW, _("View: read everything")),
    (Level.EDIT, _("Edit: read and write")),
    (Level.MANAGE, _("Manage: read, write, invite people and submit")),
]


class InviteForm(forms.Form):
    """Whom to invite, and what the person may do."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    level = forms.ChoiceField(label=_("What the person may do"), choices=LEVELS, initial=Level.EDIT)


class LevelForm(forms.Form):
    """A new level for a collaborator."""

    level = forms.ChoiceField(label=_("What the person may do"), choices=LEVELS)
