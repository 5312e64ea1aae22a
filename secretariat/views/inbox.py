"""The inbox: every submitted proposal of the programmes that a person works for."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from calls.models import Call
from programmes.permissions import programmes_where, staff
from programmes.states import SEES_ALL_SUBMITTED
from projects.models import Project
from secretariat.filters.inbox import InboxFilter
from secretariat.pages.shared import inbox_rows

PAGE = 25


@staff()
def inbox(request: HttpRequest) -> HttpResponse:
    """Submitted proposals, narrowed by the address."""
    mine = programmes_where(request.user, SEES_ALL_SUBMITTED)
    if not mine:
        return redirect("secretariat:my_assessments")  # an assessor has no other inbox
    calls = Call.objects.of_programmes(mine)
    proposals = inbox_rows(Project.objects.visible_to_staff(request.user))
    narrowed = InboxFilter(request.GET, queryset=proposals, calls=calls)
    page = Paginator(narrowed.qs, PAGE).get_page(request.GET.get("page"))
    context = {"filter": narrowed, "page": page, "is_narrowed": bool(request.GET.keys() - {"page", "sort"})}
    return render(request, "secretariat/inbox.html", context)
