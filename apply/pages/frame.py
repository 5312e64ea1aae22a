"""What surrounds every page of one proposal: its name, state, deadline and parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from apply.pages.asked import AskedOf, asked_of
from apply.pages.deadlines import Deadline, project_deadline
from apply.pages.marks import Mark
from apply.pages.waiting import next_in_words
from assessments.conditions import ANSWERABLE
from core import addresses
from core.templatetags.ui import state_badge
from projects.form import SECTIONS, Use, sections_of, uses_of
from projects.models import Project
from projects.opening import closed_text
from projects.permissions import has_contract
from projects.states import DRAFTS, Level, State, reaches

PAGES = {
    "proposal": _("Overview"),
    "time_plan": _("Time plan"),
    "coherence": _("Coherence"),
    "check": _("Check"),
    "follow": _("Follow-up"),
    "contract": _("Contract"),
    "modifications": _("Modifications"),
    "people": _("People"),
    "letters": _("Letters"),
    "talk": _("Talk"),
    "conditions": _("Conditions"),
}
BEHIND = ("people", "letters", "talk")


@dataclass(frozen=True)
class Tab:
    """A page of any proposal; `mark` tells how far a section is, where that is known."""

    name: str
    mark: Mark | None = None

    @property
    def label(self) -> str | Promise:
        return SECTIONS[self.name] if self.name in SECTIONS else PAGES[self.name]

    @property
    def page(self) -> str:
        """The name of its address; a section's address tells which section besides."""
        return "apply:section" if self.name in SECTIONS else f"apply:{self.name}"


@dataclass(frozen=True)
class Onward:
    """Where one goes next."""

    label: str
    address: str


@dataclass(frozen=True)
class Frame:
    """The heading and the pages of a proposal, for one person."""

    project: Project
    level: Level
    deadline: Deadline | None
    next: str
    sections: tuple[Tab, ...]
    before: tuple[Tab, ...]
    behind: tuple[Tab, ...]
    asked: AskedOf | None = None

    @property
    def is_editable(self) -> bool:
        """Whether this person may write in it now."""
        return self.project.is_editable and reaches(self.level, Level.EDIT)

    @property
    def closed(self) -> str:
        """Why a page can't be changed while others can."""
        return closed_text(self.project)

    @property
    def badge(self) -> SafeString:
        """The state of the proposal as HTML."""
        return _badge(self.project.state, get_language())

    @property
    def may_shape_partnership(self) -> bool:
        """Whether partners may come, go and change places now."""
        return self._may_write_in("section.partners")

    @property
    def may_shape_lump_sums(self) -> bool:
        """Whether lump sums may be taken up and given up now."""
        return self._may_write_in("section.lump_sums")

    @property
    def may_write_money(self) -> bool:
        """Whether something of the money of some partner may be changed now."""
        keys = self.project.open_keys
        is_open = keys is None or any(key == "section.budget" or key.startswith("budget.") for key in keys)
        return self.is_editable and is_open

    def _may_write_in(self, place: str) -> bool:
        return self.is_editable and self.project.opens((place,))

    @property
    def notes(self) -> Mapping[str, str]:
        """What the secretariat asks of single fields, by their key."""
        return self.asked.notes if self.asked else {}

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """All pages in order."""
        return (*self.before, *self.sections, *self.behind)

    def after(self, name: str) -> Onward | None:
        """The way to the page after the one of this name."""
        names = [tab.name for tab in self.tabs]
        following = names.index(name) + 1
        if following == len(names):
            return None
        tab, uid = self.tabs[following], self.project.uid
        words = (tab.name,) if tab.name in SECTIONS else ()
        return Onward(str(tab.label), addresses.of(tab.page, uid, *words))

    @property
    def to_correct(self) -> frozenset[str]:
        """The sections in which the secretariat asks for something."""
        return self.asked.sections if self.asked else frozenset()

    @property
    def manages(self) -> bool:
        return reaches(self.level, Level.MANAGE)

    @property
    def csrf_cookie(self) -> str:
        """The name of the cookie against forgery, for scripts that post: each sign-in changes its value."""
        return settings.CSRF_COOKIE_NAME


def frame_of(
    project: Project,
    level: Level,
    marks: Mapping[str, Mark] | None = None,
    uses: Mapping[str, Use] | None = None,
) -> Frame:
    """The frame. The deadline counts for drafts only: what was returned may come back later.

    `marks` tell how far each section is, on pages that read the whole dossier anyway; other pages ask for
    them afterwards (apply.views.guide). `uses` are what the call shows; a query where they are not at hand.
    """
    is_draft = project.state in DRAFTS
    shown = sections_of(uses_of(project.call, project.step) if uses is None else uses)
    whole = ("time_plan", "coherence") if "work_plan" in shown else ()
    agreed = ("contract", "modifications") if has_contract(project) else ()
    known = marks or {}
    asked = ("conditions",) if project.state in ANSWERABLE else ()
    return Frame(
        project=project,
        level=level,
        deadline=project_deadline(project) if is_draft else None,
        next=next_in_words(project.state, project.call.kind),
        sections=tuple(Tab(key, known.get(key)) for key in shown),
        before=(Tab("proposal"),),
        behind=tuple(Tab(name) for name in (*asked, *whole, "check", "follow", *agreed, *BEHIND)),
        asked=asked_of(project),
    )


@cache
def _badge(state: str, _language: str | None) -> SafeString:
    return state_badge(state, str(State(state).label))
