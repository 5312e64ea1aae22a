"""Verdicts, scores and decisions, each on a named version."""

from assessments.models.appeals import Appeal
from assessments.models.assessing import Assessment, QualityConclusion, Score
from assessments.models.assigning import AssigningPlan, Expertise, FreedPlace
from assessments.models.blind import BlindCopy
from assessments.models.committee import CommitteeRules, Delegation, DelegationMember
from assessments.models.deciding import Condition, Decision, PendingDecision
from assessments.models.exports import Export, ExportKind, ExportTemplate, RowsOf
from assessments.models.ranking import RankedProposal, Ranking, RankingChange, Scenario, TieOrder
from assessments.models.rounds import (
    AssessmentRound,
    ConsolidatedScore,
    Consolidation,
    ConsolidationAnswer,
    FinalScore,
)
from assessments.models.screening import Screening, ScreeningCheck
from assessments.models.sessions import AgendaItem, Attendance, Session, Vote
from documents.models import JobState as ExportState

__all__ = [
    "AgendaItem",
    "Appeal",
    "Assessment",
    "AssessmentRound",
    "AssigningPlan",
    "Attendance",
    "BlindCopy",
    "CommitteeRules",
    "Condition",
    "ConsolidatedScore",
    "Consolidation",
    "ConsolidationAnswer",
    "Decision",
    "Delegation",
    "DelegationMember",
    "Expertise",
    "Export",
    "ExportKind",
    "ExportState",
    "ExportTemplate",
    "FinalScore",
    "FreedPlace",
    "PendingDecision",
    "QualityConclusion",
    "RankedProposal",
    "Ranking",
    "RankingChange",
    "RowsOf",
    "Scenario",
    "Score",
    "Screening",
    "ScreeningCheck",
    "Session",
    "TieOrder",
    "Vote",
]
