"""The sheet of an expert's review on a page: the version, criteria with their fields, advice and texts."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from apply.pages import own_sheets
from apply.pages.own_sheets import Tried, box
from knowledge.models import HIGHEST_SCORE, LOWEST_SCORE, Criterion, Review
from knowledge.practices import reviewing
from knowledge.practices.content import shown
from knowledge.practices.fields import text_of
from knowledge.states import PracticeState, Recommendation, ReviewState

SCORES = [(str(value), str(value)) for value in range(HIGHEST_SCORE, LOWEST_SCORE - 1, -1)]


def review_of(review: Review, criteria: Sequence[Criterion], tried: Tried) -> dict[str, object]:
    """All that the page of a review shows."""
    practice = review.version.practice
    content = review.version.content
    stored = reviewing.stored_of(review, list(criteria))
    items = [
        (
            one,
            box(f"value.{one.pk}", _("Score for “%(title)s”") % {"title": one.title}, stored, tried),
            box(f"comment.{one.pk}", _("Reason for “%(title)s”") % {"title": one.title}, stored, tried),
        )
        for one in criteria
    ]
    own = [
        box("recommendation", _("Your advice"), stored, tried),
        box("text", _("Text for the authors"), stored, tried),
        box("note", _("Note for the secretariat only"), stored, tried),
    ]
    boxes = [one for _criterion, *pair in items for one in pair] + own
    return {
        "review": review,
        "title": text_of(content, "title"),
        "parts": shown(content, practice.platform_id),
        "items": items,
        "own": own,
        "scores": SCORES,
        "advice": Recommendation.choices,
        "faults": [one for one in boxes if one.error],
        "may_write": review.state == ReviewState.ASKED and practice.state == PracticeState.IN_REVIEW,
        **own_sheets.CONTEXT,
    }
