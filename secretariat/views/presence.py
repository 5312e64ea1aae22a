"""The sign of life of somebody who has a dossier open."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from accounts.access import signed_in_user
from programmes.permissions import staff
from programmes.states import SEES_ALL_SUBMITTED
from projects.models import Project
from secretariat.pages import presence


@staff(*SEES_ALL_SUBMITTED, of_call=True)
@require_POST
def open_by(request: HttpRequest, uid: UUID) -> JsonResponse:
    """Answered with the names of the others who have the dossier open; `leaving` closes a page."""
    user = signed_in_user(request)
    project = get_object_or_404(Project.objects.visible_to_staff(user).for_page(), uid=uid)
    page = request.POST.get("page", "")
    if request.POST.get("leaving"):
        presence.leave(project, user, page)
        return JsonResponse({"names": []})
    return JsonResponse({"names": presence.enter(project, user, page)})
