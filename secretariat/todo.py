"""What waits for staff, assessors and the committee: one table of sources, read as one list."""

from __future__ import annotations

from django.db.models import Case, Exists, F, Min, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.todo import Rows, Source, as_tasks
from assessments import consolidating, interests
from assessments.committee import todo as committee
from assessments.models import Appeal, Assessment, BlindCopy, FreedPlace, QualityConclusion
from assessments.queue import IN_ASSESSMENT
from assessments.states import ConsolidationState
from calls.permissions import reach
from programmes.permissions import programmes_where
from programmes.states import SECRETARIAT, SEES_ALL_SUBMITTED
from projects import clock
from projects.models import (
    Audience,
    Comment,
    Correction,
    CorrectionState,
    Project,
    TalkVisit,
)
from projects.states import AWAITS_ELIGIBILITY, State
from secretariat.pages.cascade_tasks import CASCADE
from secretariat.pages.contract_tasks import (
    accounts_to_confirm,
    contractors_to_confirm,
    handled_by,
    modifications_asked,
    modifications_to_come,
    modified,
    policy_reports,
    to_contract,
)
from secretariat.pages.file_tasks import act_name, batch_words, batches, bulk_jobs, file_name, files
from secretariat.pages.learning_tasks import LEARNING
from secretariat.pages.letter_tasks import failed_letters, letters, letters_in_words
from secretariat.pages.reader_tasks import names_in_papers, names_in_texts, remarks, reported_cards

MODIFICATIONS = "secretariat:modifications"


def to_screen(user: User) -> Rows:
    """Submitted, not yet decided whether eligible; with the day that the call aims at."""
    received = Coalesce("step2_submitted_at", "first_submitted_at")
    answered = Correction.objects.filter(project=OuterRef("pk"), state=CorrectionState.ANSWERED)
    rows = clock.with_clock(handled_by(user).filter(~Exists(answered), state__in=AWAITS_ELIGIBILITY))
    where = {"title": "acronym", "about": "code", "where": "uid"}
    return as_tasks(rows, "screen", **where, since=received, due="screen_by")


def came_back(user: User) -> Rows:
    """Corrected by the applicant and submitted again, not yet decided whether eligible."""
    answered = Correction.objects.filter(project=OuterRef("pk"), state=CorrectionState.ANSWERED)
    newest = answered.order_by("-answered_at").values("answered_at")[:1]
    waiting = handled_by(user).filter(Exists(answered), state__in=AWAITS_ELIGIBILITY)
    rows = clock.with_clock(waiting).annotate(came_at=Subquery(newest))
    where = {"title": "acronym", "about": "code", "where": "uid"}
    return as_tasks(rows, "corrected", **where, since="came_at", due="screen_by")


def overdue(user: User) -> Rows:
    """Asked of the applicant, and the day has passed without an answer."""
    projects = handled_by(user).values("pk")
    rows = Correction.objects.asked().filter(project__in=projects, due__lte=Now())
    where = {"title": "project__acronym", "about": "project__code", "where": "project__uid"}
    return as_tasks(rows, "overdue", **where, since="asked_at", due="due")


def to_staff(user: User) -> Rows:
    """Eligible, and nobody was asked to assess it."""
    asked = Assessment.objects.filter(project=OuterRef("pk"))
    rows = handled_by(user).filter(~Exists(asked), state=State.ELIGIBLE)
    return as_tasks(rows, "find_assessors", title="acronym", about="code", where="uid", since="changed_at")


def to_conclude(user: User) -> Rows:
    """Eligible, all assessors are done, and the secretariat has not concluded."""
    asked = Assessment.objects.filter(project=OuterRef("pk"))
    waiting = asked.filter(finished_at__isnull=True)
    concluded = QualityConclusion.objects.filter(version__project=OuterRef("pk"))
    rows = handled_by(user).filter(Exists(asked), ~Exists(waiting), ~Exists(concluded), state=State.ELIGIBLE)
    return as_tasks(rows, "conclude", title="acronym", about="code", where="uid", since="changed_at")


def conditions_met(user: User) -> Rows:
    """The applicant says that the conditions are met."""
    rows = handled_by(user).filter(state=State.CONDITIONS_SUBMITTED)
    return as_tasks(rows, "conditions", title="acronym", about="code", where="uid", since="changed_at")


def to_declare(user: User) -> Rows:
    """Proposals that the person may read only after declaring interests."""
    rows = interests.to_declare(user)
    seen_whole = Q(call__programme_period__programme__in=programmes_where(user, SEES_ALL_SUBMITTED))
    name = Case(When(Q(call__is_blind=True) & ~seen_whole, then=F("code")), default=F("acronym"))
    return as_tasks(rows, "declare", title=name, about="code", where="uid", since="first_submitted_at")


def to_assess(user: User) -> Rows:
    """The assessor's own assessments that are open to the person and not finished."""
    rows = Assessment.objects.open_to(user).filter(finished_at__isnull=True, project__state__in=IN_ASSESSMENT)
    return as_tasks(
        rows,
        "assess",
        title=Case(
            When(project__call__is_blind=True, then=F("project__code")), default=F("project__acronym")
        ),
        about="project__code",
        where="pk",
        since="invited_at",
        due="due",
    )


def places_freed(user: User) -> Rows:
    """Assessors who left: somebody else is wanted."""
    rows = FreedPlace.objects.open_to_staff(user)
    return as_tasks(
        rows,
        "place_freed",
        title="project__acronym",
        about="project__code",
        where="project__uid",
        since="at",
    )


def to_consolidate(user: User) -> Rows:
    """Consolidations that the person writes."""
    rows = consolidating.readable_by(user).filter(rapporteur=user, state=ConsolidationState.WRITING)
    return as_tasks(
        rows,
        "consolidate",
        title="version__project__code",
        where="version__project__uid",
        since="named_at",
    )


