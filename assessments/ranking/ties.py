"""The committee's order of a tie: a decision of people, kept with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from assessments.models import RankedProposal, TieOrder
from assessments.ranking.keeping import current
from assessments.ranking.reading import closed_to
from assessments.states import Group
from calls.models import Call
from calls.permissions import roles_in
from core.errors import DomainError, NotAllowed
from programmes.states import DECIDES
from projects.models import Project

LONGEST_REASON = 5000
MOST_TIED = 50


def tie_of(call: Call, project: Project, step: int = 2) -> list[RankedProposal]:
    """The ranked proposals with the same score as this one, in their order; fewer than two are no tie."""
    rows = current(call, step).proposals.filter(group=Group.RANKED)
    own = rows.filter(project=project).first()
    if own is None:
        return []
    return list(rows.filter(score=own.score).select_related("project").order_by("position"))


def may_order(user: User, call: Call) -> bool:
    """Whether the person may record how the committee ordered a tie."""
    return not roles_in(user, call).isdisjoint(DECIDES)


@transaction.atomic
def order_tie(call: Call, order: Sequence[Project], *, by: User, reason: str, step: int = 2) -> None:
    """Record the order of a whole tie, best first. DomainError when the tie is another one by now."""
    if not may_order(by, call):
        raise NotAllowed(_("Only the committee or a manager of the programme puts tied proposals in order."))
    Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    tie = tie_of(call, order[0], step) if order else []
    keys = [project.pk for project in order]
    if closed_to(by, call) & {row.project_id for row in tie}:
        raise NotAllowed(_("You cannot put this tie in order because part of it is closed to you."))
    if len(tie) < 2 or len(keys) != len(set(keys)) or {row.project_id for row in tie} != set(keys):
        raise DomainError(_("The ranking has changed since this page was opened. Look at the tie again."))
    if len(tie) > MOST_TIED:
        raise DomainError(_("At most %(limit)d proposals can be put in order.") % {"limit": MOST_TIED})
    text = reason.strip()[:LONGEST_REASON]
    if not text:
        raise DomainError(_("Write down why the committee chose this order."))
    old = {row.project.code: row.tie for row in tie}
    score = tie[0].score or Decimal(0)
    for position, project in enumerate(order, start=1):
        TieOrder.objects.update_or_create(
            project=project,
            step=step,
            defaults={
                "score": score,
                "position": position,
                "reason": text,
                "by": by,
                "at": timezone.now(),
            },
        )
        new = {"position": position, "of": len(order), "score": str(score)}
        trail.record(
            project.chain, "order tie", by=by, old={"position": old[project.code]}, new=new, note=text
        )
    codes = [project.code for project in order]
    trail.record(call.chain, "order tie", by=by, old=old, new={"order": codes}, note=text)
