"""The agenda of a session: proposals of a call in the order of the ranking, and other points."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from assessments import ranking
from assessments.committee.access import kept
from assessments.models import AgendaItem, QualityConclusion, Session
from assessments.states import Outcome, Recommendation, SessionState
from calls.models import Call
from core.errors import DomainError
from projects.lifecycle.moves import clean_text
from projects.models import Project, Version
from projects.states import State

MOST_ITEMS = 300
TEXT_LENGTH = 10_000
TITLE_LENGTH = 200
# In these the committee has something to decide.
DECIDABLE = frozenset({State.STEP1_ELIGIBLE, State.ELIGIBLE, State.RESERVE, State.CONDITIONS_SUBMITTED})
MOTION_OF = {
    Recommendation.RECOMMENDED: Outcome.APPROVED,
    Recommendation.WITH_CONDITIONS: Outcome.APPROVED_WITH_CONDITIONS,
    Recommendation.NOT_RECOMMENDED: Outcome.NOT_APPROVED,
}


def candidates(session: Session, by: User, call: Call | None = None) -> QuerySet[Project]:
    """Proposals that can still be put on the agenda: to be decided, of the programme, not on it already."""
    found = Project.objects.visible_to_staff(by).filter(
        call__programme_period__programme=session.programme_id, state__in=DECIDABLE
    )
    if call is not None:
        found = found.filter(call=call)
    return found.exclude(agenda_items__session=session).order_by("code")


@transaction.atomic
def add_call(session: Session, call: Call, *, by: User) -> int:
    """Put all proposals of a call that await a decision on the agenda, as ranked; returns how many came."""
    fresh = kept(session, by, SessionState.PLANNED)
    ranked = [*ranking.order(call, 2), *(ranking.order(call, 1) if call.is_two_step else ())]
    places = {project: place for place, project in enumerate(ranked)}
    found = sorted(candidates(fresh, by, call), key=lambda project: places.get(project.pk, len(places)))
    return _append(fresh, found, by)


@transaction.atomic
def add_project(session: Session, project: Project, *, by: User) -> None:
    """Put one proposal on the agenda, at the end."""
    fresh = kept(session, by, SessionState.PLANNED)
    found = candidates(fresh, by).filter(pk=project.pk).first()
    if found is None:
        raise DomainError(_("This proposal is on the agenda already, or there is nothing to decide on it."))
    _append(fresh, [found], by)


@transaction.atomic
def add_point(session: Session, *, by: User, title: str, text: str = "") -> AgendaItem:
    """Put another point on the agenda, at the end."""
    fresh = kept(session, by, SessionState.PLANNED)
    said = " ".join(clean_text(title, TITLE_LENGTH).split())
    if not said:
        raise DomainError(_("Give the point a title."))
    item = AgendaItem.objects.create(
        session=fresh, position=_next(fresh), title=said, text=clean_text(text, TEXT_LENGTH)
    )
    trail.record(fresh.chain, "add to agenda", by=by, new={"point": said})
    return item


@transaction.atomic
def change_point(item: AgendaItem, *, by: User, title: str = "", text: str = "") -> AgendaItem:
    """Correct the words of an item before the members are told."""
    session = kept(item.session, by, SessionState.PLANNED)
    fresh = AgendaItem.objects.get(pk=item.pk)
    old = {"title": fresh.title, "text": fresh.text}
    fresh.text = clean_text(text, TEXT_LENGTH)
    if fresh.project_id is None:
        fresh.title = " ".join(clean_text(title, TITLE_LENGTH).split())
        if not fresh.title:
            raise DomainError(_("Give the point a title."))
    fresh.save(update_fields=["title", "text"])
    new = {"title": fresh.title, "text": fresh.text}
    trail.record(session.chain, "change agenda", by=by, old=old, new=new)
    return fresh


@transaction.atomic
def remove(item: AgendaItem, *, by: User) -> None:
    """Take an item off the agenda before the members are told."""
    session = kept(item.session, by, SessionState.PLANNED)
    fresh = AgendaItem.objects.select_related("project").filter(pk=item.pk).first()
    if fresh is None:
        return
    trail.record(session.chain, "remove from agenda", by=by, old={"item": str(fresh)})
    fresh.delete()
    _renumber(list(session.items.all()))


@transaction.atomic
def move(item: AgendaItem, *, by: User, to: int) -> None:
    """Put an item at this place of the agenda, counted from 1; the others close up."""
    session = kept(item.session, by, SessionState.PLANNED)
    rows = list(session.items.order_by("position", "pk"))
    moved = next((row for row in rows if row.pk == item.pk), None)
    if moved is None:
        raise DomainError(_("This point is no longer on the agenda."))
    old = rows.index(moved) + 1
    rows.remove(moved)
    rows.insert(max(1, min(to, len(rows) + 1)) - 1, moved)
    _renumber(rows)
    trail.record(session.chain, "move on agenda", by=by, old={"place": old}, new={"place": to})


def _append(session: Session, projects: list[Project], by: User) -> int:
    if session.items.count() + len(projects) > MOST_ITEMS:
        raise DomainError(_("An agenda holds at most %(most)d points.") % {"most": MOST_ITEMS})
    newest = _newest(project.pk for project in projects)
    motions = motions_on(newest.values())
    first = _next(session)
    AgendaItem.objects.bulk_create(
        AgendaItem(
            session=session,
            project=project,
            version=newest[project.pk],
            position=place,
            motion=motions.get(newest[project.pk].pk, ""),
        )
        for place, project in enumerate(projects, start=first)
    )
    if projects:
        new = {"projects": [project.code for project in projects]}
        trail.record(session.chain, "add to agenda", by=by, new=new)
    return len(projects)


def pin(session: Session) -> None:
    """Name the newest version of each proposal; refused while nothing is to be decided on one of them."""
    items = list(session.items.filter(project__isnull=False).select_related("project"))
    stale = [str(item.project) for item in items if item.project and item.project.state not in DECIDABLE]
    if stale:
        raise DomainError(
            _("There is nothing to decide any more on %(names)s. Take it off the agenda first.")
            % {"names": ", ".join(stale)}
        )
    newest = _newest([item.project_id for item in items if item.project_id])
    motions = motions_on(newest.values())
    for item in items:
        version = newest[item.project_id or 0]
        item.version, item.motion = version, motions.get(version.pk, "")
    AgendaItem.objects.bulk_update(items, ["version", "motion"])


def motions_on(versions: Iterable[Version]) -> dict[int, str]:
    """What the committee is asked to decide, by version: what the secretariat recommends on it."""
    said = QualityConclusion.objects.filter(version__in=[version.pk for version in versions])
    return {
        version: MOTION_OF[Recommendation(recommendation)]
        for version, recommendation in said.values_list("version", "recommendation")
    }


def _newest(projects: Iterable[int]) -> dict[int, Version]:
    """The newest version of each project, by the project's primary key."""
    rows = Version.objects.filter(project__in=list(projects)).order_by("project_id", "-number")
    return {version.project_id: version for version in rows.distinct("project_id").defer("data")}


def _next(session: Session) -> int:
    return (session.items.aggregate(last=Max("position"))["last"] or 0) + 1


def _renumber(rows: list[AgendaItem]) -> None:
    for place, row in enumerate(rows, start=1):
        row.position = place
    AgendaItem.objects.bulk_update(rows, ["position"])
