"""The whole form of sections A to E: a call that asks for everything, and projects that fill some of it."""

from typing import Any

from calls.models import Call
from projects.models import Entry, Project
from tests.factories.projects import AnswerFactory, EntryFactory, complete_project, show_fields


def ask_for_everything(call: Call, *, period_months: int = 6) -> None:
    """The call shows the standard form and divides projects into periods."""
    Call.objects.filter(pk=call.pk).update(period_months=period_months)
    show_fields(call)


def standard_project(partners: int = 2, **fields: Any) -> Project:
    """A complete project of a call that asks for the standard form, most of which is blank yet."""
    project = complete_project(partners, **fields)
    ask_for_everything(project.call)
    return Project.objects.get(pk=project.pk)


def titled(entry: Entry, title: str, language: str = "nl") -> Entry:
    """The entry with a title."""
    AnswerFactory(
        project=entry.project, field=f"{entry.kind}.{entry.uid}.title", language=language, text=title
    )
    return entry


def work_package(project: Project, position: int, *, activities: int = 1, outputs: int = 1) -> Entry:
    """A work package with activities of one deliverable each, and outputs."""
    package = titled(EntryFactory(project=project, position=position), f"Pakket {position}")
    for number in range(1, activities + 1):
        activity = EntryFactory(project=project, kind="activity", parent=package, position=number)
        activity.partners.set(project.partnerships.all()[:2])
        titled(activity, f"Activiteit {position}.{number}")
        EntryFactory(project=project, kind="deliverable", parent=activity, position=1)
    for number in range(1, outputs + 1):
        EntryFactory(project=project, kind="output", parent=package, position=number)
    return package
