"""One item of a session: attendance, votes as the secretariat records them, and the prepared decision."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from assessments.committee import prepared, table, voting
from assessments.committee.access import items_for, keeps
from assessments.committee.table import ItemRow
from assessments.models import Session
from assessments.states import Position
from core.errors import DomainError
from programmes.permissions import staff
from programmes.states import SECRETARIAT, SEES_ALL_SUBMITTED
from secretariat.forms.committee import ReasonForm
from secretariat.forms.preparing import DraftForm
from secretariat.pages.committee import frame_of, item_row, kept_session, session_of
from secretariat.pages.shared import done, status_of


@staff(*SEES_ALL_SUBMITTED)
def session_item(request: HttpRequest, uid: UUID, pk: int) -> HttpResponse:
    """The votes on an item with their result; the secretariat records them and prepares the decision."""
    session = session_of(request, uid)
    row = item_row(request, session, pk)
    if request.method == "POST" and not keeps(signed_in_user(request), session):
        raise Http404
    form = DraftForm(_posted(request, "prepare"), prefix="draft", pending=row.pending, motion=_motion(row))
    reopen = ReasonForm(_posted(request, "reopen"), prefix="reopen")
    if _prepared(request, row, form) or _reopened(request, row, reopen):
        return redirect("secretariat:session_item", uid=uid, pk=pk)
    refused = _acted(request, row)
    if refused == "":
        return redirect("secretariat:session_item", uid=uid, pk=pk)
    context = {
        **frame_of(request, session, "item"),
        "row": row,
        "neighbours": _neighbours(request, session, row),
        "positions": Position,
        "form": form if _may_prepare(session, row) else None,
        "reopen": reopen,
        "refused": refused,
    }
    status = 409 if refused else status_of(form, reopen)
    return render(request, "secretariat/committee/item.html", context, status=status)


@staff(*SECRETARIAT)
def session_attendance(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Who is there, and who speaks for each delegation."""
    session = kept_session(request, uid)
    rows = table.attendances_of(session)
    if request.method == "POST":
        present = {
            row.delegation_id: (
                f"present_{row.delegation_id}" in request.POST,
                request.POST.get(f"people_{row.delegation_id}", ""),
            )
            for row in rows
        }
        try:
            voting.attend(session, by=signed_in_user(request), present=present)
        except DomainError as refusal:
            notes.error(request, str(refusal.text))
        else:
            notes.success(request, _("The attendance is recorded."))
            return redirect("secretariat:session", uid=uid)
    context = {**frame_of(request, session, "attendance"), "attendances": rows}
    return render(request, "secretariat/committee/attendance.html", context)


def _acted(request: HttpRequest, row: ItemRow) -> str | None:
    """Record votes or close the item: why it was refused, blank when done, None when nothing was asked."""
    if request.method != "POST" or not {"votes", "close", "all_for", "discard"} & set(request.POST):
        return None
    by = signed_in_user(request)
    try:
        if "discard" in request.POST:
            revision = request.POST.get("revision", "")
            seen = int(revision) if revision.isdecimal() and len(revision) < 9 else -1
            prepared.discard(row.item, by=by, seen_revision=seen)
            return ""
        voting.record(row.item, by=by, positions=_positions(request, row))
        if "close" in request.POST:
            voting.close_item(row.item, by=by)
    except DomainError as refusal:
        return str(refusal.text)
    return ""


def _positions(request: HttpRequest, row: ItemRow) -> dict[int, str]:
    """What was chosen for each delegation; "all for" fills in those in the room that said nothing."""
    said: dict[int, str] = {}
    for seat in row.seats:
        key = seat.attendance.delegation_id
        chosen = request.POST.get(f"vote_{key}", seat.position)
        if "all_for" in request.POST and not chosen and seat.attendance.is_present:
            chosen = Position.FOR
        if not seat.is_recused:
            said[key] = chosen
    return said


def _prepared(request: HttpRequest, row: ItemRow, form: DraftForm) -> bool:
    by = signed_in_user(request)

    def act() -> None:
        seen = form.cleaned_data["revision"]
        prepared.prepare(row.item, form.draft(), by=by, seen_revision=seen)

    if not done(form, act):
        return False
    notes.success(request, _("The decision is prepared. It can be corrected until it is confirmed."))
    return True


def _reopened(request: HttpRequest, row: ItemRow, form: ReasonForm) -> bool:
    by = signed_in_user(request)
    return done(form, lambda: voting.reopen_item(row.item, by=by, note=form.cleaned_data["note"]))


def _may_prepare(session: Session, row: ItemRow) -> bool:
    is_open = row.item.project is not None and session.state in prepared.PREPARABLE
    return is_open and row.decision is None


def _motion(row: ItemRow) -> str:
    """What to propose as the decision: the motion, once the vote carried it."""
    return row.item.motion if row.is_closed and row.tally and row.tally.is_carried else ""


def _neighbours(request: HttpRequest, session: Session, row: ItemRow) -> dict[str, object]:
    """The proposals before and after, so that a meeting goes through the agenda."""
    mine = items_for(session, signed_in_user(request))
    others = mine.filter(project__isnull=False).order_by("position", "pk")
    return {
        "before": others.filter(position__lt=row.item.position).last(),
        "after": others.filter(position__gt=row.item.position).first(),
    }


def _posted(request: HttpRequest, name: str) -> QueryDict | None:
    return request.POST if name in request.POST else None
