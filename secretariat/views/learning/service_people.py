"""Who takes part in a review or session, and its agenda."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notes
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import signed_in_user
from knowledge.models import Member, ServiceRequest
from knowledge.service_states import IN_PREPARATION
from knowledge.services import meetings, peers
from programmes.permissions import staff
from programmes.states import SECRETARIAT
from secretariat.forms.services import AgendaForm
from secretariat.pages.shared import done, status_of
from secretariat.views.learning.services import one

FOUND = 20


@staff(*SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def service_people(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Suggested members with the reason, others by name; inviting one."""
    found = one(request, uid)
    if request.method == "POST":
        members = Member.objects.present().filter(platform=found.service.platform_id)
        member = get_object_or_404(members.select_related("user"), uid=_uid(request.POST.get("member", "")))
        peers.invite(found, by=signed_in_user(request), member=member)
        notes.success(request, _("The invitation is on its way."))
        return redirect("secretariat:service_people", uid)
    words = request.GET.get("q", "").strip()[:100]
    context = {
        "found": found,
        "places": found.places.select_related("person"),
        "suggested": peers.suggest(found) if found.state in IN_PREPARATION else [],
        "others": _named(found, words) if words else [],
        "words": words,
        "is_open": found.state in IN_PREPARATION,
    }
    return render(request, "secretariat/services/service_people.html", context)


@staff(*SECRETARIAT)
@require_POST
def service_place(request: HttpRequest, uid: UUID, place: UUID) -> HttpResponse:
    """Take an invitation back."""
    found = one(request, uid)
    peers.take_back(get_object_or_404(found.places, uid=place), by=signed_in_user(request))
    notes.success(request, _("Taken back; the person is told."))
    return redirect("secretariat:service_people", uid)


@staff(*SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def service_agenda(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The agenda, and a further point of it."""
    found = one(request, uid)
    form = AgendaForm(request.POST if request.method == "POST" else None, request=found)
    if done(form, lambda: meetings.add_item(found, by=signed_in_user(request), **form.cleaned_data)):
        return redirect("secretariat:service_agenda", uid)
    context = {"found": found, "agenda": found.agenda.all(), "form": form}
    return render(request, "secretariat/services/service_agenda.html", context, status=status_of(form))


@staff(*SECRETARIAT)
@require_POST
def agenda_remove(request: HttpRequest, uid: UUID, item: UUID) -> HttpResponse:
    """Take a point off the agenda."""
    meetings.remove_item(one(request, uid), by=signed_in_user(request), uid=item)
    return redirect("secretariat:service_agenda", uid)


def _named(found: ServiceRequest, words: str) -> list[Member]:
    """Members who may be invited and whose name, organisation or offer holds the words."""
    fits = Q(user__name__icontains=words) | Q(organisation_name__icontains=words) | Q(offers__icontains=words)
    return list(peers.candidates(found).filter(fits)[:FOUND])


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
