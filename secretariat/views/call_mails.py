"""Mails in a call's own words: which there are, their texts, how they read."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from calls import setting_up
from calls.texts import KINDS, VARIABLES, example
from core.texts import LANGUAGES
from programmes.permissions import staff
from programmes.states import SECRETARIAT
from secretariat.call_forms.mails import MailForm, mail_form
from secretariat.pages.calls import my_call
from secretariat.pages.shared import status_of
from secretariat.views.calls import frame_of


@staff(*SECRETARIAT)
def call_mails(request: HttpRequest, code: str) -> HttpResponse:
    """Every mail that a call can write itself, and whether it does."""
    found = my_call(request, code)
    own = {row.kind: ", ".join(sorted(row.body)) for row in found.texts.all()}
    rows = [(kind, one.label, own.get(kind, "")) for kind, one in KINDS.items()]
    return render(request, "secretariat/calls/mails.html", {**frame_of(request, found), "rows": rows})


@staff(*SECRETARIAT)
def call_mail(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """One mail; "preview" shows it in each language before it is saved."""
    if kind not in KINDS:
        raise Http404
    found = my_call(request, code)
    frame = frame_of(request, found)
    data = request.POST if frame["may_change"] and request.POST else None
    form = mail_form(kind)(data, call=found, may_change=frame["may_change"])
    shown = None
    if form.is_bound and form.is_valid():
        if "preview" not in request.POST:
            user = signed_in_user(request)
            setting_up.change(found, form.values(), by=user, seen=form.seen())
            messages.success(request, _("Saved."))
            return redirect("secretariat:call_mails", code)
        shown = _preview(form, kind)
    context = {
        **frame,
        "form": form,
        "kind": KINDS[kind],
        "variables": {name: VARIABLES[name] for name in KINDS[kind].variables},
        "preview": shown,
    }
    return render(request, "secretariat/calls/mail.html", context, status=status_of(form))


def _preview(form: MailForm, kind: str) -> list[tuple[str, str, str]]:
    """(language, subject, body) of each language in which something is written."""
    texts = (form.text_of("subject"), form.text_of("body"))
    return [(code, *example(kind, texts, code)) for code in LANGUAGES if code in texts[1]]
