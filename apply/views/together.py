"""What the pages of a proposal ask every so often: who else is here, and what others changed meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from accounts.access import signed_in_or_401
from apply.pages.together import marks, notice, people
from apply.views.own import PersonRequest, own_project
from core import presence
from projects import visits
from projects.form import SECTIONS
from projects.models import Project


@signed_in_or_401
@require_POST
def together(request: PersonRequest, uid: UUID) -> HttpResponse:
    """A sign of life from a page, answered with who else is there and, after a change, what was changed.

    `seen` is the time of change that the page knows, `since` the moment from which changes are news to it;
    a page that was just opened knows neither, and news are those since the person's last visit.
    """
    project, _level = own_project(request, uid)
    me, section = str(request.user.uid), request.POST.get("section", "")
    section = section if section in SECTIONS else ""
    page = request.POST.get("page", "")
    if request.POST.get("leaving"):
        presence.leave(project.chain, who=me, page=page)
        return JsonResponse({})
    place = f"{section or '-'} {request.user}"
    places = presence.enter(project.chain, who=me, place=place, page=page)
    others = people(places, me=me, section=section)
    answer: dict[str, object] = {
        "people": render_to_string("apply/parts/together_people.html", {"people": others}),
        "here": sorted(one.name for one in others if one.is_here),
        "seen": project.changed_at.isoformat(),
    }
    if request.POST.get("seen", "") != answer["seen"]:
        answer |= _news(request, project, section)
    return JsonResponse(answer)


def _news(request: PersonRequest, project: Project, section: str) -> dict[str, object]:
    """The changes since the page was opened, or the last visit before; the visit is noted."""
    now = timezone.now()
    visited = visits.visits(project, request.user)
    given = _moment(request.POST.get("since", ""))
    since = given or visited.get(section, now)
    found = visits.changes(project, since=min([since, *visited.values()]), seen_by=request.user)
    if section:
        visits.visit(project, request.user, section, at=now)
    news = notice(change for change in found if change.section == section and change.at > since)
    visited.pop(section, None)
    return {
        "since": since.isoformat(),
        "notice": render_to_string("apply/parts/together_notice.html", {"notice": news}) if news else "",
        "words": news.words if news else "",
        "marks": marks(found, visited),
    }


def _moment(text: str) -> datetime | None:
    """A moment as the page was told it; None for anything else."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo and datetime(2000, 1, 1, tzinfo=UTC) < found else None
