"""One proposal as staff see it: the frozen dossier, what happened, and the steps that can be taken."""

from __future__ import annotations

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from assessments.decisions import STEP_OF
from correspondence.models import Message
from programmes.permissions import staff
from programmes.states import SEES_ALL_SUBMITTED
from projects import dossier as dossiers
from projects.content import texts_of
from projects.models import Project, StateChange
from projects.permissions import available_steps
from projects.preconditions import obstacle
from projects.printing import compared
from publications import publishing
from secretariat.forms.seen import SeenForm
from secretariat.forms.steps import StepForm
from secretariat.pages import presence
from secretariat.pages.shared import (
    done,
    offered_step,
    publish_seen,
    seen_now,
    status_of,
    submitted_project,
    take_step,
)

DECISIONS = frozenset(STEP_OF.values())
# Steps that have a page of their own, which asks for more than a reason.
ELSEWHERE = {
    **dict.fromkeys(DECISIONS, "secretariat:decision"),
    "set_contracted": "secretariat:contract_record",
    "close": "secretariat:contract_close",
    "reopen": "secretariat:contract_reopen",
    "open_modification": "secretariat:modification_open",
    "approve_modification": "secretariat:modifications",
    "reject_modification": "secretariat:modifications",
}


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def project(request: HttpRequest, uid: str) -> HttpResponse:
    """The newest version of a submitted proposal, or the one that the address names."""
    found, newest = submitted_project(request, uid)
    version = newest
    if "version" in request.GET:
        wanted = request.GET["version"]
        number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 5 else 0
        version = get_object_or_404(found.versions, number=number)
    context = {
        "project": found,
        "version": version,
        "versions": (versions := list(found.versions.order_by("-number").defer("data"))),
        "since_step1": compared.since_step1((one.number, one.step) for one in versions),
        "is_newest": version.number == newest.number,
        "dossier": (frozen := dossiers.from_data(version.data)),
        "content": texts_of(frozen),
        "steps": [one for one in available_steps(found, request.user) if one.key not in DECISIONS],
        "history": StateChange.objects.of(found),
        "letters": Message.objects.filter(about=found.chain).order_by("-created_at")[:20],
        "appeals": found.appeals.submitted(),
        "publication": publishing.published(found),
        "may_publish": _may_publish(request, found),
        "open_by": presence.enter(found, signed_in_user(request)),
    }
    return render(request, "secretariat/project.html", context)


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def step(request: HttpRequest, uid: str, key: str) -> HttpResponse:
    """Confirm a step with its reason; a page that names what it does, or what it still waits for."""
    found, version = submitted_project(request, uid)
    taken = offered_step(request, found, key)
    if key in ELSEWHERE:
        return redirect(ELSEWHERE[key], uid=uid)
    form = StepForm(
        request.POST if request.method == "POST" else None,
        initial=seen_now(found, version),
        needs_note=taken.needs_note,
        needs_date=taken.needs_date,
    )
    by = signed_in_user(request)
    if done(form, lambda: take_step(found, taken, by=by, seen=form.seen(), **form.said())):
        found.refresh_from_db()
        said = {"project": found, "state": found.get_state_display()}
        notes.success(request, _("%(project)s is now: %(state)s.") % said)
        return redirect("secretariat:project", uid=uid)
    context = {"project": found, "step": taken, "form": form, "waits_for": obstacle(found, taken)}
    return render(request, "secretariat/step.html", context, status=status_of(form))


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def publish(request: HttpRequest, uid: str) -> HttpResponse:
    """Make the approved version public, after a page that says what the public will see."""
    found, version = submitted_project(request, uid)
    may_publish = publishing.may_publish(signed_in_user(request), found)
    if not may_publish or (request.method != "POST" and not found.is_funded):
        raise Http404
    form = SeenForm(request.POST if request.method == "POST" else None, initial=seen_now(found, version))
    if done(form, lambda: publish_seen(found, by=signed_in_user(request), seen=form.seen())):
        notes.success(request, _("%(code)s is public now.") % {"code": found.code})
        return redirect("secretariat:project", uid=uid)
    context = {"project": found, "version": version, "form": form}
    return render(request, "secretariat/publish.html", context, status=status_of(form))


def _may_publish(request: HttpRequest, found: Project) -> bool:
    """Whether there is something to publish, and the person is the one to do it."""
    return found.is_funded and publishing.may_publish(signed_in_user(request), found)
