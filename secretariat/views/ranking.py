"""The ranking of a call: who gets the money, where it ends, and who stands on the reserve list."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import signed_in_user
from assessments.ranking.reading import read
from calls.models import Call
from programmes.permissions import programmes_where, staff
from programmes.states import SEES_ALL_SUBMITTED
from secretariat.filters.ranking import RankingFilter
from secretariat.pages.ranking import line_page, lines_of, my_ranked_call, page_of, parts_of, step_in

PAGE = 25


@staff(*SEES_ALL_SUBMITTED)
def rankings(request: HttpRequest) -> HttpResponse:
    """The calls of my programmes, the latest first, each with its ranking and figures."""
    mine = programmes_where(request.user, SEES_ALL_SUBMITTED)
    calls = Call.objects.of_programmes(mine).published().with_programme().order_by("-closes_at", "pk")
    page = Paginator(calls, PAGE).get_page(request.GET.get("page"))
    return render(request, "secretariat/ranking/rankings.html", {"page": page})


@staff(*SEES_ALL_SUBMITTED)
def ranking(request: HttpRequest, code: str) -> HttpResponse:
    """The ranked proposals of a call, or of one of its objectives, around the line where the money ends."""
    call = my_ranked_call(request, code)
    narrowed = RankingFilter(request.GET, call)
    step = step_in(request, call)
    reading = read(call, signed_in_user(request), step)
    lines = lines_of(call, reading, narrowed.objectives)
    page = page_of(request, reading, narrowed)
    context = {
        "call": call,
        "step": step,
        "reading": reading,
        "filter": narrowed,
        "lines": lines,
        "page": page,
        "parts": parts_of(page.object_list, narrowed, lines),
        "line_page": line_page(lines[0], narrowed) if len(lines) == 1 else None,
    }
    return render(request, "secretariat/ranking/ranking.html", context)
