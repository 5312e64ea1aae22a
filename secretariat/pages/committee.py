"""What the pages of the committee's sessions share: the session of the address, its next steps, its tabs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import signed_in_user
from assessments.committee import table
from assessments.committee.access import confirms, is_member, items_for, keeps, undeclared
from assessments.committee.papers import hidden_from, reading_language
from assessments.committee.table import ItemRow
from assessments.models import AgendaItem, Session
from assessments.states import SessionKind, SessionState
from documents.models import Document
from secretariat.forms.committee import ExtendForm, ReasonForm


@dataclass(frozen=True)
class Step:
    """One step of a session, with what it does in words."""

    key: str
    label: Promise
    words: Promise
    form: type[ReasonForm] | None = None
    tone: str = "primary"


STEPS = {
    "convene": Step(
        "convene",
        _("Tell the members"),
        _(
            "Every member gets an e-mail with date and place. The agenda, the versions of the proposals "
            "and the papers are frozen, and the PDF of the papers is made."
        ),
    ),
    "open": Step("open", _("Open the session"), _("From now on votes are recorded.")),
    "close": Step(
        "close",
        _("Close the session"),
        _("Votes can no longer change. Decisions can still be corrected until they are confirmed."),
    ),
    "agree": Step(
        "agree",
        _("Mark the minutes as agreed"),
        _("The minutes are frozen as they stand now."),
    ),
    "cancel": Step(
        "cancel",
        _("Call the session off"),
        _("Members who were told get an e-mail with your reason. The record stays."),
        form=ReasonForm,
        tone="danger",
    ),
    "extend": Step(
        "extend",
        _("Extend the deadline"),
        _(
            "Votes can be cast for longer. Votes that were cast stand; every member gets an e-mail with "
            "your reason."
        ),
        form=ExtendForm,
        tone="secondary",
    ),
}
AFTER: Mapping[str, tuple[str, ...]] = {
    SessionState.PLANNED: ("convene", "cancel"),
    SessionState.CONVENED: ("open", "cancel"),
    SessionState.OPEN: ("close", "extend", "cancel"),
    SessionState.CLOSED: ("agree",),
}


def steps_of(session: Session) -> list[Step]:
    """The steps that the secretariat can take now; written procedures open and end by the clock."""
    left_out = {"open", "close"} if session.kind == SessionKind.WRITTEN else {"extend"}
    return [STEPS[key] for key in AFTER.get(session.state, ()) if key not in left_out]


def session_of(request: HttpRequest, uid: UUID) -> Session:
    """The session, if the person may know of it; 404 for others."""
    found = Session.objects.visible_to(request.user).for_list()
    return get_object_or_404(found, uid=uid)


def session_with_papers(request: HttpRequest, uid: UUID) -> Session:
    """The session, once it has papers; 404 before it was convened."""
    session = session_of(request, uid)
    if session.convened_at is None:
        raise Http404
    return session


def own_document(request: HttpRequest, session: Session, source: ModuleType) -> Document:
    """This reader's copy of the papers or the minutes (`source`); 404 before it was asked for."""
    hidden = hidden_from(session, signed_in_user(request))
    found: Document | None = source.current(session, hidden, reading_language())
    if found is None:
        raise Http404
    return found


def kept_session(request: HttpRequest, uid: UUID) -> Session:
    """The session, if the person is of its secretariat; 404 for others."""
    return get_object_or_404(Session.objects.kept_by(request.user).for_list(), uid=uid)


def frame_of(request: HttpRequest, session: Session, here: str) -> dict[str, object]:
    """What every page of a session shows around its own content."""
    user = signed_in_user(request)
    return {
        "session": session,
        "here": here,
        "keeps": keeps(user, session),
        "confirms": confirms(user, session),
        "sits": is_member(user, session),
        "steps": steps_of(session) if keeps(user, session) else [],
    }


def rows_for(request: HttpRequest, session: Session) -> list[ItemRow]:
    """The agenda as this person may see it."""
    return table.rows_of(session, items_for(session, signed_in_user(request)))


def item_row(request: HttpRequest, session: Session, pk: int) -> ItemRow:
    """One item as this person may see it; 404 when the person may not know of it."""
    row = next((row for row in rows_for(request, session) if row.item.pk == pk), None)
    closed = undeclared(session, signed_in_user(request))
    if row is None or row.item.project_id in closed:
        raise Http404
    return row


def item_in(request: HttpRequest, session: Session, pk: int) -> AgendaItem:
    """The item of the address, if the person may know of it; 404 for others."""
    items = items_for(session, signed_in_user(request)).select_related("session", "project")
    return get_object_or_404(items, pk=pk)
