"""Contractors of demo projects under contract: named by the partners, most of them confirmed, and public."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.loading.writing import Report
from projects import contractors
from projects.contractors import Award
from projects.models import Contractor, ContractorState, Project
from publications import publishing
from publications.demo.people import Cast


def load(entries: Iterable[Mapping[str, Any]], report: Report) -> None:
    """Each project of the file gets its contractors once; one that people moved on is left as it is."""
    noted = report.kind("demo contractors")
    for entry in entries:
        found = Project.objects.filter(
            is_demo=True,
            acronym=entry["project"],
            call__programme_period__programme=entry["call"],
            state__in=contractors.RUNNING,
        )
        project = found.select_related("call").order_by("pk").first()
        if project is None or project.contractors.exists():
            noted.unchanged += 1
            continue
        _name_all(project, entry)
        noted.added.append(entry["project"])


@transaction.atomic
def _name_all(project: Project, entry: Mapping[str, Any]) -> None:
    who = Cast(entry["call"])
    for number, row in enumerate(entry["contractors"]):
        key = uuid.uuid5(project.uid, f"demo contractor {number}")
        made = contractors.name(project, _award(project, row), by=who.applicant, key=key)
        _judge(made, row, who)
    publishing.follow_contractors(project)


def _judge(made: Contractor, row: Mapping[str, Any], who: Cast) -> None:
    if row["state"] != ContractorState.SENT:
        verdict, answer = row["state"], row.get("answer", "")
        contractors.handle(made, by=who.officer, seen=made.given_at, verdict=verdict, answer=answer)


def _award(project: Project, row: Mapping[str, Any]) -> Award:
    partners = list(project.partnerships.order_by("position").values_list("uid", flat=True))
    today = timezone.localdate(timezone=project.call.zone)
    return Award(
        partner=partners[row["partner"] - 1],
        is_natural_person="surname" in row,
        name=row.get("name", ""),
        first_name=row.get("first_name", ""),
        surname=row.get("surname", ""),
        country=row["country"],
        identifier=row.get("identifier", ""),
        language=row["language"],
        subject=row["subject"],
        awarded_on=today - timedelta(days=row["before"]),
        amount=Decimal(row["amount"]) if "amount" in row else None,
    )
