"""Registering for an event: with a mail to confirm, or signed in; giving a place back with one click."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import signed_in_user
from accounts.throttle import address
from catalogue import happening
from catalogue.forms.events import GuestForm, MineForm
from catalogue.pages import public_page
from core.acts import done, status_of
from core.errors import DomainError
from core.http import anyone, signed_in
from core.origins import own_pages_only, taken_from_anywhere
from events import links, registering
from events.models import Event, Registration

reads_and_posts = require_http_methods(["GET", "HEAD", "POST"])


@anyone
@reads_and_posts
@never_cache
@own_pages_only
def event_register(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a place without an account: one mail with a link comes of it."""
    if request.user.is_authenticated:
        return redirect("catalogue:event_register_mine", slug=slug)
    event = _open_event(slug)
    form = GuestForm(request.POST if request.method == "POST" else None, event=event)

    def act() -> None:
        guest = form.guest(form.cleaned_data["email"])
        registering.ask(event, guest, network=address(request), mark=form.mark)

    if done(form, act):
        return redirect("catalogue:event_asked")
    context = {"event": event, "form": form, "free": happening.free_places(event)}
    return render(request, "catalogue/events/register.html", context, status=status_of(form))


@signed_in
@reads_and_posts
@never_cache
def event_register_mine(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a place with the address of the account, or see the one that is held."""
    event, user = _open_event(slug), signed_in_user(request)
    mine = event.registrations.living().of_address(user.email).first()
    posted = request.POST if request.method == "POST" else None
    form = MineForm(posted, event=event, initial={"name": user.name})

    def act() -> None:
        registering.register(event, form.guest(user.email), by=user)

    if done(form, act):
        return redirect("catalogue:event_register_mine", slug=slug)
    context = {
        "event": event,
        "form": form,
        "mine": mine,
        "cancel_url": links.link(mine, links.CANCEL) if mine else "",
        "free": happening.free_places(event),
    }
    return render(request, "catalogue/events/register_mine.html", context, status=status_of(form))


@anyone
@require_safe
@public_page
def event_asked(request: HttpRequest) -> HttpResponse:
    """The same answer for everybody who asked."""
    return render(request, "catalogue/events/asked.html")


@anyone
@reads_and_posts
@never_cache
@own_pages_only
def event_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """What the link of the first mail leads to: the place is taken by the button, for programs open links."""
    row, refusal = links.read(token, links.CONFIRM), ""
    if request.method == "POST" and row is not None:
        try:
            row = registering.confirm(token)
        except DomainError as error:
            refusal = str(error.text)
    context = _seen(row) | {"refusal": refusal}
    status = 410 if row is None else 409 if refusal else 200
    return render(request, "catalogue/events/confirm.html", context, status=status)


@anyone
@reads_and_posts
@never_cache
@taken_from_anywhere
def event_cancel(request: HttpRequest, token: str) -> HttpResponse:
    """One button to give a place back, or to leave the waiting list."""
    row = links.read(token, links.CANCEL)
    if request.method == "POST" and row is not None:
        row = registering.cancel(token)
    return render(request, "catalogue/events/cancel.html", _seen(row), status=200 if row else 410)


def _seen(row: Registration | None) -> dict[str, object]:
    return {"row": row, "event": row.event if row is not None else None}


def _open_event(slug: str) -> Event:
    """The public event with its numbers, if it takes registrations at all."""
    event = get_object_or_404(happening.listed(), slug=slug)
    if not event.takes_registrations:
        raise Http404(_("This event takes no registrations."))
    return event
