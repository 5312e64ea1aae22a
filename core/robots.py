"""Telling people from robots without a third party, a script or a puzzle.

Three marks, none of which a reader meets: a field that only robots fill, a signed mark of when the page was
made (nobody writes in two seconds), and, where a form says so, a second page that shows what was written and
is sent once more: it seals the words, so that a robot has to read our answers as a person does.
"""

from __future__ import annotations

import json
import secrets
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

SALT = "core.robots"
SOONEST, LATEST = 2, 24 * 60 * 60  # seconds between the making of a page and its form's arrival


class PeopleForm(forms.Form):
    """A form of a public page that robots do not get through. What was typed stays when it is refused."""

    homepage = forms.CharField(required=False, max_length=500, label=_("Leave this field empty"))
    stamp = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        self.fault: str = ""
        if data is not None:
            data, self.fault = _restamped(data)
        super().__init__(data, **kwargs)
        self.fields["homepage"].widget.attrs.update({"autocomplete": "off", "tabindex": "-1"})
        self.initial.setdefault("stamp", new_stamp())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("homepage"):
            raise ValidationError(_("One field has to stay empty. Empty it, and send the form again."))
        if self.fault == "soon":
            raise ValidationError(_("This came faster than one can read. Wait a moment, and send it again."))
        if self.fault:
            raise ValidationError(_("This page was open for too long. All you wrote is here: send it again."))
        return given

    @property
    def mark(self) -> str:
        """What is the same each time that this very page is sent, and for no other page."""
        return str(signing.TimestampSigner(salt=SALT).unsign(self.cleaned_data["stamp"]))

    def words(self) -> dict[str, Any]:
        """What was written, without the marks."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"homepage", "stamp"}}

    def seal(self) -> str:
        """A mark under what was written, which the second page sends along."""
        text = json.dumps([self.mark, self.words()], sort_keys=True, default=str)
        return salted_hmac(f"{SALT}.seal", text, algorithm="sha256").hexdigest()

    def is_sealed(self, given: str) -> bool:
        """Whether the second page was shown for exactly these words."""
        return constant_time_compare(given.encode("utf-8", "replace"), self.seal().encode())


def new_stamp() -> str:
    """A signed mark of now, unlike any other."""
    return signing.TimestampSigner(salt=SALT).sign(secrets.token_urlsafe(12))


def _restamped(data: QueryDict) -> tuple[QueryDict, str]:
    """What was posted, with a new stamp when its own is forged or too old, and what is wrong with its own."""
    signer, given = signing.TimestampSigner(salt=SALT), data.get("stamp", "")
    try:
        signer.unsign(given, max_age=LATEST)
    except signing.BadSignature:
        fresh = data.copy()
        fresh["stamp"] = new_stamp()
        return fresh, "late"
    try:
        signer.unsign(given, max_age=SOONEST)
    except signing.SignatureExpired:
        return data, ""
    return data, "soon"
