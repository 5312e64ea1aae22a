"""A person's tasks as a page shows them: in words, with an address, by how near their date is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.todo import Task

SOON = timedelta(days=7)


@dataclass(frozen=True)
class Line:
    """One task. `is_late` when its date has passed."""

    words: str | Promise
    title: str
    about: str
    address: str
    due: datetime | None
    since: datetime
    is_late: bool


@dataclass(frozen=True)
class Group:
    """Tasks under one heading."""

    key: str
    heading: str | Promise
    lines: list[Line]


HEADINGS = {
    "late": _("Past their date"),
    "soon": _("This week"),
    "later": _("Later"),
    "open": _("Without a date"),
}


def groups(tasks: Iterable[Task]) -> list[Group]:
    """The tasks, in their order, under the headings that have any."""
    now = timezone.now()
    found: dict[str, list[Line]] = {key: [] for key in HEADINGS}
    for task in tasks:
        found[_nearness(task.due, now)].append(line(task, now))
    return [Group(key, HEADINGS[key], lines) for key, lines in found.items() if lines]


def line(task: Task, now: datetime) -> Line:
    """One task with the address of the page where it is done."""
    return Line(
        words=task.source.label,
        title=task.title,
        about=task.about,
        address=reverse(task.source.page, args=task.where),
        due=task.due,
        since=task.since,
        is_late=task.due is not None and task.due < now,
    )


def _nearness(due: datetime | None, now: datetime) -> str:
    if due is None:
        return "open"
    if due < now:
        return "late"
    return "soon" if due < now + SOON else "later"
