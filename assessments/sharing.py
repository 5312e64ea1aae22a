"""Sharing out a call's proposals: what each one lacks, who would suit, and giving several places at once."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments import interests
from assessments.assigning import IN_ASSESSMENT, invite_assessor
from assessments.matching import Candidate, Pair, Wanted, propose, ranked
from assessments.models import Assessment, AssessmentRound
from assessments.workload import Load
from core.errors import DomainError
from projects.locking import locked
from projects.models import Collaborator, Interest, Project, ProjectQuerySet, Version


@dataclass(frozen=True)
class Row:
    """A proposal in assessment: its places, and what it still lacks."""

    project: Project
    version: int
    assessments: tuple[Assessment, ...]
    wanted: Wanted

    @property
    def finished(self) -> int:
        return sum(1 for each in self.assessments if each.finished_at is not None)


def to_share(projects: ProjectQuerySet) -> ProjectQuerySet:
    """Those of them that can be assessed now, by number."""
    return projects.filter(state__in=IN_ASSESSMENT).order_by("code", "pk")


def rows(
    projects: Sequence[Project],
    loads: Sequence[Load],
    *,
    with_hints: bool = False,
    each: int | None = None,
) -> list[Row]:
    """The proposals of one call with their places; five queries, and two more for each person with hints.

    `each` is how many assessors a proposal is to have, those it has counted; None: as many as its call wants.
    """
    keys = [project.pk for project in projects]
    newest = Version.objects.filter(project=OuterRef("project")).order_by("-number").values("pk")[:1]
    versions = {
        version.project_id: version
        for version in Version.objects.filter(project__in=keys, pk=Subquery(newest)).defer("data")
    }
    turns: dict[int, int] = {}
    for turn in AssessmentRound.objects.filter(version__in=versions.values()):
        turns[turn.version_id] = max(turn.number, turns.get(turn.version_id, 1))
    held: dict[int, list[Assessment]] = {}
    places = (
        Assessment.objects.filter(version__in=versions.values()).with_interest().select_related("assessor")
    )
    for place in places.order_by("assessor__name", "pk"):
        if place.round == turns.get(place.version_id, 1):
            held.setdefault(place.project_id, []).append(place)
    barred = _barred(keys)
    hinted = _hinted(projects, loads) if with_hints else {}
    return [
        _row(project, versions.get(project.pk), held.get(project.pk, []), (barred, hinted), each)
        for project in projects
    ]


def candidates(loads: Sequence[Load], on: datetime.date | None = None) -> list[Candidate]:
    """The assessors as the matching knows them."""
    today = on or timezone.localdate()
    return [
        Candidate(
            one.user.pk,
            str(one.user),
            one.objectives,
            one.themes,
            one.capacity,
            one.taken,
            is_away=one.is_away(today),
        )
        for one in loads
    ]


def suggestions(row: Row, loads: Sequence[Load], most: int = 5) -> list[Pair]:
    """Who would suit the proposal, the best first, whether it lacks anybody or not."""
    return ranked(row.wanted, candidates(loads))[:most]


def proposal_for(found: Sequence[Row], loads: Sequence[Load]) -> list[Pair]:
    """Places for all that lack assessors, as `matching.propose`."""
    return propose([row.wanted for row in found if row.wanted.missing], candidates(loads))


@transaction.atomic
def give(
    pairs: Sequence[tuple[Project, User]],
    *,
    by: User,
    due: datetime.date | None = None,
    over_capacity: bool = False,
) -> list[Assessment]:
    """Give several places at once, all or none. Projects are locked first, then people, each in one order."""
    if not pairs:
        raise DomainError(_("Choose at least one place to assign."))
    for project in sorted({project for project, _assessor in pairs}, key=lambda each: each.pk):
        locked(project)
    ordered = sorted(pairs, key=lambda pair: (pair[1].pk, pair[0].pk))
    return [
        invite_assessor(project, by=by, assessor=assessor, due=due, over_capacity=over_capacity)
        for project, assessor in ordered
    ]


def _barred(keys: Sequence[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {key: set() for key in keys}
    conflicts = Interest.objects.filter(project__in=keys, has_conflict=True).values_list("project", "person")
    writers = Collaborator.objects.filter(project__in=keys).values_list("project", "user")
    for key, person in [*conflicts, *writers]:
        found[key].add(person)
    return found


def _hinted(projects: Sequence[Project], loads: Sequence[Load]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {project.pk: set() for project in projects}
    for one in loads:
        for key, hints in interests.hints_of_many(one.user, projects).items():
            if hints:
                found[key].add(one.user.pk)
    return found


def _row(
    project: Project,
    version: Version | None,
    held: Sequence[Assessment],
    people: tuple[dict[int, set[int]], dict[int, set[int]]],
    each: int | None,
) -> Row:
    """`people` are by project those whom it cannot have, and those who may be tied to it."""
    barred, hinted = people
    number = project.call.assessors_wanted if each is None else each
    counting = [place for place in held if place.assessor_id not in barred[project.pk]]
    wanted = Wanted(
        project.pk,
        project.code or "",
        project.objective_id,
        project.theme_id,
        max(number - len(counting), 0),
        frozenset(barred[project.pk] | {place.assessor_id for place in counting}),
        frozenset(hinted.get(project.pk, ())),
    )
    return Row(project, version.number if version else 0, tuple(held), wanted)
