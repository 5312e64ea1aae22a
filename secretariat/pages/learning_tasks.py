"""What learning platforms give the secretariat to do."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.todo import Rows, Source, as_tasks
from knowledge.models import GoodPractice, Review, Transfer
from knowledge.states import PracticeState, ReviewState
from programmes.permissions import programmes_where
from programmes.states import SECRETARIAT
from secretariat.pages.service_tasks import SERVICES

OPEN = Review.objects.filter(version__practice=OuterRef("pk"), state=ReviewState.ASKED)


def practices_to_share(user: User) -> Rows:
    """Good practices that were submitted, and no expert was asked."""
    rows = GoodPractice.objects.of_secretariat(user).filter(state=PracticeState.SUBMITTED)
    return as_tasks(rows, "practice", title="number", about="platform", where="uid", since="submitted_at")


def practices_to_decide(user: User) -> Rows:
    """Good practices whose reviews all came in, or were declined."""
    rows = GoodPractice.objects.of_secretariat(user).filter(~Exists(OPEN), state=PracticeState.IN_REVIEW)
    return as_tasks(
        rows, "practice_decide", title="number", about="platform", where="uid", since="submitted_at"
    )


def reviews_late(user: User) -> Rows:
    """Good practices whose expert should have handed in a review by now."""
    rows = GoodPractice.objects.of_secretariat(user).filter(state=PracticeState.IN_REVIEW)
    due = Review.objects.late().filter(version__practice=OuterRef("pk")).order_by("due_on").values("due_on")
    rows = rows.annotate(review_due=Subquery(due[:1])).filter(review_due__isnull=False)
    return as_tasks(
        rows,
        "practice_late",
        title="number",
        about="platform",
        where="uid",
        due="review_due",
        since="submitted_at",
    )


def transfers_told(user: User) -> Rows:
    """Transfers that nobody has looked at."""
    rows = Transfer.objects.told().filter(practice__platform__in=programmes_where(user, SECRETARIAT))
    return as_tasks(rows, "transfer", title="organisation_name", where="uid", since="told_at")


def practice_name(number: str) -> str:
    """A good practice as lists call it."""
    return f"gp-{int(number):04d}" if number.isdecimal() else number


PRACTICE = "secretariat:good_practice"
LEARNING = (
    Source("practice", _("Ask an expert for a review"), PRACTICE, practices_to_share, practice_name),
    Source("practice_decide", _("Decide on a good practice"), PRACTICE, practices_to_decide, practice_name),
    Source("practice_late", _("A review is overdue"), PRACTICE, reviews_late, practice_name),
    Source("transfer", _("Confirm a transfer"), "secretariat:transfer", transfers_told),
    *SERVICES,
)
