"""The ranking of a call: who gets the money, where it ends, and who stands on the reserve list."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from assessments.ranking.reading import closed_to, read
from assessments.ranking.ties import may_order, order_tie, tie_of
from calls.permissions import calls_for
from core.sheets import Format
from programmes.permissions import staff
from programmes.states import DECIDES, SEES_ALL_SUBMITTED
from projects.models import Project
from secretariat.filters.ranking import RankingFilter
from secretariat.forms.ranking import TieForm
from secretariat.pages.ranking import (
    line_page,
    lines_of,
    my_ranked_call,
    page_of,
    parts_of,
    sheet_of,
    step_in,
)
from secretariat.pages.ranking_heads import heads, money_by_priority
from secretariat.pages.ranking_rows import body, controls
from secretariat.pages.shared import done, status_of
from secretariat.pages.tables import answer

PAGE = 25


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def rankings(request: HttpRequest) -> HttpResponse:
    """The calls of my programmes, the latest first, each with its ranking and figures."""
    mine = calls_for(request.user, SEES_ALL_SUBMITTED).published()
    calls = mine.with_programme().order_by("-closes_at", "pk")
    page = Paginator(calls, PAGE).get_page(request.GET.get("page"))
    return render(request, "secretariat/ranking/rankings.html", {"page": page})


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def ranking(request: HttpRequest, code: str) -> HttpResponse:
    """The ranked proposals of a call, or of one of its objectives, around the line where the money ends."""
    call = my_ranked_call(request, code)
    narrowed = RankingFilter(request.GET, call)
    step = step_in(request, call)
    user = signed_in_user(request)
    reading = read(call, user, step)
    lines = lines_of(call, reading, narrowed.objectives)
    page = page_of(request, reading, narrowed)
    context = {
        "call": call,
        "step": step,
        "reading": reading,
        "filter": narrowed,
        "lines": lines,
        "page": page,
        "parts": (parts := parts_of(page.object_list, narrowed, lines)),
        "body": body(parts, code=code, step=step, may_order=may_order(user, call)),
        "heads": heads(narrowed, request.GET),
        "money": money_by_priority(reading, narrowed.objectives),
        "controls": controls(narrowed),
        "line_page": line_page(lines[0], narrowed) if len(lines) == 1 else None,
    }
    return render(request, "secretariat/ranking/ranking.html", context)


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def ranking_file(request: HttpRequest, code: str, kind: str) -> HttpResponseBase:
    """The ranking as the person reads it, narrowed as in the address, as CSV, XLSX or ODS."""
    if kind not in Format.values:
        raise Http404
    call = my_ranked_call(request, code)
    step, narrowed = step_in(request, call), RankingFilter(request.GET, call)
    reading = read(call, signed_in_user(request), step)
    table = sheet_of(call, narrowed.pick(reading.rows), narrowed)
    name = _("ranking")
    return answer(table, kind, f"{name}-{call.code}")


@staff(*DECIDES, of_call=True)
def tie(request: HttpRequest, code: str, uid: str) -> HttpResponse:
    """Record how the committee ordered proposals with the same score."""
    call, by = my_ranked_call(request, code), signed_in_user(request)
    step = step_in(request, call)
    project = get_object_or_404(Project.objects.visible_to_staff(by), call=call, uid=uid)
    tied = tie_of(call, project, step)
    closed = closed_to(by, call) & {row.project_id for row in tied}
    if len(tied) < 2 or not may_order(by, call) or closed:
        raise Http404
    form = TieForm(request.POST if request.method == "POST" else None, tie=tied)
    if done(
        form, lambda: order_tie(call, form.order(), by=by, reason=form.cleaned_data["reason"], step=step)
    ):
        messages.success(request, _("The order of the tie is recorded."))
        return redirect("secretariat:ranking", code=code)
    context = {"call": call, "step": step, "tie": tied, "form": form}
    return render(request, "secretariat/ranking/tie.html", context, status=status_of(form))
