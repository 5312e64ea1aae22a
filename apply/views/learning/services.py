"""My services: what I asked for, what was given to me, where I am invited; asking for one."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from apply.forms.services import AskForm, PlaceForm
from apply.pages.services import ServicePage, meeting_event, service_page
from apply.views.own import PersonRequest
from core.acts import done, is_refused
from core.http import signed_in
from core.ical import CONTENT_TYPE, calendar
from knowledge.models import Service, ServicePlace, ServiceRequest
from knowledge.service_states import ServiceKind
from knowledge.services import asking

PAGE = 20


@signed_in
@require_safe
def services(request: PersonRequest) -> HttpResponse:
    """All that the person has to do with, and what may be asked for."""
    mine = ServiceRequest.objects.shown_to(request.user).for_page()
    places = ServicePlace.objects.waiting().filter(person=request.user)
    open_now = Q(is_open=True, platform__is_open=True)
    context = {
        "page": Paginator(mine, PAGE).get_page(request.GET.get("page")),
        "places": places.select_related("request__service"),
        "offered": Service.objects.filter(open_now).select_related("platform__programme"),
    }
    return render(request, "apply/services/services.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def service_ask(request: PersonRequest, platform: str, kind: str) -> HttpResponse:
    """Ask for a service by its short form."""
    found = get_object_or_404(
        Service.objects.select_related("platform__programme"),
        platform__programme__slug=platform,
        kind=kind if kind in ServiceKind.values else "",
        platform__is_open=True,
        is_open=True,
    )
    form = AskForm(request.POST if request.method == "POST" else None, service=found)
    made: list[ServiceRequest] = []

    def act() -> None:
        key = form.cleaned_data["key"]
        made.append(asking.ask(found, by=request.user, asked=form.asked(), key=key))

    if done(form, act):
        notes.success(request, _("Your request has arrived."))
        return redirect("apply:service", made[0].uid)
    status = (409 if is_refused(form) else 422) if form.is_bound else 200
    return render(request, "apply/services/service_ask.html", {"service": found, "form": form}, status=status)


@signed_in
@require_safe
def service(request: PersonRequest, uid: UUID) -> HttpResponse:
    """One request, as far as the person has to do with it."""
    page = own_page(request, uid)
    context = {"page": page, "form": PlaceForm() if page.may_answer else None, "file_key": uuid4()}
    return render(request, "apply/services/service.html", context)


@signed_in
@require_safe
def service_calendar(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The meeting for a calendar, for those who take part."""
    page = own_page(request, uid)
    if page.meeting is None:
        raise Http404
    address = request.build_absolute_uri(reverse("apply:service", args=[uid]))
    text = calendar(
        [meeting_event(page.request, page.meeting, address=address)],
        name=page.request.title,
        product=f"-//{settings.PORTAL_NAME}//Services//{get_language()}",
        now=timezone.now(),
    )
    return HttpResponse(text, content_type=CONTENT_TYPE)


def own_page(request: PersonRequest, uid: UUID) -> ServicePage:
    """The request as the person sees it; 404 for who has nothing to do with it."""
    rows = ServiceRequest.objects.shown_to(request.user).for_page().select_related("meeting", "report")
    return service_page(get_object_or_404(rows, uid=uid), request.user)
