"""The guests of an event: ticked off at the door, taken off the list, handed out as a table."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in_user
from core import sheets
from core.downloads import harmless
from core.sheets import CONTENT_TYPES, Format
from events import attendance, registering
from events.models import Registration
from events.states import Question
from programmes.permissions import staff
from programmes.states import EDITORS
from secretariat.views.events.events import mine

MOST = 2000  # guests on one page, which is printed and searched by the browser


@staff(*EDITORS)
@require_safe
@never_cache
def event_guests(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The list for the door: who has a place, a button for each; below it who waits."""
    event = get_object_or_404(mine(request).with_numbers(), uid=uid)
    typed = request.GET.get("q", "").replace("\0", "")[:100]
    rows = event.registrations.living().order_by("name", "pk")
    if typed:
        rows = rows.filter(name__icontains=typed)
    found = list(rows[:MOST])
    context = {
        "event": event,
        "typed": typed,
        "held": [(one, _answers(one)) for one in found if one.state == "held"],
        "waiting": sorted(
            (one for one in found if one.state == "waiting"), key=lambda one: (one.confirmed_at, one.pk)
        ),
        "here": sum(one.attended_at is not None for one in found),
    }
    return render(request, "secretariat/events/guests.html", context)


@staff(*EDITORS)
@require_POST
def event_tick(request: HttpRequest, uid: UUID, guest: UUID) -> HttpResponse:
    """Tick a guest off, or take that back; the page comes back where the guest stands."""
    row = _guest(request, uid, guest)
    attendance.tick(row, by=signed_in_user(request), is_here=request.POST.get("is_here") == "1")
    return redirect(f"{reverse('secretariat:event_guests', args=[uid])}#guest-{row.uid}")


@staff(*EDITORS)
def event_strike(request: HttpRequest, uid: UUID, guest: UUID) -> HttpResponse:
    """Take a guest off the list, after a page that says what it does."""
    row = _guest(request, uid, guest)
    if request.method == "POST":
        registering.strike(row, by=signed_in_user(request))
        messages.success(request, _("The guest is off the list and gets an e-mail."))
        return redirect("secretariat:event_guests", uid=uid)
    return render(request, "secretariat/events/strike.html", {"event": row.event, "guest": row})


@staff(*EDITORS)
@require_POST
def event_export(request: HttpRequest, uid: UUID, form: str) -> HttpResponse:
    """The list as a table; that it was taken stands in the trail."""
    event = get_object_or_404(mine(request), uid=uid)
    if form not in Format.values:
        raise Http404
    header, rows = attendance.hand_out(event, by=signed_in_user(request))
    held = BytesIO()
    sheets.write(held, Format(form), _("Guests"), header, rows)
    answer = HttpResponse(held.getvalue(), content_type=CONTENT_TYPES[Format(form)])
    answer["Content-Disposition"] = f'attachment; filename="guests-{event.slug}.{form}"'
    harmless(answer)
    answer["Cache-Control"] = "no-store, private"
    return answer


def _answers(row: Registration) -> list[tuple[str, str]]:
    """The answers with their questions."""
    return [(str(Question(name).label), words) for name, words in row.answers.items()]


def _guest(request: HttpRequest, uid: UUID, guest: UUID) -> Registration:
    event = get_object_or_404(mine(request), uid=uid)
    return get_object_or_404(event.registrations.select_related("event"), uid=guest)
