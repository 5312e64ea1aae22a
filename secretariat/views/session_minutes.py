"""Minutes of a session: texts that save themselves beside what the session says by itself, and the PDF."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import needs_second_factor, signed_in_or_401, signed_in_user
from assessments.committee import minutes, minuting
from assessments.committee.access import keeps
from assessments.committee.papers import hidden_from, reading_language
from assessments.models import Session
from core.errors import DomainError
from documents import serving
from programmes.permissions import staff
from programmes.states import SEES_ALL_SUBMITTED
from projects.fields import Saved
from secretariat.pages import autosave
from secretariat.pages.committee import frame_of, own_document, rows_for, session_with_papers
from secretariat.pages.minutes import places_of
from secretariat.pages.sheets import Tried


@staff(*SEES_ALL_SUBMITTED)
def session_minutes(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What the minutes say at each point; the secretariat writes, others read."""
    session = session_with_papers(request, uid)
    by = signed_in_user(request)
    if request.method != "POST":
        return _shown(request, session, Tried())
    if not keeps(by, session):
        raise Http404
    typed = autosave.posted(request.POST, minuting.stored_of(session, by))
    try:
        outcomes = minuting.save_sheet(session, typed, by=by)
    except DomainError as refusal:
        notes.error(request, str(refusal.text))
        return redirect("secretariat:session_minutes", uid=uid)
    if any(not isinstance(outcome, Saved) for outcome in outcomes.values()):
        session.refresh_from_db()
        return _shown(request, session, Tried(typed, outcomes))
    notes.success(request, _("Saved."))
    return redirect("secretariat:session_minutes", uid=uid)


@signed_in_or_401
@require_POST
def session_minutes_field(request: HttpRequest, uid: UUID) -> JsonResponse:
    """Save one text of the minutes."""
    by = signed_in_user(request)
    session = session_with_papers(request, uid)
    if needs_second_factor(by) or not keeps(by, session):
        raise Http404
    return autosave.answer(
        request, lambda key, value, base: minuting.save_field(session, key, value, base=base, by=by)
    )


@staff(*SEES_ALL_SUBMITTED)
@require_http_methods(["POST"])
def session_minutes_pdf(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask for the minutes as they stand now."""
    session = session_with_papers(request, uid)
    minutes.request(session, hidden_from(session, signed_in_user(request)), reading_language())
    return redirect("secretariat:session_minutes", uid=uid)


@staff(*SEES_ALL_SUBMITTED)
@require_safe
def session_minutes_pdf_state(request: HttpRequest, uid: UUID) -> HttpResponse:
    session = session_with_papers(request, uid)
    own_document(request, session, minutes)
    return render(request, "components/paper_state.html", _minutes_paper(request, session))


@staff(*SEES_ALL_SUBMITTED)
@require_safe
def session_minutes_pdf_file(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    return serving.respond(own_document(request, session_with_papers(request, uid), minutes), request)


def _shown(request: HttpRequest, session: Session, tried: Tried) -> HttpResponse:
    by = signed_in_user(request)
    places = places_of(rows_for(request, session), minuting.stored_of(session, by), tried)
    faults = [place.box for place in places if place.box.error]
    context = {
        **frame_of(request, session, "minutes"),
        **_minutes_paper(request, session),
        "places": places,
        "faults": faults,
        **autosave.CONTEXT,
        "may_write": keeps(by, session) and session.state in minuting.WRITTEN_IN,
    }
    status = 409 if faults else 200
    return render(request, "secretariat/committee/minutes.html", context, status=status)


def _minutes_paper(request: HttpRequest, session: Session) -> dict[str, object]:
    hidden = hidden_from(session, signed_in_user(request))
    document = minutes.current(session, hidden, reading_language())
    label = _("Minutes")
    return serving.paper(document, label, "secretariat:session_minutes_pdf", session.uid)
