"""The finished sheet of one assessor, as PDF: for who may read all scores, and for the assessor."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from assessments.arithmetic import weighted_total
from assessments.final import measure_of
from assessments.models import Assessment
from assessments.models.assessing import AssessmentQuerySet
from assessments.printing.heads import head_of, head_shown, moment, text_of
from assessments.states import Recommendation
from core.plain import amount
from core.rounding import half_up2, percentage
from core.texts import Text
from documents import engine
from documents.kinds import Kind
from documents.models import Document
from projects.models import Project

KIND = "assessment_sheet"


def readable_by(user: User | AnonymousUser) -> AssessmentQuerySet:
    """The finished assessments whose sheet the person may have: own ones, and those of proposals whose
    scores staff read. Who declared a conflict of interest has none of that proposal.
    """
    own = Assessment.objects.open_to(user).values("pk")
    staff = Project.objects.visible_to_staff(user).values("pk")
    rows = Assessment.objects.finished().filter(Q(pk__in=own) | Q(project__in=staff))
    return rows.select_related(
        "assessor", "version__project__call__programme_period__programme", "project__call"
    )


def request(assessment: Assessment, user: User, language: str) -> Document:
    """Ask for the sheet as this person may see it; the same sheet gives the same file."""
    is_blind = hides_names(assessment, user)
    return engine.request(
        KIND, subject_of(assessment, is_blind=is_blind), language, facts_of(assessment, is_blind=is_blind)
    )


def current(assessment: Assessment, user: User, language: str) -> Document | None:
    """The sheet as this person may see it that was asked for last, in whatever state."""
    return engine.current(KIND, subject_of(assessment, is_blind=hides_names(assessment, user)), language)


def hides_names(assessment: Assessment, user: User) -> bool:
    """Whether the sheet must not tell who applies: the assessor's own, in a call that hides it."""
    return assessment.assessor_id == user.pk and assessment.project.call.is_blind


def subject_of(assessment: Assessment, *, is_blind: bool) -> str:
    """What the document is about, in the documents' own words."""
    return f"{assessment.project.chain}:assessment:{assessment.pk}{':blind' if is_blind else ''}"


def facts_of(assessment: Assessment, *, is_blind: bool) -> dict[str, Any]:
    """All that the sheet says."""
    call = assessment.project.call
    criteria = list(call.criteria.all())
    measure = measure_of(call, criteria)
    given = {score.criterion_id: score for score in assessment.scores.all()}
    total = weighted_total({key: score.value for key, score in given.items()}, measure.weights)
    return {
        **head_of(assessment.version, is_blind=is_blind),
        "assessor": str(assessment.assessor),
        "round": assessment.round,
        "finished_at": assessment.finished_at.isoformat() if assessment.finished_at else None,
        "recommendation": assessment.recommendation,
        "comment": assessment.comment,
        "total": text_of(total),
        "most": str(measure.most),
        "percent": text_of(half_up2(percentage(total, measure.most)) if total is not None else None),
        "criteria": [
            {
                "title": dict(row.title),
                "question": dict(row.question),
                "weight": row.weight,
                "threshold": text_of(row.threshold),
                "value": given[row.pk].value if row.pk in given else None,
                "comment": given[row.pk].comment if row.pk in given else "",
            }
            for row in criteria
        ],
    }


class AssessmentSheet(Kind):
    """Scores, reasons and recommendation of one assessor; reads nothing but its data."""

    template: ClassVar[str] = "documents/assessment_sheet.html"
    sources: ClassVar[tuple[str, ...]] = ("assessments.printing",)
    is_public: ClassVar[bool] = False
    label = gettext_lazy("Assessment sheet")

    def context(self, data: dict[str, Any], language: str) -> dict[str, Any]:
        recommendation = data["recommendation"]
        return {
            **data,
            **head_shown(data),
            "finished": moment(data["finished_at"], data["zone"]),
            "recommendation": Recommendation(recommendation).label if recommendation else "",
            "total": amount(data["total"]),
            "most": Decimal(data["most"]),
            "percent": amount(data["percent"]),
            "criteria": [
                {
                    **row,
                    "title": Text(row["title"]),
                    "question": Text(row["question"]),
                    "threshold": amount(row["threshold"]),
                    "weighted": None if row["value"] is None else row["value"] * row["weight"],
                }
                for row in data["criteria"]
            ],
        }

    def title(self, data: dict[str, Any], language: str) -> str:
        return _("Assessment of %(project)s by %(assessor)s") % {
            "project": head_shown(data)["name"],
            "assessor": data["assessor"],
        }

    def filename(self, data: dict[str, Any], language: str) -> str:
        ends = [slugify(data["code"]) or "proposal", "assessment", slugify(data["assessor"])[:40]]
        return f"{'-'.join(part for part in ends if part)}-{language}.pdf"

    def data_date(self, data: dict[str, Any]) -> datetime | None:
        """When the assessor finished."""
        return datetime.fromisoformat(data["finished_at"]) if data["finished_at"] else None

    def version_hash(self, data: dict[str, Any]) -> str:
        return str(data["hash"])
