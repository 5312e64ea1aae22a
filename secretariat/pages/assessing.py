"""What an assessor's page shows: the dossier in parts, criteria with their fields, progress, neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from assessments import writing
from assessments.arithmetic import weighted_total
from assessments.final import measure_of
from assessments.models import Assessment, Score
from assessments.states import Recommendation
from projects.content import Section, texts_of
from projects.dossier import Dossier
from secretariat.pages.sheets import ANCHORS, Box, Gap, Given, Item, Tried, box, gaps_of, items_of, points_of


@dataclass(frozen=True)
class Part:
    """A part of the dossier on the page, and the criteria that look at it."""

    kind: str  # "identity", "summary", "partners", "money" or "section"
    anchor: str
    title: str
    section: Section | None = None
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Page:
    """Everything an assessor sees of an assessment in work, or finished."""

    assessment: Assessment
    items: Sequence[Item]
    recommendation: Box
    comment: Box

    @property
    def complete(self) -> int:
        return sum(1 for item in self.items if item.is_complete)

    @property
    def gaps(self) -> list[Gap]:
        """What is missing before the assessment can be finished."""
        found = gaps_of(self.items)
        if not self.recommendation.value:
            found.append(Gap(_("Choose a recommendation."), self.recommendation.id))
        return found

    @property
    def faults(self) -> list[Box]:
        """The fields that were not saved."""
        boxes = [one for item in self.items for one in (item.value, item.comment)]
        return [one for one in (*boxes, self.recommendation, self.comment) if one.error]

    @property
    def total(self) -> Decimal | None:
        """The weighted total of what is given; None while a score is missing."""
        values = {item.criterion.pk: item.value.value for item in self.items}
        given = {pk: int(value) if value.isdecimal() else None for pk, value in values.items()}
        return weighted_total(given, {item.criterion.pk: item.criterion.weight for item in self.items})

    @property
    def most(self) -> Decimal:
        return measure_of(self.assessment.project.call, [item.criterion for item in self.items]).most

    @property
    def subject(self) -> str:
        """Under which texts that could not be saved are kept in the browser."""
        return f"assessment-{self.assessment.pk}"

    @property
    def recommendations(self) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in Recommendation.choices]


def page_of(assessment: Assessment, tried: Tried | None = None) -> Page:
    """The assessment's page; `tried` is a save of the whole page just tried. Four queries."""
    tried = tried or Tried()
    call = assessment.project.call
    criteria = list(call.criteria.all())
    stored = writing.stored_of(assessment, [row.pk for row in criteria])
    points = points_of(call, call.scale.all())
    return Page(
        assessment,
        items_of(criteria, points, stored, tried, first_round(assessment)),
        box(writing.RECOMMENDATION, _("Recommendation"), stored, tried),
        box(writing.COMMENT, _("Overall comment"), stored, tried),
    )


def first_round(assessment: Assessment) -> dict[int, list[Given]]:
    """In the second round, if the call shows it: what everybody gave in the first, by criterion."""
    if assessment.round == 1 or not assessment.project.call.shows_first_round:
        return {}
    before = Assessment.objects.finished().filter(version=assessment.version_id, round=1)
    scores = Score.objects.filter(assessment__in=before).select_related("assessment__assessor")
    found: dict[int, list[Given]] = {}
    names: dict[int, str] = {}
    for score in scores.order_by("assessment", "pk"):
        writer = score.assessment.assessor_id
        number = names.setdefault(writer, _("Assessor %(number)d") % {"number": len(names) + 1})
        name = _("You") if writer == assessment.assessor_id else number
        found.setdefault(score.criterion_id, []).append(Given(name, score.value, score.comment))
    return found


def parts_of(dossier: Dossier, items: Sequence[Item]) -> list[Part]:
    """The dossier in the order of the page, each part with the criteria that look at it, blank ones too."""
    asked = {item.criterion.section for item in items}
    anchors: dict[str, list[Item]] = {}
    for item in items:
        anchors.setdefault(item.anchor, []).append(item)

    def part(kind: str, anchor: str, title: str, section: Section | None = None) -> Part:
        return Part(kind, anchor, title, section, tuple(anchors.get(anchor, ())))

    written = texts_of(dossier, asked)
    return [
        part("identity", ANCHORS["identification"], _("Identification")),
        part("summary", ANCHORS["summary"], _("Summary")),
        part("partners", ANCHORS["partners"], _("Partners")),
        *(part("section", f"content-{one.key}", _section_title(one), one) for one in written),
        part("money", ANCHORS["budget"], _("Budget")),
    ]


def _section_title(section: Section) -> str:
    """The list of partners comes first as a table, then with all that each says."""
    return _("Partners in detail") if section.key == "partners" else section.title


def neighbours(assessment: Assessment, user: User) -> dict[str, Any]:
    """The person's assessments before and after this one, which are not finished; one query."""
    open_ones = Assessment.objects.open_to(user).filter(finished_at__isnull=True).order_by("pk")
    keys = list(open_ones.values_list("pk", flat=True))
    return {
        "previous": max((pk for pk in keys if pk < assessment.pk), default=None),
        "next": min((pk for pk in keys if pk > assessment.pk), default=None),
    }
