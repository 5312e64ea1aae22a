"""Taking over a known set of criteria with its scale, in a call that has none yet."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import signed_in_user
from calls import setting_up
from calls.presets import presets
from core.errors import DomainError
from programmes.permissions import staff
from programmes.states import Role
from secretariat.pages.calls import my_call


@staff(Role.MANAGER)
@require_POST
def call_criteria(request: HttpRequest, code: str) -> HttpResponse:
    """Put the criteria and the scale of the set into a call without criteria."""
    found = my_call(request, code)
    preset = presets().get(request.POST.get("set", ""))
    if preset is None:
        raise Http404
    if found.criteria.exists():
        messages.error(request, _("This call has criteria already. Take them away first."))
        return redirect("secretariat:call_part", code, "criteria")
    try:
        setting_up.change(found, preset.values_for(found), by=signed_in_user(request))
    except DomainError as refusal:
        messages.error(request, str(refusal.text))
    else:
        messages.success(request, _("The criteria are taken over. Change them to what your committee fixed."))
    return redirect("secretariat:call_part", code, "criteria")
