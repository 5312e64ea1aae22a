"""What a programme manager types to give a role, in a programme or in one call."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from programmes.models import Programme
from programmes.states import OF_ONE_CALL, Role


class PersonForm(forms.Form):
    """Somebody who has an account; `email` cleans to the person with that confirmed address."""

    email = forms.EmailField(
        label=_("E-mail address of the person"),
        max_length=254,
        help_text=_("The person needs an account with this address, confirmed."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean_email(self) -> User:
        typed = self.cleaned_data["email"]
        found = EmailAddress.objects.select_related("user").filter(email__iexact=typed, verified=True).first()
        if found is None or not found.user.is_active:
            raise forms.ValidationError(
                _("No account has this confirmed address. Ask the person to sign up, then give the role.")
            )
        person: User = found.user
        return person


class GiveRoleForm(PersonForm):
    """Who, what, where."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    programme = forms.ModelChoiceField(Programme.objects.none(), label=_("Programme"), empty_label=None)

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]


class CallPersonForm(PersonForm):
    """Who gets which role in one call."""

    role = forms.ChoiceField(
        label=_("Role"), choices=[(role.value, role.label) for role in Role if role in OF_ONE_CALL]
    )
