"""Events for their organisers: the list, a new one, its page, its steps."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in_user
from events import setting_up
from events.models import Event, EventQuerySet
from programmes.models import Programme
from programmes.permissions import programmes_where, staff
from programmes.states import EDITORS
from secretariat.event_forms.events import EventForm, ReasonTextsForm
from secretariat.pages.shared import done, status_of

PAGE = 25


def mine(request: HttpRequest) -> EventQuerySet:
    """The events of the programmes that the person works for."""
    return Event.objects.of_programmes(programmes_where(request.user, EDITORS)).select_related("programme")


@staff(*EDITORS)
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """What comes, or what has been, of my programmes; drafts too."""
    is_past = request.GET.get("when") == "past"
    found = mine(request).with_numbers()
    found = found.past() if is_past else found.upcoming()
    codes = programmes_where(request.user, EDITORS)
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "is_past": is_past,
        "programmes": Programme.objects.filter(pk__in=codes),
    }
    return render(request, "secretariat/events/events.html", context)


@staff(*EDITORS)
def event_new(request: HttpRequest, code: str) -> HttpResponse:
    """Write a new event of a programme, as a draft."""
    own = Programme.objects.filter(pk__in=programmes_where(request.user, EDITORS))
    programme = get_object_or_404(own, pk=code)
    form = EventForm(request.POST if request.method == "POST" else None, programme=programme)
    by, made = signed_in_user(request), []

    def act() -> None:
        made.append(setting_up.create(programme, form.facts(), by=by, key=form.cleaned_data["key"]))

    if done(form, act):
        messages.success(request, _("Saved as a draft. Look at it, then publish it."))
        return redirect("secretariat:event", uid=made[0].uid)
    context = {"form": form, "programme": programme}
    return render(request, "secretariat/events/form.html", context, status=status_of(form))


@staff(*EDITORS)
@require_safe
def event(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One event with its numbers, and what can be done with it."""
    found = get_object_or_404(mine(request).with_numbers(), uid=uid)
    context = {"event": found, "is_over": found.is_over(), "is_public": found.published_at is not None}
    return render(request, "secretariat/events/event.html", context)


@staff(*EDITORS)
def event_edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Change an event that is not over."""
    found = get_object_or_404(mine(request), uid=uid)
    posted = request.POST if request.method == "POST" else None
    form = EventForm(posted, programme=found.programme, event=found)
    if done(form, lambda: setting_up.change(found, form.facts(), by=signed_in_user(request))):
        messages.success(request, _("Saved: %(event)s") % {"event": found})
        return redirect("secretariat:event", uid=uid)
    context = {"form": form, "programme": found.programme, "event": found}
    return render(request, "secretariat/events/form.html", context, status=status_of(form))


@staff(*EDITORS)
@require_POST
def event_publish(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Let the public see it."""
    found = get_object_or_404(mine(request), uid=uid)
    setting_up.publish(found, by=signed_in_user(request))
    messages.success(request, _("The event is public."))
    return redirect("secretariat:event", uid=uid)


@staff(*EDITORS)
def event_call_off(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Call it off, with a reason that its guests read."""
    found = get_object_or_404(mine(request).with_numbers(), uid=uid)
    form = ReasonTextsForm(request.POST if request.method == "POST" else None)
    by = signed_in_user(request)
    if done(form, lambda: setting_up.call_off(found, by=by, reason=form.text_of("reason"))):
        messages.success(request, _("The event is called off. Its guests get an e-mail."))
        return redirect("secretariat:event", uid=uid)
    context = {"form": form, "event": found, "now": timezone.now()}
    return render(request, "secretariat/events/call_off.html", context, status=status_of(form))