def to_agree(user: User) -> Rows:
    """Consolidated texts to which the person was asked to agree."""
    rows = consolidating.readable_by(user).filter(
        answers__assessor=user,
        answers__edition=F("edition"),
        answers__agrees__isnull=True,
        state=ConsolidationState.SENT,
    )
    return as_tasks(
        rows,
        "agree",
        title="version__project__code",
        where="version__project__uid",
        since="sent_at",
        due="due",
    )


def to_release(user: User) -> Rows:
    """Proposals of blind calls whose assessors wait for the copy without names."""
    released = BlindCopy.objects.filter(version=OuterRef("version"), released_at__isnull=False)
    waiting = Assessment.objects.filter(~Exists(released), project=OuterRef("pk"), finished_at__isnull=True)
    rows = handled_by(user).filter(Exists(waiting), call__is_blind=True)
    return as_tasks(rows, "release_copy", title="acronym", about="code", where="uid", since="changed_at")


def objections(user: User) -> Rows:
    """Objections of applicants that wait for an outcome."""
    mine = Project.objects.visible_to_staff(user).filter(
        reach(user, SECRETARIAT, "call", "call__programme_period__programme")
    )
    rows = Appeal.objects.open().filter(project__in=mine).order_by()
    return as_tasks(
        rows,
        "objection",
        title="project__acronym",
        about="project__code",
        where="uid",
        since="submitted_at",
    )


def unread_talk(user: User) -> Rows:
    """Proposals in which applicants said something that the person has not read."""
    read = TalkVisit.objects.filter(project=OuterRef("project"), user=user, read_at__isnull=False)
    fresh = Comment.objects.filter(by_staff=False, audience=Audience.APPLICANTS).annotate(
        read_at=Subquery(read.values("read_at")[:1])
    )
    rows = (
        fresh.filter(Q(read_at=None) | Q(published_at__gt=F("read_at")), project__in=handled_by(user))
        .order_by()
        .values("project__acronym", "project__code", "project__uid")
    )
    return as_tasks(
        rows,
        "talk",
        title=F("project__acronym"),
        about=F("project__code"),
        where=F("project__uid"),
        since=Min("published_at"),
    )


# A room that has work for staff adds its source here: one line, and a function as above.
SOURCES: tuple[Source, ...] = (
    Source("screen", _("Screen, and decide on eligibility"), "secretariat:screening", to_screen),
    Source("corrected", _("Look at the corrections, and decide"), "secretariat:corrections", came_back),
    Source("overdue", _("Corrections are overdue: close or extend"), "secretariat:corrections", overdue),
    Source("find_assessors", _("Ask assessors"), "secretariat:assessments", to_staff),
    Source("declare", _("Declare your interests"), "secretariat:interest", to_declare),
    Source("place_freed", _("Find another assessor"), "secretariat:assign", places_freed),
    Source("assess", _("Assess"), "secretariat:assessment", to_assess),
    Source("release_copy", _("Release the copy without names"), "secretariat:blind_copy", to_release),
    Source("consolidate", _("Write the consolidation"), "secretariat:consolidation", to_consolidate),
    Source("agree", _("Agree to the consolidation, or object"), "secretariat:consolidation", to_agree),
    Source("conclude", _("Conclude the quality assessment"), "secretariat:assessments", to_conclude),
    Source("conditions", _("Check whether the conditions are met"), "secretariat:project", conditions_met),
    Source("contract", _("Prepare the contract"), "secretariat:contract", to_contract),
    Source("account", _("Confirm a bank account"), "secretariat:account_settle", accounts_to_confirm),
    Source("modification", _("Handle the modification"), MODIFICATIONS, modified),
    Source(
        "modification_asked", _("Answer a request for a modification"), MODIFICATIONS, modifications_asked
    ),
    Source("modification_to_come", _("Modification comes into force"), MODIFICATIONS, modifications_to_come),
    Source("contractor", _("Confirm contractors"), "secretariat:contractors", contractors_to_confirm),
    Source("policy_report", _("Read reports on policy"), "secretariat:policy_reports", policy_reports),
    Source("letters", _("Confirm the letters"), "secretariat:outbox", letters, about=letters_in_words),
    Source("bulk", _("See how far the work on many items is"), "secretariat:bulk_job", bulk_jobs, act_name),
    Source("failed_letter", _("See to a letter that was not sent"), "secretariat:message", failed_letters),
    Source("vote", _("Declare your interests and vote"), "secretariat:session_vote", committee.to_vote),
    Source("session", _("Prepare or wind up the session"), "secretariat:session", committee.to_prepare),
    Source("confirm", _("Confirm the decisions"), "secretariat:session_decisions", committee.to_confirm),
    Source(
        "condition",
        _("Check whether a condition is met"),
        "secretariat:conditions",
        committee.conditions_to_check,
    ),
    Source("objection", _("Decide on an objection"), "secretariat:appeal", objections),
    *CASCADE,
    Source("talk", _("Read what applicants say"), "secretariat:talk", unread_talk),
    Source("name", _("Look at a name that is left in a text"), "secretariat:name_in_text", names_in_texts),
    Source(
        "paper_name",
        _("Look at a name that is left in a document"),
        "secretariat:name_in_paper",
        names_in_papers,
    ),
    Source("remark", _("Look at what a reader says is wrong"), "secretariat:remark", remarks),
    Source("card", _("Look at a reported card"), "secretariat:idea", reported_cards),
    *LEARNING,
    Source("export", _("Fetch the file"), "secretariat:export", files, file_name),
    Source("batch", _("Fetch the documents"), "secretariat:batch", batches, batch_words),
)
