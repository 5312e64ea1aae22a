"""A person's tasks as a page shows them: in words, with an address, by how near their date is.

Their lines are written in code, as cells of the inbox are: a template would take several times as long.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.todo import Task

SOON = timedelta(days=7)
HEADINGS = {
    "late": gettext_lazy("Past their date"),
    "soon": gettext_lazy("This week"),
    "later": gettext_lazy("Later"),
    "open": gettext_lazy("Without a date"),
}


@dataclass(frozen=True)
class Group:
    """Tasks under one heading, each a list item."""

    key: str
    heading: str | Promise
    items: SafeString


class Writer:
    """Writes tasks for one reader, each label and day once."""

    def __init__(self) -> None:
        self._due, self._since = _("due %(date)s"), _("since %(date)s")
        self._days: dict[date, str] = {}
        self._labels: dict[str, str] = {}

    def item(self, task: Task) -> str:
        """One task as a list item that leads to where it is done."""
        source = task.source
        if source.kind not in self._labels:
            self._labels[source.kind] = escape(source.label)
        when = self._since % {"date": self._day(task.since)}
        if task.due is not None:
            when = self._due % {"date": self._day(task.due)}
        return (
            f'<li><a href="{task.address}"><span class="task-words">{self._labels[source.kind]}</span>'
            f' <span class="task-title">{escape(task.title)}</span></a>'
            f'<span class="task-about">{escape(task.about)}</span><span class="task-date">{when}</span></li>'
        )

    def _day(self, moment: datetime) -> str:
        local = timezone.localtime(moment)
        if local.date() not in self._days:
            written = escape(date_format(local, "DATE_FORMAT"))
            self._days[local.date()] = f'<time datetime="{local:%Y-%m-%d}">{written}</time>'
        return self._days[local.date()]


def groups(tasks: Iterable[Task]) -> list[Group]:
    """The tasks, in their order, under the headings that have any."""
    now, writer = timezone.now(), Writer()
    found: dict[str, list[str]] = {key: [] for key in HEADINGS}
    for task in tasks:
        found[_nearness(task.due, now)].append(writer.item(task))
    return [
        Group(key, HEADINGS[key], mark_safe("".join(items)))  # noqa: S308 - each part is escaped
        for key, items in found.items()
        if items
    ]


def _nearness(due: datetime | None, now: datetime) -> str:
    if due is None:
        return "open"
    if due < now:
        return "late"
    return "soon" if due < now + SOON else "later"
