"""Putting the agenda of a session together: proposals of a call, other points, and their order."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import signed_in_user
from assessments.committee import agenda
from assessments.models import AgendaItem, Session
from assessments.states import SessionState
from core.errors import DomainError
from programmes.permissions import staff
from programmes.states import SECRETARIAT
from secretariat.forms.committee import AddProjectForm, PointForm
from secretariat.pages.committee import frame_of, item_in, kept_session, rows_for
from secretariat.pages.shared import done, status_of


@staff(*SECRETARIAT)
def session_agenda(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The agenda while the session is planned; afterwards it is fixed."""
    session = kept_session(request, uid)
    if session.state != SessionState.PLANNED:
        raise Http404
    by = signed_in_user(request)
    point = PointForm(_posted(request, "point"), prefix="point")
    candidates = agenda.candidates(session, by)
    project = AddProjectForm(_posted(request, "project"), prefix="project", candidates=candidates)
    if done(point, lambda: agenda.add_point(session, by=by, **point.cleaned_data)) or done(
        project, lambda: agenda.add_project(session, project.cleaned_data["project"], by=by)
    ):
        return redirect("secretariat:session_agenda", uid=uid)
    if "call" in request.POST:
        _add_call(request, session)
        return redirect("secretariat:session_agenda", uid=uid)
    context = {
        **frame_of(request, session, "agenda"),
        "rows": rows_for(request, session),
        "point": point,
        "project": project,
        "left": candidates.filter(call=session.call).count() if session.call else 0,
    }
    status = status_of(point, project)
    return render(request, "secretariat/committee/agenda.html", context, status=status)


@staff(*SECRETARIAT)
@require_POST
def session_order(request: HttpRequest, uid: UUID, pk: int) -> HttpResponse:
    """Move an item up, down or to a place, or take it off the agenda."""
    session = kept_session(request, uid)
    item = item_in(request, session, pk)
    by = signed_in_user(request)
    act = _acts(item, request.POST).get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    try:
        act(by)
    except DomainError as refusal:
        notes.error(request, str(refusal.text))
    return redirect("secretariat:session_agenda", uid=uid)


@staff(*SECRETARIAT)
def session_point(request: HttpRequest, uid: UUID, pk: int) -> HttpResponse:
    """Correct the words of an item."""
    session = kept_session(request, uid)
    item = get_object_or_404(session.items.filter(project=None).select_related("session"), pk=pk)
    if session.state != SessionState.PLANNED:
        raise Http404
    initial = {"title": item.title, "text": item.text}
    form = PointForm(request.POST if request.method == "POST" else None, initial=initial)
    if done(form, lambda: agenda.change_point(item, by=signed_in_user(request), **form.cleaned_data)):
        return redirect("secretariat:session_agenda", uid=uid)
    context = {**frame_of(request, session, "agenda"), "item": item, "form": form}
    return render(request, "secretariat/committee/point.html", context, status=status_of(form))


def _acts(item: AgendaItem, posted: QueryDict) -> dict[str, Callable[..., None]]:
    wanted = posted.get("to", "")
    to = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 5 else item.position
    return {
        "up": lambda by: agenda.move(item, by=by, to=item.position - 1),
        "down": lambda by: agenda.move(item, by=by, to=item.position + 1),
        "to": lambda by: agenda.move(item, by=by, to=to),
        "remove": lambda by: agenda.remove(item, by=by),
    }


def _add_call(request: HttpRequest, session: Session) -> None:
    if session.call is None:
        raise Http404
    try:
        count = agenda.add_call(session, session.call, by=signed_in_user(request))
    except DomainError as refusal:
        notes.error(request, str(refusal.text))
        return
    said = ngettext("%(count)d proposal was added.", "%(count)d proposals were added.", count)
    notes.success(request, said % {"count": count} if count else _("No proposal is left to be added."))


def _posted(request: HttpRequest, name: str) -> QueryDict | None:
    return request.POST if name in request.POST else None
