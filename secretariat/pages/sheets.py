"""A sheet of scores on a page: criteria with their fields, where in the dossier to look, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from assessments.sheets import COMMENT, VALUE, Outcome, Stored
from calls.models import Call, Criterion, ScalePoint
from calls.states import SHORT_SCALE, CommentRule
from core.texts import Text
from projects.fields import InvalidValue, StaleValue
from projects.form import SECTIONS

# Where sections of the form stand in a dossier on a page, unless under "content-<section>".
ANCHORS: Mapping[str, str] = {
    "identification": "part-identification",
    "summary": "part-summary",
    "partners": "part-partners",
    "budget": "part-money",
    "lump_sums": "part-money",
    "annexes": "part-annexes",
}


@dataclass(frozen=True)
class Box:
    """One field: its key, what stands in it, the token for its save, and what the last save said of it.

    `theirs` is what another page saved meanwhile, None when there is no conflict.
    """

    key: str
    label: str
    value: str
    token: str
    error: str = ""
    theirs: str | None = None

    @property
    def id(self) -> str:
        return f"field-{self.key.replace('.', '-')}"


@dataclass(frozen=True)
class Point:
    """One score of the scale, with what it means."""

    value: int
    words: Text


@dataclass(frozen=True)
class Given:
    """What somebody else gave for a criterion."""

    name: str
    value: int | None
    comment: str


@dataclass(frozen=True)
class Item:
    """One criterion on the page. `anchor` is where the dossier answers it, "" when nowhere in particular."""

    number: int
    criterion: Criterion
    value: Box
    comment: Box
    points: Sequence[Point]
    anchor: str
    section: str
    others: Sequence[Given] = ()

    @property
    def is_complete(self) -> bool:
        """Whether the score is there, with a reason where one is needed."""
        return bool(self.value.value) and not self.lacks_comment

    @property
    def lacks_comment(self) -> bool:
        score = int(self.value.value) if self.value.value.isdecimal() else None
        return self.criterion.needs_comment(score) and not self.comment.value

    @property
    def comment_hint(self) -> str:
        """When the reason is needed."""
        if self.criterion.comment_rule == CommentRule.ALWAYS:
            return _("Needed with every score.")
        if self.criterion.comment_rule == CommentRule.BELOW:
            return _("Needed for a score below %(score)d.") % {"score": self.criterion.comment_below}
        return _("As you like.")


@dataclass(frozen=True)
class Gap:
    """What is still missing, with the field that takes it."""

    text: str
    anchor: str


def points_of(call: Call, scale: Iterable[ScalePoint]) -> list[Point]:
    """The scores from the best to the worst with their words; nothing of a scale too long for buttons."""
    words = {point.value: point.words for point in scale}
    values = range(call.score_highest, call.score_lowest - 1, -1)
    return [Point(value, words.get(value, Text())) for value in values] if len(values) <= SHORT_SCALE else []


@dataclass(frozen=True)
class Tried:
    """A save of the whole page that was just tried: (typed, base token) and what came of it, by key."""

    typed: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)


def box(key: str, label: str, stored: Mapping[str, Stored], tried: Tried) -> Box:
    """A field as it is stored; after a save that was refused, with what was typed."""
    held, outcome = stored[key], tried.outcomes.get(key)
    if isinstance(outcome, StaleValue):
        return Box(key, label, outcome.mine, outcome.token, str(outcome.text), outcome.theirs)
    if isinstance(outcome, InvalidValue):
        return Box(key, label, tried.typed[key][0], held.token, str(outcome.text))
    return Box(key, label, held.value, held.token)


def items_of(
    criteria: Sequence[Criterion],
    points: Sequence[Point],
    stored: Mapping[str, Stored],
    tried: Tried,
    others: Mapping[int, Sequence[Given]] | None = None,
) -> list[Item]:
    """The criteria in their order, numbered."""
    return [
        Item(
            number,
            row,
            box(f"{VALUE}.{row.pk}", _("Score for “%(title)s”") % {"title": row.title}, stored, tried),
            box(f"{COMMENT}.{row.pk}", _("Reason for “%(title)s”") % {"title": row.title}, stored, tried),
            points,
            ANCHORS.get(row.section, f"content-{row.section}") if row.section else "",
            str(SECTIONS.get(row.section, "")),
            (others or {}).get(row.pk, ()),
        )
        for number, row in enumerate(criteria, start=1)
    ]


def gaps_of(items: Iterable[Item]) -> list[Gap]:
    """What the criteria lack, in their order."""
    found = []
    for item in items:
        named = {"criterion": item.criterion.title}
        if not item.value.value:
            found.append(Gap(_("Give a score for “%(criterion)s”.") % named, item.value.id))
        elif item.lacks_comment:
            text = _("Give the reason for the score for “%(criterion)s”.")
            found.append(Gap(text % named, item.comment.id))
    return found
