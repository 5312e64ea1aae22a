"""Codes by which single applicants may still submit after the closing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access import signed_in_user
from calls import late
from programmes.permissions import staff
from programmes.states import SECRETARIAT, Role
from secretariat.call_forms.late import LateCodeForm
from secretariat.pages.calls import my_call
from secretariat.pages.shared import done, status_of
from secretariat.views.call_moves import managed_call
from secretariat.views.calls import frame_of


@staff(*SECRETARIAT)
@never_cache
def call_late(request: HttpRequest, code: str) -> HttpResponse:
    """Every code with its reason and what became of it; a new one is shown once, here."""
    found, user = my_call(request, code), signed_in_user(request)
    frame = frame_of(request, found)
    is_sent = frame["may_change"] and request.method == "POST"
    form = LateCodeForm(request.POST if is_sent else None, call=found)
    issued: list[str] = []

    def act() -> None:
        issued.append(late.issue(found, by=user, **form.said())[1])

    if done(form, act):
        form = LateCodeForm(call=found)
    context = {
        **frame,
        "form": form,
        "issued": issued[0] if issued else "",
        "codes": found.late_codes.select_related("issued_by", "used_by"),
        "now": timezone.now(),
    }
    return render(request, "secretariat/calls/late.html", context, status=status_of(form))


@staff(Role.MANAGER)
@require_POST
def call_late_revoke(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a code back that was not used."""
    found = managed_call(request, code)
    held = get_object_or_404(found.late_codes, pk=pk)
    late.revoke(held, by=signed_in_user(request))
    messages.success(request, _("The code is no longer valid."))
    return redirect("secretariat:call_late", code)
