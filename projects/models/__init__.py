"""The dossier as it is stored."""

from projects.models.answers import Answer, AnswerRevision, FieldChange
from projects.models.attachments import Attachment
from projects.models.budget import (
    BudgetLine,
    CoFinancing,
    Contribution,
    CostItem,
    FinancedPart,
    ItemPeriod,
    LumpSumShare,
    LumpSumUse,
)
from projects.models.bulk import BulkJob, BulkRow
from projects.models.contractors import Contractor, ContractorQuerySet, ContractorState
from projects.models.contracts import BankAccount, Contract, ContractIssue, ContractPerson
from projects.models.corrections import Correction, CorrectionItem, CorrectionQuerySet, CorrectionState
from projects.models.entries import Entry
from projects.models.figures import IndicatorFigure, PartnerFigure
from projects.models.finding import DossierText
from projects.models.imports import BudgetImport
from projects.models.interests import Interest
from projects.models.invitations import Invitation
from projects.models.modifications import Modification, ModificationState
from projects.models.partnership import Partnership
from projects.models.policy import (
    PolicyKind,
    PolicyReport,
    PolicyReportQuerySet,
    PolicyReportState,
)
from projects.models.project import Collaborator, Project, ProjectQuerySet
from projects.models.submissions import SubmissionRequest
from projects.models.talk import Audience, Comment, CommentRevision, TalkVisit
from projects.models.together import AdviceLink, PartnerConfirmation, SectionVisit
from projects.models.versions import StateChange, Version

__all__ = [
    "AdviceLink",
    "Answer",
    "AnswerRevision",
    "Attachment",
    "Audience",
    "BankAccount",
    "BudgetImport",
    "BudgetLine",
    "BulkJob",
    "BulkRow",
    "CoFinancing",
    "Collaborator",
    "Comment",
    "CommentRevision",
    "Contract",
    "ContractIssue",
    "ContractPerson",
    "Contractor",
    "ContractorQuerySet",
    "ContractorState",
    "Contribution",
    "Correction",
    "CorrectionItem",
    "CorrectionQuerySet",
    "CorrectionState",
    "CostItem",
    "DossierText",
    "Entry",
    "FieldChange",
    "FinancedPart",
    "IndicatorFigure",
    "Interest",
    "Invitation",
    "ItemPeriod",
    "LumpSumShare",
    "LumpSumUse",
    "Modification",
    "ModificationState",
    "PartnerConfirmation",
    "PartnerFigure",
    "Partnership",
    "PolicyKind",
    "PolicyReport",
    "PolicyReportQuerySet",
    "PolicyReportState",
    "Project",
    "ProjectQuerySet",
    "SectionVisit",
    "StateChange",
    "SubmissionRequest",
    "TalkVisit",
    "Version",
]
