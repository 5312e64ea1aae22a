"""The acts of the trail of a request for a service, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: Mapping[str, Promise] = {
    "ask for service": _("Service asked for"),
    "accept service request": _("Request accepted"),
    "refuse service request": _("Request refused"),
    "cancel service request": _("Request cancelled"),
    "withdraw service request": _("Request withdrawn"),
    "close service request": _("Request closed"),
    "entrust service request": _("Given to an expert"),
    "invite to service": _("Somebody invited"),
    "accept place in service": _("Invitation accepted"),
    "decline place in service": _("Invitation declined"),
    "take back place in service": _("Invitation taken back"),
    "fix date of service": _("Date fixed"),
    "add to agenda of service": _("Point added to the agenda"),
    "remove from agenda of service": _("Point taken off the agenda"),
    "answer question": _("Question answered"),
    "ask once more": _("Asked once more"),
    "deliver report": _("Report delivered"),
    "add report file": _("File of the report added"),
    "refuse report file": _("File of the report refused by the check"),
    "note outcome": _("Outcome noted"),
    "say what was taken over": _("Reported what was taken over"),
    "consent to publish": _("Consent to publish given or taken back"),
    "publish service": _("Published"),
    "take service off public pages": _("Taken off the public pages"),
}


def in_words(action: str) -> str | Promise:
    """An act in words, or its name when it has none."""
    return ACTS.get(action, action)
