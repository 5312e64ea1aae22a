"""The list of guests as PDF: asked for, being made, ready."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import signed_in_user
from documents import serving
from documents.models import Document
from events import guest_list
from events.models import Event
from programmes.permissions import staff
from programmes.states import EDITORS
from secretariat.views.events.events import mine


@staff(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def event_guest_list(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask for the list, and see how far it is."""
    event = get_object_or_404(mine(request), uid=uid)
    if request.method == "POST":
        guest_list.request(event, _language(), by=signed_in_user(request))
        return redirect("secretariat:event_guest_list", uid=uid)
    context = {"event": event, **_of(event)}
    return render(request, "secretariat/events/guest_list.html", context)


@staff(*EDITORS)
@require_safe
def event_guest_list_state(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How far the list is, as a fragment of its page."""
    event = get_object_or_404(mine(request), uid=uid)
    _there(event)
    return render(request, "components/paper_state.html", _of(event))


@staff(*EDITORS)
@require_safe
def event_guest_list_file(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Hand out the list."""
    return serving.respond(_there(get_object_or_404(mine(request), uid=uid)), request)


def _of(event: Event) -> dict[str, object]:
    document = guest_list.current(event, _language())
    return serving.paper(document, _("List of guests"), "secretariat:event_guest_list", event.uid)


def _there(event: Event) -> Document:
    found = guest_list.current(event, _language())
    if found is None:
        raise Http404
    return found


def _language() -> str:
    return (get_language() or "en")[:2]
