"""What surrounds every page of one proposal: its name, state, deadline and parts."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apply.pages.deadlines import Deadline, deadline_of
from apply.pages.waiting import next_in_words
from projects.form import SECTIONS
from projects.models import Project
from projects.states import Level, State, reaches


@dataclass(frozen=True)
class Tab:
    """A page of the proposal."""

    name: str
    label: str | Promise
    address: str


@dataclass(frozen=True)
class Frame:
    """The heading and the tabs of a proposal, for one person."""

    project: Project
    level: Level
    deadline: Deadline | None
    next: str
    tabs: tuple[Tab, ...]

    @property
    def is_editable(self) -> bool:
        """Whether this person may write in it now."""
        return self.project.is_editable and reaches(self.level, Level.EDIT)

    def after(self, name: str) -> Tab | None:
        """The tab after the one of this name."""
        names = [tab.name for tab in self.tabs]
        following = names.index(name) + 1
        return self.tabs[following] if following < len(names) else None

    @property
    def manages(self) -> bool:
        return reaches(self.level, Level.MANAGE)


def frame_of(project: Project, level: Level) -> Frame:
    """The frame; no query. The deadline counts for drafts only: what was returned may come back later."""
    is_draft = project.state == State.DRAFT
    return Frame(
        project=project,
        level=level,
        deadline=deadline_of(project.call) if is_draft else None,
        next=next_in_words(project.state),
        tabs=_tabs(project),
    )


def _tabs(project: Project) -> tuple[Tab, ...]:
    uid = project.uid
    parts = [Tab(key, label, reverse("apply:section", args=[uid, key])) for key, label in SECTIONS.items()]
    return (
        Tab("proposal", _("Overview"), reverse("apply:proposal", args=[uid])),
        *parts,
        Tab("check", _("Check"), reverse("apply:check", args=[uid])),
        Tab("people", _("People"), reverse("apply:people", args=[uid])),
    )
