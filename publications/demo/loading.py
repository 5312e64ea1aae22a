"""Loading the demo world from files, once: what is there already stays as people left it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction

from calls import loading as calls
from calls.models import Call
from calls.states import CallKind
from core.errors import DomainError
from core.loading.writing import Report
from partners import register
from partners.models import Organisation
from programmes import demo as people
from programmes import demo_setup
from projects.models import Collaborator, Project
from projects.states import Level
from publications.demo import cases, committee, contractors, forms, knowing, letters, moving, writing
from publications.demo.people import Cast


def load(directory: Path) -> list[Report]:
    """People, calls, organisations and proposals of the demo; one transaction for each proposal.

    DomainError where the setting DEMO is off.
    """
    if not settings.DEMO:
        raise DomainError("The demo world is loaded only where the setting DEMO is on.")
    reports = [
        people.load_people(directory),
        demo_setup.load_set_up(directory),
        calls.load_demo(directory),
    ]
    report = Report()
    letters.set_up(report)
    knowing.load(report)
    organisations = _organisations(_rows(directory, "organisations.yaml"), report)
    longer = {(row["call"], row["acronym"]): row for row in _rows(directory, "forms.yaml")}
    for entry in _rows(directory, "proposals.yaml"):
        content = longer.get((entry["call"], entry["acronym"]), {})
        _proposal({**entry, "form": content}, organisations, report)
    committee.load(report)
    contractors.load(_rows(directory, "contractors.yaml"), report)
    return [*reports, report]


def _rows(directory: Path, name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((directory / name).read_text(encoding="utf-8")))


@transaction.atomic
def _organisations(rows: list[dict[str, Any]], report: Report) -> dict[str, Organisation]:
    there = {one.name: one for one in Organisation.objects.filter(is_demo=True)}
    noted = report.kind("demo organisations")
    by = Cast("VLNED").applicant
    found = {}
    for row in rows:
        if row["name"] in there:
            noted.unchanged += 1
        else:
            there[row["name"]] = register.create_organisation(
                by=by,
                name=row["name"],
                country=row["country"],
                region=row["region"],
                city=row["city"],
                legal_status=row["status"],
                type=row["type"],
                is_demo=True,
            )
            noted.added.append(row["name"])
        found[row["key"]] = there[row["name"]]
    return found


@transaction.atomic
def _proposal(entry: dict[str, Any], organisations: Mapping[str, Organisation], report: Report) -> None:
    noted = report.kind("demo proposals")
    ordinary = Call.objects.open().filter(kind=CallKind.ORDINARY, is_demo=True)
    call = ordinary.get(programme_period__programme=entry["call"])
    if Project.objects.filter(call=call, is_demo=True, acronym=entry["acronym"]).exists():
        noted.unchanged += 1
        return
    who = Cast(entry["call"])
    project = writing.write(call, entry, organisations, by=who.applicant)
    Collaborator.objects.get_or_create(
        project=project, user=who.colleague, defaults={"level": Level.EDIT, "invited_by": who.applicant}
    )
    if entry["form"]:
        forms.write_form(project, entry["form"], by=who.applicant)
    moving.move(project, entry, who)
    for name in entry.get("cases", []):
        cases.add(project, name, who)
    if project.first_submitted_at and entry["call"] == letters.PROGRAMME:
        letters.talk(project, who)
    noted.added.append(entry["acronym"])
