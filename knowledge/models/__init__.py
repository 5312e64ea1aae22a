"""What learning platforms keep: their community, good practices from draft to transfer, expert services."""

from knowledge.models.files import CheckedFile
from knowledge.models.members import Expert, Member, MemberQuerySet
from knowledge.models.platforms import HIGHEST_SCORE, LOWEST_SCORE, Criterion, Platform, Topic
from knowledge.models.practices import GoodPractice, PracticeText, PracticeVersion
from knowledge.models.published import PublishedPractice, PublishedVersion, Transfer, TransferFile
from knowledge.models.reviews import Review, ReviewScore
from knowledge.models.service_work import AgendaItem, Answer, Meeting, PublishedService, Report, ReportFile
from knowledge.models.services import (
    Service,
    ServicePlace,
    ServicePlaceQuerySet,
    ServiceRequest,
    ServiceRequestQuerySet,
)

__all__ = [
    "HIGHEST_SCORE",
    "LOWEST_SCORE",
    "AgendaItem",
    "Answer",
    "CheckedFile",
    "Criterion",
    "Expert",
    "GoodPractice",
    "Meeting",
    "Member",
    "MemberQuerySet",
    "Platform",
    "PracticeText",
    "PracticeVersion",
    "PublishedPractice",
    "PublishedService",
    "PublishedVersion",
    "Report",
    "ReportFile",
    "Review",
    "ReviewScore",
    "Service",
    "ServicePlace",
    "ServicePlaceQuerySet",
    "ServiceRequest",
    "ServiceRequestQuerySet",
    "Topic",
    "Transfer",
    "TransferFile",
]
