"""Naming and sharing a saved view."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.views_kept import NAME_LENGTH


class ViewForm(forms.Form):
    """A name, and with whom the view is shared: nobody, or the staff of one of the person's programmes."""

    name = forms.CharField(label=_("Name of the view"), max_length=NAME_LENGTH)
    programme = forms.ChoiceField(label=_("Who sees it"), required=False)
    is_default = forms.BooleanField(label=_("Open the inbox with this view"), required=False)

    def __init__(self, *args: Any, programmes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shared = [(code, _("Me and the staff of %(programme)s") % {"programme": code}) for code in programmes]
        field = self.fields["programme"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("Only me")), *shared]

    def said(self) -> dict[str, str]:
        """Name and programme, for the verbs."""
        return {"name": self.cleaned_data["name"], "programme": self.cleaned_data["programme"]}
