"""What the page of a consolidation shows: all scores side by side, the rapporteur's sheet, who agrees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from accounts.models import User
from assessments import consolidating
from assessments.models import Consolidation
from assessments.permissions import may_review
from assessments.results import Overview, overview
from assessments.states import ConsolidationState
from core import charts, page_bars
from projects.models import Project, Version
from secretariat.pages.sheets import Box, Gap, Given, Item, Tried, box, gaps_of, items_of, points_of


@dataclass(frozen=True)
class Sheet:
    """The rapporteur's fields."""

    consolidation: Consolidation
    items: Sequence[Item]
    text: Box

    @property
    def gaps(self) -> list[Gap]:
        """What is missing before the text can be sent."""
        scores = [gap for gap in gaps_of(self.items) if gap.anchor.startswith("field-value")]
        return scores if self.text.value else [*scores, Gap(_("Write the consolidated text."), self.text.id)]

    @property
    def complete(self) -> int:
        return sum(1 for item in self.items if item.value.value)

    @property
    def faults(self) -> list[Box]:
        boxes = [one for item in self.items for one in (item.value, item.comment)]
        return [one for one in (*boxes, self.text) if one.error]

    @property
    def subject(self) -> str:
        return f"consolidation-{self.consolidation.pk}"


def project_of(request: HttpRequest, uid: str) -> tuple[Project, Consolidation | None]:
    """The proposal for who reads all scores, or writes or agrees to its consolidation; 404 for others."""
    user = signed_in_user(request)
    project = Project.objects.filter(uid=uid).for_page().first()
    if project is None:
        raise Http404
    held = consolidating.current(project)
    is_staff = Project.objects.visible_to_staff(user).filter(pk=project.pk).exists()
    is_asked = held is not None and consolidating.readable_by(user).filter(pk=held.pk).exists()
    if not (is_staff or is_asked):
        raise Http404
    return project, held


def sheet_of(project: Project, held: Consolidation, found: Overview, tried: Tried | None = None) -> Sheet:
    """The rapporteur's sheet, with what each assessor gave beside each criterion."""
    criteria = [row.criterion for row in found.rows]
    stored = consolidating.stored_of(held, [row.pk for row in criteria])
    points = points_of(project.call, project.call.scale.all())
    others = {
        row.criterion.pk: [
            Given(str(each.assessor), value, comment)
            for each, value, comment in zip(found.assessments, row.values, row.comments, strict=True)
            if value is not None
        ]
        for row in found.rows
    }
    tried = tried or Tried()
    items = items_of(criteria, points, stored, tried, others)
    return Sheet(held, items, box(consolidating.TEXT, _("Consolidated text"), stored, tried))


def chart_of(found: Overview) -> SafeString | None:
    """Bars of how many points lie between the highest and the lowest score of each criterion."""
    known = [row for row in found.rows if row.spread is not None]
    if not known:
        return None
    rows = [
        charts.Bar(str(row.criterion.title), Decimal(row.spread or 0), number_format(row.spread or 0))
        for row in known
    ]
    title = _("Points between the highest and the lowest score")
    return page_bars.draw(rows, title=title, language=(get_language() or "en")[:2])


def context_of(
    user: User, project: Project, held: Consolidation | None, tried: Tried | None
) -> dict[str, Any]:
    """Everything that the page shows to this person."""
    version = held.version if held else Version.objects.newest_of(project)
    step = version.step if version else 2
    found = overview(project, step=step, number=held.round if held else None)
    answers = list(held.answers.filter(edition=held.edition).select_related("assessor")) if held else []
    mine = next((one for one in answers if one.assessor_id == user.pk), None)
    reviews = may_review(user, project)
    state = held.state if held else ""
    writes = held is not None and held.rapporteur_id == user.pk and state == ConsolidationState.WRITING
    is_shown = held is not None and (writes or reviews or state != ConsolidationState.WRITING)
    return {
        "project": project,
        "version": version,
        "overview": found,
        "chart": chart_of(found),
        "consolidation": held,
        "sheet": sheet_of(project, held, found, tried) if held and is_shown else None,
        "writes": writes,
        "reviews": reviews,
        "answers": answers,
        "mine": mine if state == ConsolidationState.SENT else None,
        "is_agreed": all(one.agrees for one in answers),
        "may_reopen": held is not None and _may_reopen(user, held, reviews),
        **earlier(project, step, held),
    }


def _may_reopen(user: User, held: Consolidation, reviews: bool) -> bool:
    is_own = held.rapporteur_id == user.pk and held.state == ConsolidationState.SENT
    return is_own or (reviews and held.state != ConsolidationState.WRITING)


def earlier(project: Project, step: int, held: Consolidation | None) -> dict[str, Any]:
    """The scores of the first round, while the second is consolidated."""
    if held is None or held.round == 1:
        return {}
    return {"first_round": overview(project, step=step, number=1)}
