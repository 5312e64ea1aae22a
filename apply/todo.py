"""What waits for people who write proposals: one table of sources, read as one list."""

from __future__ import annotations

from django.db.models import Case, F, Min, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.todo import Rows, Source, as_tasks
from assessments.committee.todo import conditions_to_meet
from ideas.models import Contact
from knowledge.models import GoodPractice, Review
from knowledge.services import waiting as services
from knowledge.states import PracticeState
from projects.contractors import RUNNING
from projects.models import Contractor, ContractorState, Correction, Project, SubmissionRequest
from projects.states import MODIFIED, Level, State

RETURNED = (State.RETURNED, State.STEP1_RETURNED)
STEP_TWO = (State.STEP1_APPROVED, State.STEP1_APPROVED_WITH_CONDITIONS)
CLOSING = Case(
    When(state=State.STEP1_DRAFT, then=Coalesce("call__step1_closes_at", "call__closes_at")),
    default=F("call__closes_at"),
)


def drafts(user: User) -> Rows:
    """What is being written for a call that is still open."""
    rows = _of(user, Level.EDIT, Level.MANAGE).filter(state__in=(State.DRAFT, State.STEP1_DRAFT))
    still = rows.annotate(closing=CLOSING).filter(closing__gt=Now())
    return as_tasks(still, "write", title="acronym", where="uid", due="closing", since="created_at")


def returned(user: User) -> Rows:
    """What the secretariat sent back, with the date of its request."""
    asked = Correction.objects.asked().filter(project=OuterRef("pk")).values("due")[:1]
    rows = _of(user, Level.EDIT, Level.MANAGE).filter(state__in=RETURNED)
    return as_tasks(
        rows, "correct", title="acronym", about="code", where="uid", due=Subquery(asked), since="changed_at"
    )


def conditions(user: User) -> Rows:
    """What was approved with conditions, and sent back to meet them."""
    rows = _of(user, Level.EDIT, Level.MANAGE).filter(state=State.RETURNED_FOR_CONDITIONS)
    return as_tasks(rows, "conditions", title="acronym", about="code", where="uid", since="changed_at")


def modifications(user: User) -> Rows:
    """What is open to be changed."""
    rows = _of(user, Level.EDIT, Level.MANAGE).filter(state__in=MODIFIED)
    return as_tasks(rows, "modify", title="acronym", about="code", where="uid", since="changed_at")


def contracts(user: User) -> Rows:
    """Approved, and the contract is not recorded: the applicants have their part to give."""
    rows = _of(user, Level.MANAGE).filter(state=State.APPROVED)
    return as_tasks(
        rows,
        "contract",
        title="acronym",
        about="code",
        where="uid",
        due="contract__due_on",
        since="changed_at",
    )


def contractors(user: User) -> Rows:
    """Projects whose contractors the secretariat sent back, to who may mend them: one task for each."""
    whole = Q(project__collaborators__partnership__isnull=True)
    own = whole | Q(project__collaborators__partnership__uid=F("partner"))
    rows = Contractor.objects.filter(
        own,
        state=ContractorState.RETURNED,
        project__state__in=RUNNING,
        project__collaborators__user=user,
        project__collaborators__level__in=(Level.EDIT, Level.MANAGE),
    )
    return as_tasks(
        rows.order_by().values("project__acronym", "project__code", "project__uid"),
        "contractor",
        title=F("project__acronym"),
        about=F("project__code"),
        where=F("project__uid"),
        since=Min("handled_at"),
    )


def second_steps(user: User) -> Rows:
    """What may go on to the second step of its call."""
    rows = _of(user, Level.MANAGE).filter(state__in=STEP_TWO, call__closes_at__gt=Now())
    return as_tasks(
        rows,
        "step_two",
        title="acronym",
        about="code",
        where="uid",
        due="call__closes_at",
        since="changed_at",
    )


def submissions(user: User) -> Rows:
    """Submissions that somebody else asked for, and a second person has to confirm."""
    mine = _of(user, Level.MANAGE).values("pk")
    rows = SubmissionRequest.objects.filter(closed_at__isnull=True, project__in=mine).exclude(by=user)
    return as_tasks(rows, "confirm", title="project__acronym", where="project__uid", since="at")


def reviews(user: User) -> Rows:
    """Good practices that the person, being an expert, was asked to review."""
    rows = Review.objects.of(user).asked()
    number = F("version__practice__number")
    return as_tasks(
        rows,
        "review",
        title=number,
        about="version__practice__platform",
        where="uid",
        due="due_on",
        since="asked_at",
    )


def practices(user: User) -> Rows:
    """Good practices of the person that the secretariat asks to improve."""
    rows = GoodPractice.objects.filter(authors=user, state=PracticeState.RETURNED)
    return as_tasks(rows, "improve", title="number", about="platform", where="uid", since="submitted_at")


def conversations(user: User) -> Rows:
    """Conversations of partner searches in which somebody wrote what the person has not read."""
    rows = Contact.objects.unread_by(user)
    whose = Case(When(asker=user, then=F("card__organisation")), default=F("organisation"))
    return as_tasks(
        rows, "idea_talk", title=whose, about="card__call__code", where="uid", since="unread_since"
    )


def practice_name(number: str) -> str:
    """A good practice as lists call it."""
    return f"gp-{int(number):04d}" if number.isdecimal() else number


def _of(user: User, *levels: Level) -> Rows:
    """The person's proposals, rehearsals aside, where the person has one of these levels in the whole."""
    reach = Q(collaborators__level__in=levels, collaborators__partnership__isnull=True)
    return Project.objects.real().filter(reach, collaborators__user=user)


SOURCES: tuple[Source, ...] = (
    Source("confirm", _("Confirm the submission"), "apply:submit", submissions),
    Source("correct", _("Complete it, and submit it again"), "apply:proposal", returned),
    Source("conditions", _("Meet the conditions, and submit it again"), "apply:proposal", conditions),
    Source("meet_condition", _("Answer a condition"), "apply:conditions", conditions_to_meet),
    Source("modify", _("Make the changes, and submit them"), "apply:proposal", modifications),
    Source("contract", _("Complete your part of the contract"), "apply:contract", contracts),
    Source("contractor", _("Correct contractors that were sent back"), "apply:contractors", contractors),
    Source("step_two", _("Start step 2"), "apply:proposal", second_steps),
    Source("review", _("Review a good practice"), "apply:practice_review", reviews, practice_name),
    Source("improve", _("Improve a good practice"), "apply:practice", practices, practice_name),
    Source("write", _("Finish and submit it"), "apply:proposal", drafts),
    Source("idea_talk", _("Read what somebody wrote to you"), "apply:idea_contact", conversations),
    Source("service_place", _("Answer the invitation"), "apply:service", services.invitations),
    Source("service_answer", _("Answer the question"), "apply:service", services.to_answer),
    Source("service_report", _("Write down what came of it"), "apply:service", services.to_report),
    Source("service_follow_up", _("Say what was taken over"), "apply:service", services.to_follow_up),
)
