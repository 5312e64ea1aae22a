"""The expert services of a learning platform: kinds, states, and the steps between them. No database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ServiceKind(models.TextChoices):
    """What a public authority may ask the platform for."""

    PEER_REVIEW = "peer_review", _("Peer review")
    MATCHMAKING = "matchmaking", _("Matchmaking session")
    HELPDESK = "helpdesk", _("Policy helpdesk")


class ServiceState(models.TextChoices):
    """Where a request stands."""

    ASKED = "asked", _("Asked for")
    PREPARING = "preparing", _("Accepted, in preparation")
    ASSIGNED = "assigned", _("With an expert")
    FIXED = "fixed", _("Date fixed")
    ANSWERED = "answered", _("Answered")
    REPORTED = "reported", _("Report delivered")
    CLOSED = "closed", _("Closed")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CANCELLED = "cancelled", _("Cancelled")


class Part(models.TextChoices):
    """What a person is to a request."""

    ASKER = "asker", _("Asks for it")
    TEAM = "team", _("Platform team")
    EXPERT = "expert", _("Expert")
    GUEST = "guest", _("Takes part")
    INVITED = "invited", _("Invited")


class PlaceState(models.TextChoices):
    """What became of an invitation to take part."""

    INVITED = "invited", _("Invited")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    TAKEN_BACK = "taken_back", _("Taken back")


class Consent(models.TextChoices):
    """Whether the asker agrees that the outcome is published."""

    OPEN = "open", _("Not answered yet")
    YES = "yes", _("May be published")
    NO = "no", _("Not to be published")


S, K = ServiceState, ServiceKind
LIVE = frozenset({S.ASKED, S.PREPARING, S.ASSIGNED, S.FIXED})
# The outcome is there: it may be published.
WITH_OUTCOME = frozenset({S.ANSWERED, S.REPORTED, S.CLOSED})
OVER = frozenset({S.CLOSED, S.REFUSED, S.WITHDRAWN, S.CANCELLED})
# People may be invited, and a date may be fixed or moved.
IN_PREPARATION = frozenset({S.PREPARING, S.FIXED})
MEETINGS = frozenset({K.PEER_REVIEW, K.MATCHMAKING})
# Those whom a request still counts on.
HOLDS_PLACE = frozenset({PlaceState.INVITED, PlaceState.ACCEPTED})


@dataclass(frozen=True)
class ServiceStep:
    """One move of a request: from which states, to which (None: it stays), and by whom."""

    key: str
    label: str | Promise
    kinds: frozenset[ServiceKind]
    sources: frozenset[ServiceState]
    target: ServiceState | None
    who: Part

    def is_open(self, kind: str, state: str) -> bool:
        """Whether a request of this kind may take it from this state."""
        return kind in self.kinds and state in self.sources


def _step(
    key: str,
    label: str | Promise,
    kinds: Iterable[ServiceKind],
    sources: Iterable[ServiceState],
    target: ServiceState | None,
    who: Part,
) -> ServiceStep:
    return ServiceStep(key, label, frozenset(kinds), frozenset(sources), target, who)


STEPS: tuple[ServiceStep, ...] = (
    _step("accept", _("Accept it"), MEETINGS, [S.ASKED], S.PREPARING, Part.TEAM),
    _step("assign", _("Give it to an expert"), [K.HELPDESK], [S.ASKED, S.ASSIGNED], S.ASSIGNED, Part.TEAM),
    _step("entrust", _("Name the expert"), MEETINGS, IN_PREPARATION, None, Part.TEAM),
    _step("fix", _("Fix the date"), MEETINGS, IN_PREPARATION, S.FIXED, Part.TEAM),
    _step("refuse", _("Refuse it"), K, [S.ASKED], S.REFUSED, Part.TEAM),
    _step("cancel", _("Cancel it"), K, LIVE - {S.ASKED}, S.CANCELLED, Part.TEAM),
    _step("answer", _("Answer the question"), [K.HELPDESK], [S.ASSIGNED], S.ANSWERED, Part.EXPERT),
    _step("report", _("Deliver the report"), [K.PEER_REVIEW], [S.FIXED], S.REPORTED, Part.EXPERT),
    _step("conclude", _("Note the outcome"), [K.MATCHMAKING], [S.FIXED], S.CLOSED, Part.EXPERT),
    _step("ask_again", _("Ask once more"), [K.HELPDESK], [S.ANSWERED], S.ASSIGNED, Part.ASKER),
    _step("close", _("Close it"), [K.HELPDESK], [S.ANSWERED], S.CLOSED, Part.ASKER),
    _step("close_answered", _("Close it"), [K.HELPDESK], [S.ANSWERED], S.CLOSED, Part.TEAM),
    _step("follow_up", _("Say what was taken over"), [K.PEER_REVIEW], [S.REPORTED], S.CLOSED, Part.ASKER),
    _step("withdraw", _("Withdraw it"), K, LIVE, S.WITHDRAWN, Part.ASKER),
)
BY_KEY = {step.key: step for step in STEPS}


def steps_for(parts: Iterable[Part], kind: str, state: str) -> list[ServiceStep]:
    """The steps that a person with these parts may take now, in the order of the table."""
    held = set(parts)
    return [step for step in STEPS if step.who in held and step.is_open(kind, state)]
