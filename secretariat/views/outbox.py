"""The outbox: letters wait here until somebody confirms them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import signed_in_user
from correspondence import outbox as letters
from correspondence.models import Message, MessageQuerySet
from correspondence.states import CANCELLABLE, CONFIRMABLE, EDITABLE, MessageState
from programmes.permissions import programmes_where, staff
from programmes.states import SECRETARIAT, SEES_ALL_SUBMITTED
from secretariat.filters.outbox import OutboxFilter
from secretariat.forms.letters import LetterForm
from secretariat.pages.shared import confirm_letters, done, status_of

PAGE = 25


@staff(*SEES_ALL_SUBMITTED)
def outbox(request: HttpRequest) -> HttpResponse:
    """Letters and mails of my programmes, the ones that wait for me first in mind."""
    mine = Message.objects.visible_to_staff(programmes_where(request.user, SEES_ALL_SUBMITTED))
    narrowed = OutboxFilter(request.GET, queryset=mine.select_related("confirmed_by"))
    page = Paginator(narrowed.qs, PAGE).get_page(request.GET.get("page"))
    context = {"filter": narrowed, "page": page, "waiting": mine.filter(state=MessageState.DRAFTED).count()}
    return render(request, "secretariat/outbox.html", context)


@staff(*SEES_ALL_SUBMITTED)
def message(request: HttpRequest, uid: str) -> HttpResponse:
    """One letter: read it, correct it while it is a draft."""
    seen = Message.objects.visible_to_staff(programmes_where(request.user, SEES_ALL_SUBMITTED))
    letter = get_object_or_404(seen, uid=uid)
    may_write = letter.programme in programmes_where(request.user, SECRETARIAT)
    if request.method == "POST" and not may_write:
        raise Http404
    form = LetterForm(
        request.POST if request.method == "POST" else None,
        initial={"subject": letter.subject, "body": letter.body, "seen": letter.revision},
    )
    if done(form, lambda: letters.edit(letter, by=signed_in_user(request), **form.cleaned_data)):
        notes.success(request, _("The letter is saved. It has not been sent."))
        return redirect("secretariat:message", uid=letter.uid)
    context = {
        "letter": letter,
        "form": form if form.is_bound or (may_write and letter.state in EDITABLE) else None,
        "may_confirm": may_write and letter.state in CONFIRMABLE,
        "may_cancel": may_write and letter.state in CANCELLABLE,
    }
    return render(request, "secretariat/message.html", context, status=status_of(form))


@require_POST
@staff(*SECRETARIAT)
def confirm_message(request: HttpRequest, uid: str) -> HttpResponse:
    """Let one letter leave, with the text that the page showed."""
    letter = get_object_or_404(_writable(request), uid=uid)
    letters.confirm(letter, by=signed_in_user(request), seen=request.POST.get("seen", "none"))
    notes.success(request, _("The letter to %(to)s leaves now.") % {"to": letter.to_email})
    return redirect("secretariat:message", uid=letter.uid)


@require_POST
@staff(*SECRETARIAT)
def cancel_message(request: HttpRequest, uid: str) -> HttpResponse:
    """Keep one letter from ever leaving."""
    letter = get_object_or_404(_writable(request), uid=uid)
    letters.cancel(letter, by=signed_in_user(request))
    notes.success(request, _("The letter to %(to)s is cancelled.") % {"to": letter.to_email})
    return redirect("secretariat:message", uid=letter.uid)


@staff(*SECRETARIAT)
def confirm_messages(request: HttpRequest) -> HttpResponse:
    """Let several letters leave, after a page that names how many and to whom."""
    chosen = _writable(request).filter(
        uid__in=_uids(request.POST.getlist("letter") or request.GET.getlist("letter")),
        state=MessageState.DRAFTED,
    )
    picked = list(chosen.select_related("recipient")[:100])
    if request.method == "POST" and "confirmed" in request.POST:
        # A letter whose text the page did not name counts as changed.
        read = {letter: request.POST.get(f"seen-{letter.uid}", "none") for letter in picked}
        confirm_letters(read, by=signed_in_user(request))
        told = ngettext("%(n)s letter leaves now.", "%(n)s letters leave now.", len(picked))
        notes.success(request, told % {"n": len(picked)})
        return redirect("secretariat:outbox")
    return render(request, "secretariat/confirm_messages.html", {"letters": picked})


def _writable(request: HttpRequest) -> MessageQuerySet:
    return Message.objects.visible_to_staff(programmes_where(request.user, SECRETARIAT))


def _uids(given: list[str]) -> list[UUID]:
    """The well-formed ones among what the address or form says; others are no letters."""
    found = []
    for text in given[:100]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
