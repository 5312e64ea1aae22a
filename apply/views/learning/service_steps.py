"""Steps of a request that its asker, its expert and the invited people take."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages as notes
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from apply.forms.services import PlaceForm, WordsForm
from apply.views.learning.services import own_page
from apply.views.own import PersonRequest
from core.acts import done, is_refused
from core.errors import DomainError
from core.http import signed_in
from knowledge.models import ServiceRequest
from knowledge.service_states import BY_KEY, Consent, Part
from knowledge.services import deciding, outcomes, peers, publishing

Verb = Callable[[ServiceRequest, User, str], object]
VERBS: dict[str, Verb] = {
    "answer": lambda found, by, text: outcomes.answer(found, by=by, text=text),
    "report": lambda found, by, text: outcomes.report(found, by=by, text=text),
    "conclude": lambda found, by, text: outcomes.conclude(found, by=by, text=text),
    "ask_again": lambda found, by, text: outcomes.ask_again(found, by=by, text=text),
    "follow_up": lambda found, by, text: outcomes.follow_up(found, by=by, text=text),
    "withdraw": lambda found, by, text: deciding.withdraw(found, by=by, reason=text),
    "close": lambda found, by, text: deciding.close(found, by=by),
}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def service_step(request: PersonRequest, uid: UUID, step: str) -> HttpResponse:
    """Take one step, with its words."""
    page = own_page(request, uid)
    if step not in VERBS or BY_KEY[step].who not in page.parts or page.request.kind not in BY_KEY[step].kinds:
        raise Http404
    form = WordsForm(request.POST if request.method == "POST" else None, step=step)
    if request.method != "POST" and step not in {one.key for one in page.steps}:
        raise DomainError(_("This is not possible now. Go back to the request to see where it stands."))

    def act() -> None:
        VERBS[step](page.request, request.user, form.cleaned_data.get("text", ""))

    if done(form, act):
        notes.success(request, _("Saved."))
        return redirect("apply:service", uid)
    status = (409 if is_refused(form) else 422) if form.is_bound else 200
    context = {"page": page, "step": BY_KEY[step], "form": form}
    return render(request, "apply/services/service_step.html", context, status=status)


@signed_in
@require_POST
def service_place(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Accept or decline one's invitation."""
    page = own_page(request, uid)
    place = page.place
    if place is None or not page.parts & {Part.INVITED, Part.GUEST}:
        raise Http404
    form = PlaceForm(request.POST)

    def act() -> None:
        given = form.cleaned_data
        peers.respond(place, by=request.user, accepts=given["answer"] == "accept", note=given["note"])

    if done(form, act):
        if form.cleaned_data["answer"] == "accept":
            notes.success(request, _("You take part. The date and the agenda will appear on this page."))
            return redirect("apply:service", uid)
        notes.success(request, _("You declined. Thank you for your answer."))
        return redirect("apply:services")
    status = 409 if is_refused(form) else 422
    return render(request, "apply/services/service.html", {"page": page, "form": form}, status=status)


@signed_in
@require_POST
def service_consent(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Say whether what came of it may be published."""
    page = own_page(request, uid)
    if Part.ASKER not in page.parts:
        raise Http404
    answer = request.POST.get("answer", "")
    if answer not in {Consent.YES, Consent.NO}:
        raise DomainError(_("Choose yes or no."))
    publishing.consent(page.request, by=request.user, answer=Consent(answer))
    notes.success(request, _("Saved. You may change this at any time."))
    return redirect("apply:service", uid)
