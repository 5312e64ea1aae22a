"""An assessor's own sheet, kept field by field while it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from assessments import sheets
from assessments.models import Assessment, Score
from assessments.scoring import in_work
from assessments.states import Recommendation
from core.retry import retried
from projects.fields import Saved
from projects.models import Project

RECOMMENDATION, COMMENT = "recommendation", "comment"


class OwnSheet:
    """The scores, recommendation and comment of an assessment that its assessor is writing; a `Sheet`."""

    def __init__(self, project: Project, assessment: Assessment) -> None:
        self.assessment = assessment
        self.call = project.call
        self.stored = stored_of(assessment, list(self.call.criteria.values_list("pk", flat=True)))

    def canonical(self, key: str, typed: str) -> str:
        """What was typed, as it would be stored."""
        return sheets.as_scored(self.call, key, typed, {RECOMMENDATION: Recommendation.values})

    def write(self, key: str, value: str) -> None:
        """Store one field of the assessment or of a score."""
        name, _dot, pk = key.partition(".")
        if not pk:
            setattr(self.assessment, name, value)
            self.assessment.save(update_fields=[name])
            return
        given = {"value": int(value) if value else None} if name == sheets.VALUE else {"comment": value}
        Score.objects.update_or_create(
            assessment=self.assessment,
            criterion_id=int(pk),
            defaults={**given, "saved_at": timezone.now()},
        )


def stored_of(assessment: Assessment, criteria: Iterable[int]) -> dict[str, sheets.Stored]:
    """What an assessment holds, by the keys of its sheet; `scores` may have been fetched before."""
    return {
        **sheets.scores_stored(criteria, assessment.scores.all()),
        RECOMMENDATION: sheets.Stored(assessment.recommendation),
        COMMENT: sheets.Stored(assessment.comment),
    }


@retried
@transaction.atomic
def save_field(assessment: Assessment, key: str, typed: str, *, base: str, by: User) -> Saved:
    """Keep one field as typed; `base` is the token of what the page showed (assessments.sheets.save)."""
    return sheets.save(OwnSheet(*in_work(assessment, by)), key, typed, base=base, by=by)


@retried
@transaction.atomic
def save_sheet(
    assessment: Assessment, values: Mapping[str, tuple[str, str]], *, by: User
) -> dict[str, sheets.Outcome]:
    """Keep a page posted as a whole: (typed, base token) by key; each field is saved or says why not."""
    return sheets.save_all(OwnSheet(*in_work(assessment, by)), values, by=by)
