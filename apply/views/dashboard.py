"""Where applicants arrive: their proposals, invitations and the open calls."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.todo import tasks
from apply.filters import ProposalFilter
from apply.pages.calls import call_cards
from apply.pages.invitations import waiting_for
from apply.pages.proposals import cards
from apply.todo import SOURCES
from apply.views.own import PersonRequest
from calls.models import Call
from core.http import signed_in
from projects.models import Project

PAGE, TASKS = 20, 12


@signed_in
@require_safe
def dashboard(request: PersonRequest) -> HttpResponse:
    mine = Project.objects.written_by(request.user).real().select_related("call")
    used = Call.objects.filter(pk__in=mine.values("call")).order_by("code")
    listed = ProposalFilter(request.GET, mine, calls=used)
    page = Paginator(listed.qs, PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": listed,
        "page": page,
        "cards": cards(list(page.object_list)),
        "is_filtered": any(request.GET.get(name) for name in ("q", "call", "state")),
        "invitations": waiting_for(request.user),
        "rehearsals": Project.objects.written_by(request.user).rehearsals().order_by("-created_at")[:PAGE],
        "tasks": tasks(request.user, SOURCES, most=TASKS),
        "calls": call_cards(Call.objects.accepting_drafts()),
    }
    return render(request, "apply/dashboard.html", context)
