"""Mails to assessors and rapporteurs about a second round and a consolidation; they leave at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from assessments.models import Assessment, Consolidation, ConsolidationAnswer
from correspondence import outbox
from projects.models import Project


def ask_again(assessment: Assessment, *, reason: str) -> None:
    """Tell an assessor at once that the second round is open, and why."""
    key, by = f"round:{assessment.pk}", assessment.invited_by
    _tell(assessment.assessor, "second_round", assessment.project, key, by, {"reason": reason})


def tell_rapporteur(consolidation: Consolidation, *, by: User) -> None:
    """Tell somebody at once that a consolidation is to be written."""
    key = f"rapporteur:{consolidation.pk}:{consolidation.rapporteur_id}"
    _tell(consolidation.rapporteur, "rapporteur_named", consolidation.version.project, key, by, {})


def ask_agreement(answer: ConsolidationAnswer, *, by: User) -> None:
    """Ask an assessor at once whether the consolidated text is right."""
    consolidation = answer.consolidation
    context = {"due": consolidation.due, "rapporteur": consolidation.rapporteur}
    key = f"agreement:{answer.pk}"
    _tell(answer.assessor, "consolidation_sent", consolidation.version.project, key, by, context)


def _tell(
    to: User, template: str, project: Project, key: str, by: User | None, context: Mapping[str, Any]
) -> None:
    """A mail to an assessor or rapporteur. It names the proposal by its code: names stay in the portal."""
    outbox.write(
        "assessor",
        to=to,
        template=template,
        context={"code": project.code, "call": project.call.title, **context},
        about=project.chain,
        programme=project.programme_code,
        by=by,
        dedupe_key=key,
        confirmed=True,
    )
