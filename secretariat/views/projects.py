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
from projects.models import Project, StateChange
from projects.permissions import available_steps
from projects.preconditions import obstacle
from publications import publishing
from secretariat.forms import SeenForm, StepForm
from secretariat.pages import seen_now, submitted_project, take_step

DECISIONS = frozenset(STEP_OF.values())


@staff(*SEES_ALL_SUBMITTED)
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
        "versions": found.versions.order_by("-number").defer("data"),
        "is_newest": version.number == newest.number,
        "dossier": dossiers.from_data(version.data),
        "steps": [one for one in available_steps(found, request.user) if one.key not in DECISIONS],
        "history": StateChange.objects.of(found),
        "letters": Message.objects.filter(about=found.chain).order_by("-created_at")[:20],
        "publication": publishing.published(found),
        "may_publish": _may_publish(request, found),
    }
    return render(request, "secretariat/project.html", context)


@staff(*SEES_ALL_SUBMITTED)
def step(request: HttpRequest, uid: str, key: str) -> HttpResponse:
    """Confirm a step with its reason; a page that names what it does, or what it still waits for."""
    found, version = submitted_project(request, uid)
    taken = next((one for one in available_steps(found, request.user) if one.key == key), None)
    if taken is None:
        raise Http404
    if key in DECISIONS:
        return redirect("secretariat:decision", uid=uid)
    form = StepForm(
        request.POST or None,
        initial=seen_now(found, version),
        needs_note=taken.needs_note,
        needs_date=taken.needs_date,
    )
    if request.method == "POST" and form.is_valid():
        take_step(found, taken, by=signed_in_user(request), seen=form.seen(), **form.said())
        found.refresh_from_db()
        notes.success(
            request,
            _("%(project)s is now: %(state)s.") % {"project": found, "state": found.get_state_display()},
        )
        return redirect("secretariat:project", uid=uid)
    context = {"project": found, "step": taken, "form": form, "waits_for": obstacle(found, taken)}
    return render(request, "secretariat/step.html", context)


@staff(*SEES_ALL_SUBMITTED)
def publish(request: HttpRequest, uid: str) -> HttpResponse:
    """Make the approved version public, after a page that says what the public will see."""
    found, version = submitted_project(request, uid)
    if not _may_publish(request, found):
        raise Http404
    form = SeenForm(request.POST or None, initial=seen_now(found, version))
    if request.method == "POST" and form.is_valid():
        publication = publishing.publish(found, by=signed_in_user(request))
        notes.success(request, _("%(code)s is public now.") % {"code": publication.code})
        return redirect("secretariat:project", uid=uid)
    context = {"project": found, "version": version, "form": form}
    return render(request, "secretariat/publish.html", context)


def _may_publish(request: HttpRequest, found: Project) -> bool:
    """Whether there is something to publish, and the person is the one to do it."""
    return found.is_funded and publishing.may_publish(signed_in_user(request), found)
