"""Taking over known conditions of a programme: rules, and the sections of the form that they judge."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import signed_in_user
from calls import setting_up
from calls.rule_presets import rule_presets
from calls.states import CallState
from core.errors import DomainError
from programmes.permissions import staff
from programmes.states import Role
from secretariat.pages.calls import my_call


@staff(Role.MANAGER)
@require_POST
def call_rules(request: HttpRequest, code: str) -> HttpResponse:
    """Put the rules and fields of the set beside what a draft call has."""
    found = my_call(request, code)
    preset = rule_presets().get(request.POST.get("set", ""))
    if preset is None:
        raise Http404
    if found.state != CallState.DRAFT:
        messages.error(request, _("This call is no longer a draft. Change its rules one by one."))
        return redirect("secretariat:call_part", code, "rules")
    try:
        setting_up.change(found, preset.values(found), by=signed_in_user(request))
    except DomainError as refusal:
        messages.error(request, str(refusal.text))
    else:
        messages.success(
            request, _("The conditions are taken over. Change them to what your programme fixed.")
        )
    return redirect("secretariat:call_part", code, "rules")
