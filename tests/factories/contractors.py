"""A project under contract whose partners may name contractors, and what they may say of one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.utils import timezone

from projects import contractors, dossier
from projects.contractors import Award
from projects.models import Contractor, Project, Version
from projects.states import State
from tests.factories.projects import StateChangeFactory, complete_project


def contracted_project(partners: int = 2, **fields: Any) -> Project:
    """A project under contract with its version in force."""
    project = complete_project(partners=partners, **fields)
    data = dossier.to_data(dossier.load(project))
    version = Version.objects.create(
        project=project,
        number=1,
        data=data,
        schema=data["schema"],
        hash=dossier.digest(data),
        created_by=project.created_by,
    )
    Project.objects.filter(pk=project.pk).update(
        state=State.CONTRACTED, code="CON-001", first_submitted_at=timezone.now()
    )
    StateChangeFactory(
        project=project, step="set_contracted", target=State.CONTRACTED, version=version, at=timezone.now()
    )
    return Project.objects.get(pk=project.pk)


def award(project: Project, **facts: Any) -> Award:
    """A contract of the first partner with a company."""
    first = project.partnerships.order_by("position")[0]
    given: dict[str, Any] = {
        "partner": first.uid,
        "is_natural_person": False,
        "name": "Bouw bv",
        "first_name": "",
        "surname": "",
        "country": "BE",
        "identifier": "BE 0123.456.789",
        "language": "nl",
        "subject": "Bouw van een sluis",
        "awarded_on": date(2026, 2, 1),
        "amount": Decimal("125000.00"),
    }
    return Award(**{**given, **facts})


def person(project: Project, **facts: Any) -> Award:
    """A contract with a natural person."""
    named = {"is_natural_person": True, "name": "", "identifier": "", "first_name": "Zebediah"}
    return award(project, **{**named, "surname": "Quxworthy", "subject": "Vertalingen", **facts})


def named_contractor(project: Project, told: Award | None = None) -> Contractor:
    """A contractor that the project's creator named."""
    made: Contractor = contractors.name(project, told or award(project), by=project.created_by, key=uuid4())
    return made


def posted(told: Award, **more: Any) -> dict[str, Any]:
    """What the form sends to tell so."""
    values = {name: getattr(told, name) for name in Award.__dataclass_fields__}
    sent = {name: value for name, value in values.items() if value not in (None, False, "")}
    return {"key": str(uuid4()), **{name: str(value) for name, value in sent.items()}, **more}
