"""Requests for expert services: the list of the platform's team, one request, the settings."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import signed_in_user
from accounts.models import TrailEntry
from knowledge.models import Service, ServiceRequest, ServiceRequestQuerySet
from knowledge.service_states import IN_PREPARATION, WITH_OUTCOME
from knowledge.services import setting
from knowledge.services.access import open_steps
from programmes.permissions import programmes_where, staff
from programmes.states import SECRETARIAT, Role
from secretariat.filters.services import ServiceFilter, by_day
from secretariat.forms.services import SettingsForm
from secretariat.pages.service_words import in_words
from secretariat.pages.shared import done, status_of

PAGE = 25


def of_team(request: HttpRequest) -> ServiceRequestQuerySet:
    """The requests to platforms whose team the person is of."""
    return ServiceRequest.objects.of_programmes(programmes_where(request.user, SECRETARIAT)).for_page()


def one(request: HttpRequest, uid: UUID) -> ServiceRequest:
    """One of them, with what came of it; 404 for others."""
    rows = of_team(request).select_related("meeting", "report", "published")
    return get_object_or_404(rows, uid=uid)


@staff(*SECRETARIAT)
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """All requests; filters stand in the address, what is due first comes first."""
    found = ServiceFilter(request.GET, of_team(request))
    context = {
        "filter": found,
        "page": Paginator(by_day(found.qs), PAGE).get_page(request.GET.get("page")),
        "is_narrowed": any(request.GET.get(name) for name in found.filters),
    }
    return render(request, "secretariat/services/services.html", context)


@staff(*SECRETARIAT)
@require_safe
def service(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One request: where it stands, who is in it, what the team can do."""
    found = one(request, uid)
    context = {
        "request_": found,
        "steps": [step for step in open_steps(signed_in_user(request), found) if step.who == "team"],
        "places": found.places.select_related("person"),
        "agenda": found.agenda.all(),
        "answers": found.answers.all(),
        "files": found.files.all(),
        "is_prepared": found.state in IN_PREPARATION,
        "may_publish": found.state in WITH_OUTCOME and found.consent == "yes",
        "entries": [(entry, in_words(entry.action)) for entry in TrailEntry.objects.for_chain(found.chain)],
    }
    return render(request, "secretariat/services/service.html", context)


@staff(Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def service_settings(request: HttpRequest) -> HttpResponse:
    """The services of my platforms and what is set for each; one form for each."""
    mine = programmes_where(request.user, [Role.MANAGER])
    rows = Service.objects.filter(platform__in=mine).select_related("platform")
    forms = [
        SettingsForm(
            request.POST if str(row.pk) == request.POST.get("service") else None,
            instance=row,
            prefix=row.kind,
        )
        for row in rows
    ]
    sent = next((form for form in forms if form.is_bound), None)
    if sent is not None and done(sent, lambda: _set(request, sent)):
        notes.success(request, _("Saved."))
        return redirect("secretariat:service_settings")
    context = {"forms": forms, "sent": sent}
    return render(request, "secretariat/services/service_settings.html", context, status=status_of(sent))


def _set(request: HttpRequest, form: SettingsForm) -> None:
    setting.set_up(form.instance, by=signed_in_user(request), changes=form.cleaned_data)
