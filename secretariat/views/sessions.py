"""Sessions of the monitoring committee: the list, a new one, its page, and its steps."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from accounts.models import User
from assessments.committee import minutes, sitting
from assessments.committee.access import undeclared
from assessments.models import Session
from assessments.states import SessionState
from calls.models import Call
from core.errors import DomainError
from programmes.models import Programme
from programmes.permissions import programmes_where, staff
from programmes.states import SECRETARIAT, SEES_ALL_SUBMITTED
from secretariat.forms.committee import SessionForm
from secretariat.pages.committee import STEPS, frame_of, kept_session, rows_for, session_of, steps_of
from secretariat.pages.shared import done, status_of

PAGE = 25
VERBS: dict[str, Callable[..., Session]] = {
    "convene": sitting.convene,
    "open": sitting.open_,
    "close": sitting.close,
    "agree": minutes.agree,
    "cancel": sitting.cancel,
    "extend": sitting.extend,
}


@staff(*SEES_ALL_SUBMITTED)
def sessions(request: HttpRequest) -> HttpResponse:
    """All sessions of the person's programmes, the newest first."""
    found = Session.objects.visible_to(request.user).for_list()
    state = request.GET.get("state", "")
    if state in SessionState.values:
        found = found.filter(state=state)
    keeps = programmes_where(request.user, SECRETARIAT)
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "states": SessionState,
        "state": state,
        "programmes": Programme.objects.filter(pk__in=keeps),
    }
    return render(request, "secretariat/committee/sessions.html", context)


@staff(*SECRETARIAT)
def session_new(request: HttpRequest, code: str) -> HttpResponse:
    """Plan a session of a programme."""
    mine = Programme.objects.filter(pk__in=programmes_where(request.user, SECRETARIAT))
    programme = get_object_or_404(mine, pk=code)
    calls = Call.objects.filter(programme_period__programme=programme).order_by("-opens_at")
    form = SessionForm(
        _posted(request), calls=calls, initial={**sitting.usual_rules(programme), "kind": "meeting"}
    )
    by, made = signed_in_user(request), []

    def act() -> None:
        key, call = form.cleaned_data["key"], form.cleaned_data["call"]
        made.append(sitting.plan(programme, form.facts(), by=by, key=key, call=call))

    if done(form, act):
        notes.success(request, _("The session is planned. Now put together its agenda."))
        return redirect("secretariat:session_agenda", uid=made[0].uid)
    context = {"form": form, "programme": programme}
    return render(request, "secretariat/committee/session_form.html", context, status=status_of(form))


@staff(*SECRETARIAT)
def session_edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Correct a session before it is opened."""
    session = kept_session(request, uid)
    if session.state not in sitting.BEFORE_OPEN:
        raise Http404
    initial = {name: getattr(session, name) for name in sitting.Facts.__dataclass_fields__}
    form = SessionForm(_posted(request), calls=Call.objects.none(), session=session, initial=initial)
    if done(form, lambda: _change(session, form, by=signed_in_user(request))):
        notes.success(request, _("Saved: %(session)s") % {"session": session})
        return redirect("secretariat:session", uid=uid)
    context = {**frame_of(request, session, "edit"), "form": form, "programme": session.programme}
    return render(request, "secretariat/committee/session_form.html", context, status=status_of(form))


def _change(session: Session, form: SessionForm, *, by: User) -> None:
    try:
        sitting.change(session, form.facts(), by=by, seen=form.cleaned_data["seen"])
    except sitting.StaleSession as refusal:
        form.show_beside(refusal.current)
        raise


@staff(*SEES_ALL_SUBMITTED)
def session(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The session: when, where and by which rules; its agenda with votes, results and decisions."""
    found = session_of(request, uid)
    rows = rows_for(request, found)
    context = {
        **frame_of(request, found, "session"),
        "rows": rows,
        "undeclared": undeclared(found, signed_in_user(request)),
        "attendances": [seat.attendance for seat in rows[0].seats] if rows else [],
        "waiting": sum(row.pending is not None and row.decision is None for row in rows),
    }
    return render(request, "secretariat/committee/session.html", context)


@staff(*SECRETARIAT)
def session_step(request: HttpRequest, uid: UUID, key: str) -> HttpResponse:
    """Take a step of the session, after a page that says what it does."""
    found = kept_session(request, uid)
    step = STEPS.get(key)
    if step is None or (request.method != "POST" and step not in steps_of(found)):
        raise Http404
    by = signed_in_user(request)
    form = step.form(_posted(request)) if step.form else None
    if form is not None and done(form, lambda: VERBS[key](found, by=by, **form.cleaned_data)):
        notes.success(request, _("Done: %(step)s") % {"step": step.label})
        return redirect("secretariat:session", uid=uid)
    refused = _take(found, key, by) if form is None and request.method == "POST" else None
    if refused == "":
        notes.success(request, _("Done: %(step)s") % {"step": step.label})
        return redirect("secretariat:session", uid=uid)
    context = {**frame_of(request, found, "step"), "step": step, "form": form, "refused": refused}
    status = 409 if refused else status_of(form)
    return render(request, "secretariat/committee/session_step.html", context, status=status)


def _take(session: Session, key: str, by: User) -> str:
    """Why the step was refused; blank when it was taken."""
    try:
        VERBS[key](session, by=by)
    except DomainError as refusal:
        return str(refusal.text)
    return ""


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
