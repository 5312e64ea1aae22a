"""Confirming what a session decided: a page that names how many and which, and then for good."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notes
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from accounts.access import signed_in_user
from accounts.models import User
from assessments.committee import prepared
from assessments.committee.access import confirms, undeclared
from assessments.committee.table import ItemRow
from assessments.models import Session
from core.errors import DomainError
from programmes.permissions import staff
from programmes.states import SEES_ALL_SUBMITTED
from publications import publishing
from secretariat.pages.committee import frame_of, rows_for, session_of


@staff(*SEES_ALL_SUBMITTED)
def session_decisions(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What is prepared and what is confirmed; who may confirm chooses, sees the list again, and confirms."""
    session = session_of(request, uid)
    rows = _rows(request, session)
    waiting = [row for row in rows if row.decision is None]
    if request.method == "POST" and not confirms(signed_in_user(request), session):
        raise Http404
    chosen = _chosen(request, waiting)
    refused = ""
    if chosen and "confirm" in request.POST:
        refused = _confirm(session, chosen, by=signed_in_user(request))
        if not refused:
            said = ngettext(
                "%(count)d decision is confirmed.", "%(count)d decisions are confirmed.", len(chosen)
            )
            notes.success(request, said % {"count": len(chosen)})
            return redirect("secretariat:session_decisions", uid=uid)
    context = {
        **frame_of(request, session, "decisions"),
        "waiting": waiting,
        "ready": [row for row in waiting if row.is_closed],
        "confirmed": [row for row in rows if row.decision is not None],
        "chosen": chosen if request.method == "POST" else {},
        "is_asking": request.method == "POST" and bool(chosen) and not refused,
        "refused": refused,
    }
    status = 409 if refused else 200
    return render(request, "secretariat/committee/decisions.html", context, status=status)


def _rows(request: HttpRequest, session: Session) -> list[ItemRow]:
    """The items with a prepared or confirmed decision that this person may read."""
    closed = undeclared(session, signed_in_user(request))
    return [
        row
        for row in rows_for(request, session)
        if row.item.project_id not in closed and (row.pending is not None or row.decision is not None)
    ]


def _chosen(request: HttpRequest, waiting: list[ItemRow]) -> dict[ItemRow, int]:
    """The rows that were ticked, each with the revision that the page showed."""
    found: dict[ItemRow, int] = {}
    for row in waiting:
        seen = request.POST.get(f"item_{row.item.pk}", "")
        if row.is_closed and seen.isdecimal() and len(seen) < 9:
            found[row] = int(seen)
    return found


@transaction.atomic
def _confirm(session: Session, chosen: dict[ItemRow, int], *, by: User) -> str:
    """Why nothing was confirmed; blank when all of them were. Public records follow their projects."""
    try:
        with transaction.atomic():
            prepared.confirm(session, by=by, seen={row.item.pk: seen for row, seen in chosen.items()})
            for row in chosen:
                if row.item.project is not None:
                    row.item.project.refresh_from_db()
                    publishing.follow(row.item.project, by=by)
    except DomainError as refusal:
        return str(refusal.text)
    return ""
