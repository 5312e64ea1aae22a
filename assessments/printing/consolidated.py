"""The consolidated sheet as PDF: one text and one score for each criterion, beside each assessor's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from assessments.arithmetic import weighted_total
from assessments.models import Consolidation
from assessments.printing.heads import head_of, head_shown, moment, text_of
from assessments.results import Row, overview
from assessments.states import ConsolidationState
from core.plain import amount
from core.rounding import half_up2, percentage
from core.texts import Text
from documents import engine
from documents.kinds import Kind
from documents.models import Document
from projects.models import Project

KIND = "consolidated_sheet"


def is_written(held: Consolidation | None) -> bool:
    """Whether there is something to print: the text went to the assessors, or is concluded."""
    return held is not None and held.state != ConsolidationState.WRITING


def request(held: Consolidation, user: User, language: str) -> Document:
    """Ask for the sheet as this person may see it; the same sheet gives the same file."""
    is_blind = hides_names(held, user)
    return engine.request(
        KIND, subject_of(held, is_blind=is_blind), language, facts_of(held, is_blind=is_blind)
    )


def current(held: Consolidation, user: User, language: str) -> Document | None:
    """The sheet as this person may see it that was asked for last, in whatever state."""
    return engine.current(KIND, subject_of(held, is_blind=hides_names(held, user)), language)


def hides_names(held: Consolidation, user: User) -> bool:
    """Whether the sheet must not tell who applies: for assessors, in a call that hides it."""
    project = held.version.project
    is_staff = Project.objects.visible_to_staff(user).filter(pk=project.pk).exists()
    return project.call.is_blind and not is_staff


def subject_of(held: Consolidation, *, is_blind: bool) -> str:
    """What the document is about, in the documents' own words."""
    return f"{held.version.project.chain}:consolidation:{held.pk}{':blind' if is_blind else ''}"


def facts_of(held: Consolidation, *, is_blind: bool) -> dict[str, Any]:
    """All that the sheet says."""
    project = held.version.project
    found = overview(project, step=held.version.step, number=held.round)
    # Who has not finished, or has a conflict of interest, gave nothing that counts.
    shown = found.assessments
    counted = [place for place, one in enumerate(shown) if one.finished_at and not one.has_conflict]
    names = [str(shown[place].assessor) for place in counted]
    scores = {score.criterion_id: score for score in held.scores.all()}
    values = {key: score.value for key, score in scores.items()}
    total = weighted_total(values, {row.criterion.pk: row.criterion.weight for row in found.rows})
    answers = held.answers.filter(edition=held.edition).select_related("assessor").order_by("pk")
    return {
        **head_of(held.version, is_blind=is_blind),
        "round": held.round,
        "rapporteur": str(held.rapporteur),
        "state": held.state,
        "sent_at": held.sent_at.isoformat() if held.sent_at else None,
        "concluded_at": held.concluded_at.isoformat() if held.concluded_at else None,
        "note": held.note,
        "text": held.text,
        "total": text_of(total),
        "most": str(found.most),
        "percent": text_of(half_up2(percentage(total, found.most)) if total is not None else None),
        "assessors": names,
        "totals": [text_of(found.totals[place]) for place in counted],
        "criteria": [
            {
                **_given(row, names, counted),
                "value": values.get(row.criterion.pk),
                "comment": scores[row.criterion.pk].comment if row.criterion.pk in scores else "",
            }
            for row in found.rows
        ],
        "answers": [
            {"name": str(one.assessor), "agrees": one.agrees, "reason": one.reason} for one in answers
        ],
    }


def _given(row: Row, names: list[str], counted: list[int]) -> dict[str, Any]:
    criterion = row.criterion
    return {
        "title": dict(criterion.title),
        "weight": criterion.weight,
        "threshold": text_of(criterion.threshold),
        "average": text_of(row.average),
        "spread": text_of(row.spread),
        "is_wide": row.is_wide,
        "given": [
            {"name": name, "value": row.values[place], "comment": row.comments[place]}
            for name, place in zip(names, counted, strict=True)
        ],
    }


class ConsolidatedSheet(Kind):
    """What the assessors say together, and who agrees; reads nothing but its data."""

    template: ClassVar[str] = "documents/consolidated_sheet.html"
    sources: ClassVar[tuple[str, ...]] = ("assessments.printing",)
    is_public: ClassVar[bool] = False
    label = gettext_lazy("Consolidated assessment sheet")

    def context(self, data: dict[str, Any], language: str) -> dict[str, Any]:
        return {
            **data,
            **head_shown(data),
            "is_concluded": data["state"] == ConsolidationState.CONCLUDED,
            "state_label": ConsolidationState(data["state"]).label,
            "sent": moment(data["sent_at"], data["zone"]),
            "concluded": moment(data["concluded_at"], data["zone"]),
            "total": amount(data["total"]),
            "most": Decimal(data["most"]),
            "percent": amount(data["percent"]),
            "totals": [amount(one) for one in data["totals"]],
            "is_wide": len(data["assessors"]) > 4,
            "criteria": [_criterion(row) for row in data["criteria"]],
        }

    def title(self, data: dict[str, Any], language: str) -> str:
        return _("Consolidated assessment of %(project)s") % {"project": head_shown(data)["name"]}

    def filename(self, data: dict[str, Any], language: str) -> str:
        return f"{slugify(data['code']) or 'proposal'}-consolidated-{language}.pdf"

    def data_date(self, data: dict[str, Any]) -> datetime | None:
        """When it was concluded, else when it went to the assessors."""
        at = data["concluded_at"] or data["sent_at"]
        return datetime.fromisoformat(at) if at else None

    def version_hash(self, data: dict[str, Any]) -> str:
        return str(data["hash"])


def _criterion(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "title": Text(row["title"]),
        "average": amount(row["average"]),
        "spread": amount(row["spread"]),
        "threshold": amount(row["threshold"]),
        "reasons": [one for one in row["given"] if one["comment"]],
    }
