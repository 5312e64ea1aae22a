"""A secretariat's whole year: submitted proposals with many partners, an officer and finished assessments.

A few hundred are made one by one and copied by the database with all that hangs on them. A copy has its own
number; its frozen version is the pattern's, hash included.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db import connection, models, transaction
from django.utils import timezone

from accounts.models import User
from assessments import final
from assessments.models import Assessment, FinalScore, Score, Screening
from assessments.states import Recommendation, Verdict
from calls.models import Call, Criterion
from core.errors import DomainError
from programmes.models import StaffRole
from programmes.states import Role
from projects.models import (
    BudgetLine,
    CoFinancing,
    Collaborator,
    Contribution,
    DossierText,
    IndicatorFigure,
    Interest,
    PartnerFigure,
    Partnership,
    Project,
    StateChange,
    Version,
)
from projects.states import State
from publications.generating.copying import add_indexes, copy_all, without_indexes
from publications.generating.proposals import BATCH, STATES, batch, writers_named
from publications.generating.words import Words

PARTNERS, ASSESSORS = 20, 4
PATTERNS = 200
OFFICERS = 12
# As often as in the world of proposals, without drafts; and how often assessors have finished.
SUBMITTED: dict[State, int] = {state: share for state, share in STATES.items() if state != State.DRAFT}
WAY = "project"
TABLES: dict[type[models.Model], str] = {
    Collaborator: WAY,
    Partnership: WAY,
    BudgetLine: "partnership__project",
    CoFinancing: "partnership__project",
    Contribution: "partnership__project",
    Version: WAY,
    StateChange: WAY,
    Interest: WAY,
    Screening: "version__project",
    Assessment: WAY,
    Score: "assessment__project",
    FinalScore: WAY,
    DossierText: "pk",
    PartnerFigure: WAY,
    IndicatorFigure: WAY,
}
CHANGED = {
    "projects_project.code": "row.code || '-' || copy.number",
    "projects_project.first_submitted_at": "row.first_submitted_at - copy.number * interval '7 minutes'",
    "projects_dossiertext.names": r"regexp_replace(row.names, '^(\S+)', '\1-' || copy.number)",
}


def make_assessed(number: int, seed: int) -> int:
    """Add `number` submitted proposals to the published demo calls. DomainError without calls."""
    calls = list(
        Call.objects.published()
        .filter(is_demo=True)
        .select_related("programme_period__programme")
        .prefetch_related("funds", "criteria")
    )
    if not calls:
        raise DomainError("There is no demo call to put proposals in: load the demo world first.")
    words = Words(seed)
    patterns = _patterns(words, calls, min(number, PATTERNS))
    copies, rest = divmod(number - len(patterns), len(patterns))
    chosen = Project.objects.filter(pk__in=[project.pk for project in patterns])
    is_much = number > 5 * PATTERNS
    if is_much:
        without_indexes(DossierText)
    if copies:
        copy_all(chosen, TABLES, copies, CHANGED)
    if rest:
        some = Project.objects.filter(pk__in=[project.pk for project in patterns[:rest]])
        later = {**CHANGED, "projects_project.code": f"row.code || '-' || {copies + 1}"}
        copy_all(some, TABLES, 1, later)
    if is_much:
        add_indexes(DossierText)
    with connection.cursor() as cursor:
        models_filled: list[type[models.Model]] = [Project, *TABLES]
        for model in models_filled:
            cursor.execute(f"ANALYZE {model._meta.db_table}")
    return number


@transaction.atomic
def _patterns(words: Words, calls: list[Call], number: int) -> list[Project]:
    """Proposals made one by one, their people, screening and scores."""
    writers = writers_named("writer", 50)
    officers, assessors = _staff("officer", calls, Role.OFFICER), _staff("assessor", calls, Role.ASSESSOR)
    start = Project.objects.count()
    made: list[Project] = []
    for first in range(0, number, BATCH):
        numbers = range(start + first, start + min(first + BATCH, number))
        made += batch(words, calls, writers, numbers, states=SUBMITTED, partners=(PARTNERS, PARTNERS))
    for project in made:
        project.officer = words.random.choice([*officers, None])
    Project.objects.bulk_update(made, ["officer"])
    _judge(words, made, assessors)
    final.settle(made)
    return made


def _judge(words: Words, projects: list[Project], assessors: list[User]) -> None:
    """Each screened, and assessed by four who declared to have no interest in it."""
    versions = {version.project_id: version for version in Version.objects.filter(project__in=projects)}
    now = timezone.now()
    Screening.objects.bulk_create(
        Screening(
            version=versions[project.pk],
            conclusion=Verdict.PASSED,
            concluded_by=words.random.choice(assessors),
            concluded_at=now,
        )
        for project in projects
        if project.state != State.SUBMITTED
    )
    given = [
        Assessment(
            project=project,
            version=versions[project.pk],
            assessor=assessor,
            recommendation=words.random.choice(Recommendation.values),
            invited_at=now - timedelta(days=30),
            finished_at=now - timedelta(days=words.random.randint(0, 20)),
        )
        for project in projects
        for assessor in words.random.sample(assessors, ASSESSORS)
    ]
    Interest.objects.bulk_create(
        Interest(project=one.project, person=one.assessor, has_conflict=False) for one in given
    )
    Assessment.objects.bulk_create(given, batch_size=1000)
    Score.objects.bulk_create(_scores(words, given), batch_size=2000)


def _scores(words: Words, given: list[Assessment]) -> Iterator[Score]:
    criteria: dict[int, list[Criterion]] = {}
    for assessment in given:
        call = assessment.project.call
        for criterion in criteria.setdefault(call.pk, list(call.criteria.all())):
            value = words.random.randint(call.score_lowest, call.score_highest)
            yield Score(assessment=assessment, criterion=criterion, value=value)


def _staff(name: str, calls: list[Call], role: Role) -> list[User]:
    people = writers_named(name, OFFICERS)
    programmes = {call.programme_period.programme for call in calls}
    StaffRole.objects.bulk_create(
        (StaffRole(user=person, programme=one, role=role) for person in people for one in programmes),
        ignore_conflicts=True,
    )
    return people
