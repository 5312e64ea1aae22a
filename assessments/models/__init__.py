"""Verdicts, scores and decisions, each on a named version."""

from assessments.models.appeals import Appeal
from assessments.models.assessing import Assessment, QualityConclusion, Score
from assessments.models.deciding import Decision
from assessments.models.screening import Screening, ScreeningCheck

__all__ = ["Appeal", "Assessment", "Decision", "QualityConclusion", "Score", "Screening", "ScreeningCheck"]
