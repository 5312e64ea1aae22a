"""Verdicts, recommendations and outcomes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    PASSED = "passed", _("Passed")
    FAILED = "failed", _("Failed")
    UNCLEAR = "unclear", _("To be clarified")


class Recommendation(models.TextChoices):
    RECOMMENDED = "recommended", _("Recommended")
    WITH_CONDITIONS = "with_conditions", _("Recommended with conditions")
    NOT_RECOMMENDED = "not_recommended", _("Not recommended")


class Leaving(models.TextChoices):
    """Why an assessor's place fell free."""

    CONFLICT = "conflict", _("Conflict of interest")
    DECLINED = "declined", _("Declined")
    ABSTAINED = "abstained", _("Abstained")


class ConsolidationState(models.TextChoices):
    WRITING = "writing", _("Being written")
    SENT = "sent", _("With the assessors")
    CONCLUDED = "concluded", _("Concluded")


class Outcome(models.TextChoices):
    APPROVED = "approved", _("Approved")
    APPROVED_WITH_CONDITIONS = "approved_with_conditions", _("Approved with conditions")
    POSTPONED = "postponed", _("Postponed")
    RESERVE = "reserve", _("On the reserve list")
    NOT_APPROVED = "not_approved", _("Not approved")


class Progress(models.TextChoices):
    """How far the assessment of a proposal is in its present step."""

    NOT_BEGUN = "not_begun", _("Not begun")
    UNDER_WAY = "under_way", _("Under way")
    ALL_IN = "all_in", _("All assessments in")
    CONSOLIDATED = "consolidated", _("Consolidated")


class AppealOutcome(models.TextChoices):
    """What became of an objection."""

    INADMISSIBLE = "inadmissible", _("Not admissible")
    UPHELD = "upheld", _("Upheld")
    PARTLY_UPHELD = "partly_upheld", _("Partly upheld")
    DISMISSED = "dismissed", _("Dismissed")


class SessionKind(models.TextChoices):
    """How a monitoring committee decides."""

    MEETING = "meeting", _("Meeting")
    WRITTEN = "written", _("Written procedure")


class SessionState(models.TextChoices):
    """Where a session stands: papers are frozen once it is convened, votes are taken while it is open."""

    PLANNED = "planned", _("Planned")
    CONVENED = "convened", _("Convened")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    AGREED = "agreed", _("Minutes agreed")
    CANCELLED = "cancelled", _("Cancelled")


class Majority(models.TextChoices):
    """What carries a proposal; abstentions are no votes cast."""

    CONSENSUS = "consensus", _("Consensus: nobody votes against")
    SIMPLE = "simple", _("Simple majority: more votes for than against")
    TWO_THIRDS = "two_thirds", _("Two thirds of the votes cast")


class Position(models.TextChoices):
    """What a delegation says on one item of the agenda."""

    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    ABSTAIN = "abstain", _("Abstention")
    RECUSED = "recused", _("Recused")
    ABSENT = "absent", _("Absent")


class ConditionState(models.TextChoices):
    """Where a condition stands on its way to closure."""

    OPEN = "open", _("Open")
    ANSWERED = "answered", _("Answered")
    MET = "met", _("Met")
    WAIVED = "waived", _("Waived")


# How a badge shows where a condition stands: only what is closed looks done.
CONDITION_TONES = {
    ConditionState.OPEN: "care",
    ConditionState.ANSWERED: "wait",
    ConditionState.MET: "good",
    ConditionState.WAIVED: "rest",
}
# What the secretariat still has to settle, or the applicant to answer.
UNSETTLED = frozenset({ConditionState.OPEN, ConditionState.ANSWERED})


class Group(models.TextChoices):
    """In which part of a ranking a proposal stands, in the order of the parts."""

    RANKED = "ranked", _("Ranked")
    BELOW = "below", _("Below the threshold")
    UNSCORED = "unscored", _("Not assessed yet")
    WAITING = "waiting", _("Not declared eligible yet")


class Standing(models.TextChoices):
    """What was decided on a proposal so far, as far as money goes."""

    UNDECIDED = "undecided", _("Not decided yet")
    GRANTED = "granted", _("Approved")
    RESERVE = "reserve", _("On the reserve list")
    REFUSED = "refused", _("Not approved")


class Place(models.TextChoices):
    """On which side of the line where the money ends a proposal that is ranked and not decided stands."""

    IN = "in", _("The money reaches it")
    AT_LINE = "at_line", _("Tied at the line")
    OUT = "out", _("The money does not reach it")
    GRANTED = "granted", _("Has the money")
