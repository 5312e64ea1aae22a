"""What the secretariat asks the applicant to correct, as the pages of a proposal show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from apply.pages.places import address_of, section_of
from core.texts import Text
from projects import clock, corrections, dossier
from projects.clock import Clock
from projects.dossier import Dossier
from projects.form import find
from projects.models import Correction, CorrectionItem, Project


@dataclass(frozen=True)
class AskedItem:
    """One place to correct: its name, what to do, and the section in which it stands."""

    key: str
    name: str
    note: str
    section: str


@dataclass(frozen=True)
class AskedOf:
    """The round that is with the applicant."""

    items: tuple[AskedItem, ...]
    note: str
    due: datetime | None
    is_overdue: bool

    @property
    def notes(self) -> Mapping[str, str]:
        """What to do by place, for the fields that are places themselves."""
        return {item.key: item.note for item in self.items}

    @property
    def sections(self) -> frozenset[str]:
        """The sections in which something is asked."""
        return frozenset(item.section for item in self.items)

    def within(self, section: str) -> list[AskedItem]:
        """The places in one section."""
        return [item for item in self.items if item.section == section]


@dataclass(frozen=True)
class AskedState:
    """One place with the way to it, and whether it says something else by now."""

    item: AskedItem
    address: str
    is_changed: bool


@dataclass(frozen=True)
class AskedList:
    """The list "asked of you", with the clock of the secretariat."""

    states: tuple[AskedState, ...]
    clock: Clock | None

    @property
    def changed(self) -> int:
        return sum(1 for one in self.states if one.is_changed)


def asked_of(project: Project) -> AskedOf | None:
    """The round that opens single places now; None, and no query, when there is none."""
    if project.open_keys is None:
        return None
    rows = list(
        CorrectionItem.objects.filter(correction__in=Correction.objects.asked().filter(project=project))
        .select_related("correction")
        .order_by("position", "pk")
    )
    if not rows:
        return None
    request = rows[0].correction
    items = tuple(AskedItem(one.key, str(Text(one.name)), one.note, _section(one.key)) for one in rows)
    return AskedOf(items, request.note, request.due, request.is_overdue)


def asked_list(project: Project, asked: AskedOf | None, written: Dossier) -> AskedList | None:
    """Each place asked about, with whether it changed since the version that was judged. Two queries."""
    if asked is None:
        return None
    rounds = Correction.objects.asked().filter(project=project).select_related("version")
    request = rounds.prefetch_related("items").first()
    if request is None:
        return None
    judged = dossier.from_data(request.version.data)
    changed = {
        one.key: one.is_changed for one in corrections.asked_items(request.items.all(), judged, written)
    }
    states = tuple(
        AskedState(item, _address(written, item), changed.get(item.key, False)) for item in asked.items
    )
    return AskedList(states, clock.clock_of(project))


def _section(key: str) -> str:
    head, _dot, rest = key.partition(".")
    return rest if head == "section" else section_of(key)


def _address(written: Dossier, item: AskedItem) -> str:
    if item.key.startswith("section."):
        name = "annexes" if item.section == "annexes" else "section"
        args = [written.uid] if name == "annexes" else [written.uid, item.section]
        return reverse(f"apply:{name}", args=args)
    head, _dot, row = item.key.partition(".")
    if head == "partner" and "." not in row:
        return reverse("apply:partner", args=[written.uid, row])
    if head == "budget":
        return reverse("apply:partner_budget", args=[written.uid, row])
    language = next(iter(written.call.languages), "")
    is_text = find(item.key) is None and find(item.key, language) is not None
    return address_of(written, f"{item.key}.{language}" if is_text else item.key)
