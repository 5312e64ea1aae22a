"""What learning platforms keep: their community, and good practices from draft to transfer."""

from knowledge.models.members import Expert, Member, MemberQuerySet
from knowledge.models.platforms import HIGHEST_SCORE, LOWEST_SCORE, Criterion, Platform, Topic
from knowledge.models.practices import GoodPractice, PracticeText, PracticeVersion
from knowledge.models.published import PublishedPractice, PublishedVersion, Transfer
from knowledge.models.reviews import Review, ReviewScore

__all__ = [
    "HIGHEST_SCORE",
    "LOWEST_SCORE",
    "Criterion",
    "Expert",
    "GoodPractice",
    "Member",
    "MemberQuerySet",
    "Platform",
    "PracticeText",
    "PracticeVersion",
    "PublishedPractice",
    "PublishedVersion",
    "Review",
    "ReviewScore",
    "Topic",
    "Transfer",
]
