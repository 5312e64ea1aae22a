"""Papers of a session: each reader's own copy as PDF."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import signed_in_user
from assessments.committee import papers
from assessments.committee.papers import hidden_from, reading_language
from documents import serving
from programmes.permissions import staff
from programmes.states import SEES_ALL_SUBMITTED
from secretariat.pages.committee import frame_of, own_document, rows_for, session_with_papers


@staff(*SEES_ALL_SUBMITTED)
@require_http_methods(["GET", "HEAD", "POST"])
def session_papers(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The papers as this reader may have them."""
    session = session_with_papers(request, uid)
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
    document = own_document(request, session_with_papers(request, uid), papers)
    context = serving.paper(document, _("Papers"), "secretariat:session_papers", uid)
    return render(request, "components/paper_state.html", context)


@staff(*SEES_ALL_SUBMITTED)
@require_safe
def session_papers_file(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    return serving.respond(own_document(request, session_with_papers(request, uid), papers), request)
