"""Who runs one sub-call and sees nothing else of the programme."""

from __future__ import annotations

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import signed_in_user
from calls import staffing
from calls.models import CallStaff
from cascade.models import SubCall
from programmes.permissions import programmes_where, staff
from programmes.states import Role
from secretariat.pages.shared import done, status_of
from secretariat.staff_forms import CallPersonForm


@staff(Role.MANAGER)
def call_people(request: HttpRequest, code: str) -> HttpResponse:
    """The people of a sub-call; the form gives a role that reaches no further."""
    by, found = signed_in_user(request), _sub_call(request, code)
    form = CallPersonForm(request.POST if request.method == "POST" else None)

    def give() -> object:
        return staffing.give(form.cleaned_data["email"], found.call, Role(form.cleaned_data["role"]), by=by)

    if done(form, give):
        notes.success(request, _("%(name)s has the role from now on.") % {"name": form.cleaned_data["email"]})
        return redirect("secretariat:call_people", code)
    held = found.call.staff.select_related("user").order_by("role", "user__name", "pk")
    context = {"form": form, "sub_call": found, "held": held}
    return render(request, "secretariat/cascade/people.html", context, status=status_of(form))


@require_POST
@staff(Role.MANAGER)
def call_person_take(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take one role away."""
    found = _sub_call(request, code)
    held = get_object_or_404(CallStaff.objects.select_related("user"), call=found.call, pk=pk)
    staffing.take(held.user, found.call, Role(held.role), by=signed_in_user(request))
    notes.success(request, _("The role is taken away."))
    return redirect("secretariat:call_people", code)


def _sub_call(request: HttpRequest, code: str) -> SubCall:
    mine = programmes_where(request.user, {Role.MANAGER})
    rows = SubCall.objects.filter(call__programme_period__programme__in=mine)
    return get_object_or_404(rows.select_related("call", "scheme__operation"), call__code=code)
