"""Steps that the team of a platform takes with a request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import signed_in_user
from accounts.models import User
from core.errors import DomainError
from knowledge.models import ServiceRequest
from knowledge.service_states import BY_KEY
from knowledge.services import deciding, meetings
from programmes.permissions import staff
from programmes.states import SECRETARIAT
from secretariat.forms.services import DateForm, ExpertForm, ReasonForm
from secretariat.pages.shared import done, status_of
from secretariat.views.learning.services import one

Verb = Callable[[ServiceRequest, User, Any], object]


def _entrust(found: ServiceRequest, by: User, form: ExpertForm) -> None:
    deciding.entrust(found, by=by, expert=form.expert_chosen(), seen=form.expert_seen())


def _fix(found: ServiceRequest, by: User, form: DateForm) -> None:
    meetings.fix(found, by=by, wanted=form.wanted(), seen=form.cleaned_data["seen"])


ACTS: dict[str, tuple[type[Any], Verb]] = {
    "accept": (
        ReasonForm,
        lambda found, by, form: deciding.accept(found, by=by, note=form.cleaned_data["text"]),
    ),
    "refuse": (
        ReasonForm,
        lambda found, by, form: deciding.refuse(found, by=by, reason=form.cleaned_data["text"]),
    ),
    "cancel": (
        ReasonForm,
        lambda found, by, form: deciding.cancel(found, by=by, reason=form.cleaned_data["text"]),
    ),
    "close_answered": (
        ReasonForm,
        lambda found, by, form: deciding.close_answered(found, by=by, note=form.cleaned_data["text"]),
    ),
    "assign": (ExpertForm, _entrust),
    "entrust": (ExpertForm, _entrust),
    "fix": (DateForm, _fix),
}


@staff(*SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def service_step(request: HttpRequest, uid: UUID, step: str) -> HttpResponse:
    """Take one step, with what it needs."""
    found = one(request, uid)
    if step not in ACTS or found.kind not in BY_KEY[step].kinds:
        raise Http404
    if request.method != "POST" and found.state not in BY_KEY[step].sources:
        raise DomainError(_("This is not possible now. Go back to the request to see where it stands."))
    kind, verb = ACTS[step]
    form = kind(request.POST if request.method == "POST" else None, request=found, step=step)
    if done(form, lambda: verb(found, signed_in_user(request), form)):
        notes.success(request, _("Done."))
        return redirect("secretariat:service", uid)
    context = {"found": found, "step": BY_KEY[step], "form": form}
    return render(request, "secretariat/services/service_step.html", context, status=status_of(form))
