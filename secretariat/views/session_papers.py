"""Papers and minutes of a session: each reader's own copy as PDF, and the texts of the minutes."""

from __future__ import annotations

from types import ModuleType
from uuid import UUID

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import signed_in_user
from assessments.committee import minutes, papers
from assessments.committee.access import keeps, undeclared
from assessments.committee.papers import hidden_from, reading_language
from assessments.models import Session
from documents import serving
from documents.models import Document
from programmes.permissions import staff
from programmes.states import SEES_ALL_SUBMITTED
from secretariat.pages.committee import frame_of, rows_for, session_of


@staff(*SEES_ALL_SUBMITTED)
@require_http_methods(["GET", "HEAD", "POST"])
def session_papers(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The papers as this reader may have them."""
    session = _with_papers(request, uid)
    hidden = hidden_from(session, signed_in_user(request))
    if request.method == "POST":
        papers.request(session, hidden, reading_language())
        return redirect("secretariat:session_papers", uid=uid)
    document = papers.current(session, hidden, reading_language())
    context = {
        **frame_of(request, session, "papers"),
        **serving.paper(document, _("Papers"), "secretariat:session_papers", uid),
        "undeclared": len(hidden & {row.item.project_id for row in rows_for(request, session)}),
    }
    return render(request, "secretariat/committee/papers.html", context)


@staff(*SEES_ALL_SUBMITTED)
@require_safe
def session_papers_state(request: HttpRequest, uid: UUID) -> HttpResponse:
    document = _document(request, _with_papers(request, uid), papers)
    context = serving.paper(document, _("Papers"), "secretariat:session_papers", uid)
    return render(request, "components/paper_state.html", context)


@staff(*SEES_ALL_SUBMITTED)
@require_safe
def session_papers_file(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    return serving.respond(_document(request, _with_papers(request, uid), papers), request)


@staff(*SEES_ALL_SUBMITTED)
def session_minutes(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What the minutes say at each point; the secretariat writes, others read."""
    session = _with_papers(request, uid)
    by = signed_in_user(request)
    stale = None
    if request.method == "POST":
        if not keeps(by, session):
            raise Http404
        place, text = request.POST.get("place", ""), request.POST.get("text", "")
        revision = request.POST.get("revision", "")
        seen = int(revision) if revision.isdecimal() and len(revision) < 9 else -1
        try:
            minutes.save_text(session, place, text, by=by, seen_revision=seen)
        except minutes.Stale as refusal:
            stale = {"place": place, "mine": text, "theirs": refusal.theirs, "revision": refusal.revision}
        else:
            notes.success(request, _("Saved."))
            return redirect("secretariat:session_minutes", uid=uid)
    closed = undeclared(session, by)
    context = {
        **frame_of(request, session, "minutes"),
        **_minutes_paper(request, session),
        "rows": [row for row in rows_for(request, session) if row.item.project_id not in closed],
        "may_write": keeps(by, session) and session.state in minutes.WRITTEN_IN,
        "stale": stale,
    }
    status = 409 if stale else 200
    return render(request, "secretariat/committee/minutes.html", context, status=status)


@staff(*SEES_ALL_SUBMITTED)
@require_http_methods(["POST"])
def session_minutes_pdf(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask for the minutes as they stand now."""
    session = _with_papers(request, uid)
    minutes.request(session, hidden_from(session, signed_in_user(request)), reading_language())
    return redirect("secretariat:session_minutes", uid=uid)


@staff(*SEES_ALL_SUBMITTED)
@require_safe
def session_minutes_pdf_state(request: HttpRequest, uid: UUID) -> HttpResponse:
    session = _with_papers(request, uid)
    _document(request, session, minutes)
    return render(request, "components/paper_state.html", _minutes_paper(request, session))


@staff(*SEES_ALL_SUBMITTED)
@require_safe
def session_minutes_pdf_file(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    return serving.respond(_document(request, _with_papers(request, uid), minutes), request)


def _with_papers(request: HttpRequest, uid: UUID) -> Session:
    """The session, once it has papers; 404 before it was convened."""
    session = session_of(request, uid)
    if session.convened_at is None:
        raise Http404
    return session


def _document(request: HttpRequest, session: Session, source: ModuleType) -> Document:
    hidden = hidden_from(session, signed_in_user(request))
    found: Document | None = source.current(session, hidden, reading_language())
    if found is None:
        raise Http404
    return found


def _minutes_paper(request: HttpRequest, session: Session) -> dict[str, object]:
    hidden = hidden_from(session, signed_in_user(request))
    document = minutes.current(session, hidden, reading_language())
    label = _("Minutes")
    return serving.paper(document, label, "secretariat:session_minutes_pdf", session.uid)
