"""A committee member's own view: one proposal a card, with interests, papers and vote. Made for a phone."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from accounts.models import User
from assessments import declaring
from assessments.committee import voting
from assessments.committee.table import ItemRow, Seat
from assessments.models import AgendaItem, DelegationMember, Session
from assessments.states import SessionState
from programmes.permissions import staff
from programmes.states import Role
from projects.models import Interest
from secretariat.forms.voting import DeclareForm, VoteForm
from secretariat.pages.committee import frame_of, rows_for, session_of
from secretariat.pages.shared import done, status_of


@dataclass(frozen=True)
class Ballot:
    """One proposal as the member sees it: declare first, then vote for the own delegation."""

    row: ItemRow
    is_cleared: bool
    declare: DeclareForm | None
    votes: tuple[tuple[Seat, VoteForm | None], ...]

    @property
    def is_done(self) -> bool:
        return self.is_cleared and all(seat.position for seat, _form in self.votes)


@staff(Role.COMMITTEE)
def session_vote(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The member's cards; each is sent on its own."""
    session = session_of(request, uid)
    user = signed_in_user(request)
    posted = _posted_form(request)
    if posted is not None:
        item = _item(session, posted, user)
        if item is not None and _acted(request, posted, item, user):
            return redirect(f"{reverse('secretariat:session_vote', args=[uid])}#item-{item.pk}")
    ballots = _ballots(request, session, user, posted)
    context = {
        **frame_of(request, session, "vote"),
        "ballots": ballots,
        "points": [row for row in rows_for(request, session) if row.item.project is None],
        "done": sum(ballot.is_done for ballot in ballots),
        "speaks_for": [seat for ballot in ballots[:1] for seat, _form in ballot.votes],
    }
    return render(request, "secretariat/committee/vote.html", context, status=status_of(posted))


def _posted_form(request: HttpRequest) -> DeclareForm | VoteForm | None:
    if request.method != "POST":
        return None
    kind: type[DeclareForm | VoteForm] = DeclareForm if "has_conflict" in request.POST else VoteForm
    return kind(request.POST)


def _item(session: Session, form: DeclareForm | VoteForm, user: User) -> AgendaItem | None:
    """The item that the form names; 404 when the member may not know of it, None when it names none."""
    form.full_clean()
    key = form.cleaned_data.get("item")
    if key is None:
        return None
    items = session.items.select_related("session", "project__call__programme_period")
    closed = Interest.objects.conflicts_of(user).values("project")
    found = get_object_or_404(items, pk=key)
    if items.filter(pk=key, project__in=closed).exists():
        raise Http404
    return found


def _acted(request: HttpRequest, form: DeclareForm | VoteForm, item: AgendaItem, user: User) -> bool:
    data = form.cleaned_data
    if isinstance(form, DeclareForm):
        project = item.project
        if project is None:
            raise Http404
        declared = done(
            form,
            lambda: declaring.declare(project, by=user, has_conflict=data["has_conflict"], note=data["note"]),
        )
        if declared and data["has_conflict"]:
            notes.success(
                request, _("Your conflict of interest is recorded. You see no more of this proposal.")
            )
        return declared

    def vote() -> None:
        said = {name: data[name] for name in ("delegation", "position", "note", "seen")}
        voting.cast(item, by=user, **said)

    if done(form, vote):
        notes.success(request, _("Your vote is recorded. You can change it until the vote is closed."))
        return True
    return False


def _ballots(
    request: HttpRequest, session: Session, user: User, posted: DeclareForm | VoteForm | None
) -> list[Ballot]:
    mine = set(DelegationMember.objects.filter(user=user).values_list("delegation", flat=True))
    cleared = set(Interest.objects.cleared_for(user).values_list("project", flat=True))
    key = posted.cleaned_data.get("item") if posted is not None else None
    found = []
    for row in rows_for(request, session):
        if row.item.project_id is None:
            continue
        is_cleared = row.item.project_id in cleared
        failed = posted if posted is not None and key == row.item.pk else None
        declare = None
        if not is_cleared and session.state in {SessionState.CONVENED, SessionState.OPEN}:
            declare = failed if isinstance(failed, DeclareForm) else _declare_form(row)
        seats = [seat for seat in row.seats if seat.attendance.delegation_id in mine]
        votes = tuple(
            (seat, _vote_form(session, row, seat, failed) if is_cleared else None) for seat in seats
        )
        found.append(Ballot(row, is_cleared, declare, votes))
    return found


def _declare_form(row: ItemRow) -> DeclareForm:
    return DeclareForm(initial={"item": row.item.pk}, auto_id=f"id_{row.item.pk}_%s")


def _vote_form(
    session: Session, row: ItemRow, seat: Seat, failed: DeclareForm | VoteForm | None
) -> VoteForm | None:
    """The form of a vote that can still be cast."""
    is_over = session.deadline is not None and session.deadline <= timezone.now()
    if session.state != SessionState.OPEN or row.is_closed or seat.is_recused or is_over:
        return None
    delegation = seat.attendance.delegation_id
    if isinstance(failed, VoteForm) and failed.cleaned_data.get("delegation") == delegation:
        return failed
    initial = {
        "item": row.item.pk,
        "delegation": delegation,
        "seen": seat.position,
        "position": seat.position,
        "note": seat.vote.note if seat.vote else "",
    }
    return VoteForm(initial=initial, auto_id=f"id_{row.item.pk}_{delegation}_%s")
