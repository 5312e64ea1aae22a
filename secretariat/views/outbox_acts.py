"""What is done with one letter from its page; an act that sends names the text that the page showed."""

from __future__ import annotations

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import signed_in_user
from correspondence import drafting
from correspondence import outbox as letters
from correspondence.models import Message
from programmes.permissions import staff
from programmes.states import SECRETARIAT
from secretariat.pages.letters import writable


@require_POST
@staff(*SECRETARIAT, of_call=True)
def confirm_message(request: HttpRequest, uid: str) -> HttpResponse:
    """Let one letter leave, with the text that the page showed."""
    letter = _letter(request, uid)
    letters.confirm(letter, by=signed_in_user(request), seen=request.POST.get("seen", "none"))
    return _back(request, letter, _("The letter to %(to)s is being sent now."))


@require_POST
@staff(*SECRETARIAT, of_call=True)
def cancel_message(request: HttpRequest, uid: str) -> HttpResponse:
    """Keep one letter from ever leaving."""
    letter = _letter(request, uid)
    letters.cancel(letter, by=signed_in_user(request))
    return _back(request, letter, _("The letter to %(to)s is cancelled."))


@require_POST
@staff(*SECRETARIAT, of_call=True)
def hold_message(request: HttpRequest, uid: str) -> HttpResponse:
    """Keep one letter back for now, or put it among the drafts again."""
    letter = _letter(request, uid)
    if request.POST.get("release") == "yes":
        letters.release(letter, by=signed_in_user(request))
        return _back(request, letter, _("The letter to %(to)s is a draft again."))
    letters.hold(letter, by=signed_in_user(request))
    return _back(request, letter, _("The letter to %(to)s is held back."))


@require_POST
@staff(*SECRETARIAT, of_call=True)
def settle_message(request: HttpRequest, uid: str) -> HttpResponse:
    """Say whether a letter whose sending was cut off had left."""
    letter = _letter(request, uid)
    has_left = request.POST.get("has_left") != "no"
    letters.settle(letter, by=signed_in_user(request), has_left=has_left)
    words = (
        _("The letter to %(to)s counts as sent.")
        if has_left
        else _("The letter to %(to)s is being sent now.")
    )
    return _back(request, letter, words)


@require_POST
@staff(*SECRETARIAT, of_call=True)
def write_message_anew(request: HttpRequest, uid: str) -> HttpResponse:
    """Write one letter again from the programme's present words."""
    letter = _letter(request, uid)
    drafting.write_anew(letter, by=signed_in_user(request), seen=request.POST.get("seen", "none"))
    return _back(request, letter, _("The letter to %(to)s is written anew. It has not been sent."))


def _letter(request: HttpRequest, uid: str) -> Message:
    return get_object_or_404(writable(request), uid=uid)


def _back(request: HttpRequest, letter: Message, words: str) -> HttpResponse:
    notes.success(request, words % {"to": letter.to_email})
    return redirect("secretariat:message", uid=letter.uid)
