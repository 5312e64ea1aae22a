"""Generated proposals in every state, written in bulk with all that hangs on them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from calls.models import Call
from core.errors import DomainError
from partners.models import Organisation
from partners.states import LegalStatus, OrganisationType
from programmes.models import Region
from projects import dossier, searching
from projects.models import (
    Answer,
    BudgetLine,
    CoFinancing,
    Collaborator,
    Contribution,
    Partnership,
    Project,
    StateChange,
    Version,
)
from projects.states import Level, State
from publications.generating.words import Words

BATCH = 500
WRITERS = 50
# How often a state is met, out of a hundred.
STATES = {
    State.DRAFT: 25,
    State.SUBMITTED: 20,
    State.ELIGIBLE: 12,
    State.INELIGIBLE: 8,
    State.NOT_APPROVED: 10,
    State.RESERVE: 3,
    State.APPROVED: 8,
    State.CONTRACTED: 8,
    State.CLOSED: 4,
    State.WITHDRAWN: 2,
}
AMOUNTS = {"staff": 120_000, "travel": 6_000, "external": 40_000, "equipment": 25_000}


@dataclass
class Rows:
    """Rows to be written together, parents first."""

    by_model: dict[type[models.Model], list[models.Model]] = field(default_factory=dict)

    def add(self, *rows: models.Model) -> None:
        for row in rows:
            self.by_model.setdefault(type(row), []).append(row)

    def write(self) -> None:
        for model, rows in self.by_model.items():
            model._default_manager.bulk_create(rows, batch_size=1000)


def make_proposals(number: int, seed: int) -> int:
    """Add `number` proposals to the published demo calls; how many were added. DomainError without calls."""
    words = Words(seed)
    demo = Call.objects.open().filter(is_demo=True)
    calls = list(demo.select_related("programme_period__programme").prefetch_related("funds"))
    if not calls:
        raise DomainError("There is no demo call to put proposals in: load the demo world first.")
    writers, start = writers_named("writer", WRITERS), Project.objects.count()
    for first in range(0, number, BATCH):
        with transaction.atomic():
            batch(words, calls, writers, range(start + first, start + min(first + BATCH, number)))
    return number


def writers_named(name: str, number: int) -> list[User]:
    """People who wrote or judged the proposals; nobody can sign in as one of them."""
    people = [
        User(
            email=f"{name}{count}@generated.example",
            name=f"{name.capitalize()} {count}",
            is_demo=True,
            password="!",  # noqa: S106
        )
        for count in range(number)
    ]
    User.objects.bulk_create(people, ignore_conflicts=True)
    known = User.objects.filter(email__in=[person.email for person in people])
    return list(known.order_by("pk"))


def batch(
    words: Words,
    calls: list[Call],
    writers: list[User],
    numbers: Iterable[int],
    *,
    states: Mapping[State, int] = STATES,
    partners: tuple[int, int] = (2, 6),
) -> list[Project]:
    """Proposals in some of the calls, each in one of the states, with so many partners from least to most."""
    rows, projects = Rows(), []
    regions = {call.pk: _regions(call) for call in calls}
    for number in numbers:
        call = words.random.choice(calls)
        state = words.random.choices(list(states), weights=list(states.values()))[0]
        project = _project(words, call, words.random.choice(writers), number, state)
        projects.append(project)
        rows.add(project, Collaborator(project=project, user=project.created_by, level=Level.MANAGE))
        rows.add(*_answers(words, project))
        for position in range(1, words.random.randint(*partners) + 1):
            rows.add(*_partner(words, project, position, words.random.choice(regions[call.pk])))
    rows.write()
    Call.objects.bulk_update(calls, ["last_number"])
    _freeze([project for project in projects if project.code])
    return projects


def _regions(call: Call) -> list[tuple[str, str]]:
    area = list(call.programme_period.area.order_by("pk").values_list("code", "country"))
    return area or list(
        Region.objects.filter(country__in=call.programme_period.programme.countries, level=3)
        .order_by("pk")
        .values_list("code", "country")
    )


def _project(words: Words, call: Call, writer: User, number: int, state: State) -> Project:
    start = timezone.localdate() + timedelta(days=words.random.randint(30, 300))
    project = Project(
        call=call,
        state=state,
        acronym=words.acronym()[:25],
        start_date=start,
        end_date=start + timedelta(days=words.random.randint(360, 1200)),
        is_demo=True,
        created_by=writer,
        creation_key=uuid.UUID(int=words.random.getrandbits(128)),
        uid=uuid.UUID(int=words.random.getrandbits(128)),
    )
    if state != State.DRAFT:
        call.last_number += 1
        code = call.programme_period.programme_id
        project.code = f"{code}-{call.number:02d}-{call.last_number:05d}"
        project.first_submitted_at = timezone.now() - timedelta(minutes=number % 40_000)
    return project


def _answers(words: Words, project: Project) -> Iterator[models.Model]:
    for name, texts in (("title", words.title()), ("summary", words.summary())):
        for language in project.call.languages:
            yield Answer(
                project=project,
                field=name,
                language=language,
                text=texts[language],
                saved_by=project.created_by,
            )


def _partner(
    words: Words, project: Project, position: int, region: tuple[str, str]
) -> Iterator[models.Model]:
    code, country = region
    name, city = words.organisation(country)
    chance = words.random
    organisation = Organisation(
        uid=uuid.UUID(int=chance.getrandbits(128)),
        name=name,
        country=country,
        region=code,
        city=city,
        type=chance.choice(OrganisationType.values),
        legal_status=chance.choice(LegalStatus.values),
        is_demo=True,
        created_by=project.created_by,
    )
    partnership = Partnership(
        uid=uuid.UUID(int=chance.getrandbits(128)),
        project=project,
        organisation=organisation,
        role=Partnership.Role.LEAD if position == 1 else Partnership.Role.PARTNER,
        position=position,
        abbreviation=f"P{position} {city}"[:15],
        office_on_staff_rate=15,
        travel_rate=None,
    )
    yield organisation
    yield partnership
    for category, usual in AMOUNTS.items():
        amount = Decimal(round(usual * chance.uniform(0.2, 2.5), 2)).quantize(Decimal("0.01"))
        yield BudgetLine(partnership=partnership, category=category, amount=amount)
    for offer in project.call.funds.all():
        yield CoFinancing(partnership=partnership, fund_id=offer.fund_id, rate=offer.rate)
    yield Contribution(partnership=partnership, status=Contribution.Status.PUBLIC, amount=Decimal("20000.00"))


def _freeze(projects: list[Project]) -> None:
    """A version of each submitted proposal, and the step that led to its state."""
    versions, changes = [], []
    loaded = dossier.load_all(projects)
    for project in projects:
        data: dict[str, Any] = dossier.to_data(loaded[project.pk])
        version = Version(
            project=project,
            number=1,
            reason="submitted",
            schema=dossier.SCHEMA,
            data=data,
            hash=dossier.digest(data),
            created_by=project.created_by,
        )
        versions.append(version)
        changes.append(
            StateChange(
                project=project,
                step="submit",
                source=State.DRAFT,
                target=project.state,
                version=version,
                by=project.created_by,
            )
        )
    Version.objects.bulk_create(versions, batch_size=500)
    StateChange.objects.bulk_create(changes, batch_size=500)
    searching.index([project.pk for project in projects])
