"""The monitoring committee of the demo world: delegations, and a meeting that is open for votes."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone

from assessments import declaring
from assessments.committee import agenda, delegations, sitting, voting
from assessments.models import Delegation, Session
from assessments.states import Majority, Position, SessionKind
from core.loading.writing import Report
from programmes.models import Programme
from projects.models import Project
from projects.states import State
from publications.demo.people import Cast

NAMES = (
    ({"nl": "Vlaanderen", "fr": "Flandre", "en": "Flanders"}, True),
    ({"nl": "Nederland", "fr": "Pays-Bas", "en": "Netherlands"}, True),
    ({"nl": "Provincies", "fr": "Provinces", "en": "Provinces"}, True),
    ({"nl": "Steden en gemeenten", "fr": "Villes et communes", "en": "Towns and municipalities"}, True),
    ({"nl": "Natuur en milieu", "fr": "Nature et environnement", "en": "Nature and environment"}, True),
    ({"nl": "Europese Commissie", "fr": "Commission européenne", "en": "European Commission"}, False),
)


@transaction.atomic
def load(report: Report) -> None:
    """Once for each programme whose demo proposals await a decision; the rest stays as people left it."""
    noted = report.kind("demo sessions")
    waiting = Project.objects.filter(is_demo=True, state=State.ELIGIBLE)
    for code in sorted(set(waiting.values_list("call__programme_period__programme", flat=True))):
        programme = Programme.objects.get(pk=code)
        if Session.objects.filter(programme=programme, is_demo=True).exists():
            noted.unchanged += 1
            continue
        _seat(programme, Cast(code))
        noted.added.append(str(_meet(programme, Cast(code))))


def _seat(programme: Programme, who: Cast) -> None:
    if Delegation.objects.filter(programme=programme).exists():
        return
    delegations.set_rules(
        programme,
        by=who.manager,
        quorum_percent=50,
        majority=Majority.CONSENSUS,
        silence_is_consent=True,
    )
    for name, has_vote in NAMES:
        made = delegations.add(programme, by=who.manager, name=name, has_vote=has_vote)
        if made.position == 1:
            delegations.change(
                made,
                by=who.manager,
                name=name,
                has_vote=True,
                is_active=True,
                members=[who.committee],
            )


def _meet(programme: Programme, who: Cast) -> Session:
    facts = sitting.Facts(
        kind=SessionKind.MEETING,
        title="Selectievergadering – Selection meeting (demo)",
        starts_at=timezone.now().replace(minute=0, second=0, microsecond=0),
        deadline=None,
        place="Antwerpen",
        is_online=True,
        link="",
        **sitting.usual_rules(programme),
    )
    key = uuid5(NAMESPACE_URL, f"demo-session:{programme.pk}")
    session = sitting.plan(programme, facts, by=who.officer, key=key)
    Session.objects.filter(pk=session.pk).update(is_demo=True)
    agenda.add_point(session, by=who.officer, title="Opening", text="Verslag van de vorige vergadering.")
    projects = Project.objects.filter(
        is_demo=True, state=State.ELIGIBLE, call__programme_period__programme=programme
    ).exclude(created_by__email__endswith="@generated.example")  # those of a big world are no demo cases
    for project in projects.order_by("code"):
        agenda.add_project(session, project, by=who.officer)
        declaring.declare(project, by=who.committee, has_conflict=False)
    session = sitting.open_(sitting.convene(session, by=who.officer), by=who.officer)
    rows = list(session.attendances.all())
    there = {row.delegation_id: (place != 3, "") for place, row in enumerate(rows)}
    voting.attend(session, by=who.officer, present=there)
    item = session.items.filter(project__isnull=False).earliest("position")
    said = (Position.FOR, Position.FOR, Position.ABSTAIN)
    voting.record(
        item,
        by=who.officer,
        positions={row.delegation_id: vote for row, vote in zip(rows[:3], said, strict=True)},
    )
    return session
