"""A call moves: announced, taken back, published, deleted; and another is made from it."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import signed_in_user
from calls import setting_up
from calls.facts import facts_of
from calls.models import Call
from calls.permissions import require_may_set_up
from calls.readiness import readiness
from calls.setting_up import digest_of_all
from cascade import asking
from cascade.models import SubCall
from ideas import boards
from programmes.permissions import staff
from programmes.states import Role
from secretariat.call_forms.basics import CopyForm
from secretariat.call_forms.moves import PublishForm
from secretariat.pages.calls import differences, my_call
from secretariat.pages.shared import done, status_of
from secretariat.views.calls import frame_of


def managed_call(request: HttpRequest, code: str) -> Call:
    """A call that the person sets up; 404 for who may not know of it, a refusal in words for readers."""
    found = my_call(request, code)
    require_may_set_up(signed_in_user(request), found.programme_period.programme_id)
    return found


@staff(Role.MANAGER)
def call_publish(request: HttpRequest, code: str) -> HttpResponse:
    """What is published, what differs from the earlier call, what is missing; then for good."""
    found, user = managed_call(request, code), signed_in_user(request)
    form = PublishForm(request.POST or None, initial={"seen": digest_of_all(found)})
    if done(form, lambda: asking.publish(found, by=user, seen=form.cleaned_data["seen"])):
        messages.success(request, _("The call is published."))
        return redirect("secretariat:call", code)
    source = found.copied_from
    items = [item for item in readiness(found) if not item.is_done]
    context = {
        **frame_of(request, found),
        "form": form,
        "missing": [item for item in items if item.is_needed],
        "hints": [item for item in items if not item.is_needed],
        "source": source,
        "asked": SubCall.objects.waiting().select_related("scheme__operation").filter(call=found).first(),
        "differences": differences(found, facts_of(source), facts_of(found)) if source else [],
    }
    return render(request, "secretariat/calls/call_publish.html", context, status=status_of(form))


@staff(Role.MANAGER)
def call_copy(request: HttpRequest, code: str) -> HttpResponse:
    """A new call like this one, its dates moved."""
    found, user = managed_call(request, code), signed_in_user(request)
    form = CopyForm(request.POST or None, call=found)

    def act() -> Call:
        data = form.cleaned_data
        names = ("code", "number", "key")
        with transaction.atomic():
            made = setting_up.copy(found, **{name: data[name] for name in names}, days=form.days(), by=user)
            boards.bring_along(found, made, by=user)
        return made

    if done(form, act):
        messages.success(request, _("The copy is made, and is in preparation. Look at its dates and texts."))
        return redirect("secretariat:call", form.cleaned_data["code"])
    context = {**frame_of(request, found), "form": form}
    return render(request, "secretariat/calls/call_copy.html", context, status=status_of(form))


@require_POST
@staff(Role.MANAGER)
def call_state(request: HttpRequest, code: str) -> HttpResponse:
    """Announce, take out of the timetable, or delete, while the call is not published."""
    found, user = managed_call(request, code), signed_in_user(request)
    act = request.POST.get("act")
    if act == "announce":
        setting_up.announce(found, by=user)
        messages.success(request, _("The call is in the public timetable now."))
    elif act == "withdraw":
        setting_up.withdraw_announcement(found, by=user)
        messages.success(request, _("The call is in preparation again."))
    elif act == "delete" and "sure" not in request.POST:
        return render(request, "secretariat/calls/call_delete.html", frame_of(request, found))
    elif act == "delete":
        setting_up.delete(found, by=user)
        messages.success(request, _("The call is deleted."))
        return redirect("secretariat:calls")
    else:
        raise Http404
    return redirect("secretariat:call", code)
