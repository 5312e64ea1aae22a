"""One proposal at a glance, its checks, and its frozen versions."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from apply.pages.asked import asked_list
from apply.pages.findings import checked, marks
from apply.pages.frame import frame_of
from apply.pages.offers import history, offers
from apply.pages.together import changed_sections
from apply.pages.totals import by_category, by_fund, figures
from apply.pages.versions import with_receipts
from apply.views.own import PersonRequest, own_project
from assessments import appeals
from core.http import signed_in
from projects import dossier, lifecycle, talking
from projects.confirmation import confirmations
from projects.content import texts_of
from projects.models import StateChange


@signed_in
@require_safe
def proposal(request: PersonRequest, uid: UUID) -> HttpResponse:
    project, level = own_project(request, uid)
    loaded = dossier.load(project)
    found = checked(loaded)
    frame = frame_of(project, level, marks(loaded, found, project.state))
    context = {
        "frame": frame,
        "here": "proposal",
        "asked": asked_list(project, frame.asked, loaded),
        "title": loaded.title,
        "checked": found if project.is_editable else None,
        "changed": changed_sections(project, request.user),
        "confirmations": confirmations(loaded),
        "figures": figures(loaded),
        "steps": offers(project.uid, lifecycle.available_steps(project, request.user)),
        "collaborators": project.collaborators.select_related("user", "partnership").order_by("since", "pk"),
        "unread": talking.unread(project, by=request.user, by_staff=False),
        "chance": appeals.chance(project),
        "versions": with_receipts(project),
        "history": history(StateChange.objects.of(project)),
    }
    return render(request, "apply/proposal.html", context)


@signed_in
@require_safe
def check(request: PersonRequest, uid: UUID) -> HttpResponse:
    project, level = own_project(request, uid)
    loaded = dossier.load(project)
    found = checked(loaded)
    context = {
        "frame": frame_of(project, level, marks(loaded, found, project.state)),
        "here": "check",
        "checked": found,
        "steps": offers(project.uid, lifecycle.available_steps(project, request.user)),
    }
    return render(request, "apply/check.html", context)


@signed_in
@require_safe
def version(request: PersonRequest, uid: UUID, number: int) -> HttpResponse:
    project, level = own_project(request, uid)
    found = get_object_or_404(project.versions.select_related("created_by"), number=number)
    frozen = dossier.from_data(found.data)
    context = {
        "frame": frame_of(project, level),
        "version": found,
        "dossier": frozen,
        "content": texts_of(frozen),
        "by_category": by_category(frozen),
        "by_fund": by_fund(frozen),
        "figures": figures(frozen),
    }
    return render(request, "apply/version.html", context)
