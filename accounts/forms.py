"""The forms of a person's own account."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.people import NAME_LENGTH, clean_name


class NameField(forms.CharField):
    """A person's name; see `clean_name` for what is refused."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Your name"),
            max_length=NAME_LENGTH,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        return clean_name(super().clean(value))


class SignupForm(AllauthSignupForm):  # type: ignore[misc]
    """E-mail address, name, password twice. The site's language becomes the language of mails."""

    field_order = ["name", "email", "password1", "password2"]
    name = NameField()

    def try_save(self, request: HttpRequest) -> Any:
        """Two sign-ups of one address at once: the second is answered as if the account were there before."""
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)


class ProfileForm(forms.Form):
    """Name, language of mails and whether to be reminded."""

    name = NameField()
    language = forms.ChoiceField(
        label=_("Language of your e-mails"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    wants_reminders = forms.BooleanField(
        label=_("Remind me by e-mail before a deadline"),
        required=False,
        help_text=_("For drafts that you may submit: 7 days, 72, 24 and 2 hours before the call closes."),
    )


class EraseForm(forms.Form):
    """The password, so that nobody deletes the account on an open screen."""

    password = forms.CharField(
        label=_("Your password"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not get_adapter().reauthenticate(self.user, password):
            raise forms.ValidationError(_("That is not your password. Type it again, or reset it first."))
        return password
