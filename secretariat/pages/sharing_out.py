"""Places for the proposals chosen in the inbox: who would get what, by call, before anything is given."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from assessments import sharing, workload
from assessments.queue import IN_ASSESSMENT
from calls.models import Call
from core.errors import DomainError
from programmes.states import SECRETARIAT
from projects.models import Project, ProjectQuerySet
from secretariat.forms.assigning import key_of
from secretariat.pages.assigning import labelled

MOST = 500  # proposals for which places are proposed at once
MOST_NAMED = 20  # of those that are left out

Line = tuple[sharing.Row, list[tuple[str, Any, str]], int]


@dataclass(frozen=True)
class CallShare:
    """The proposals of one call that lack assessors: row, places (key, pair, words), places left free."""

    call: Call
    lines: list[Line]


@dataclass(frozen=True)
class LeftOut:
    """A proposal that gets nobody, and why."""

    project: Project
    reason: str


@dataclass(frozen=True)
class Plan:
    """What would be given, by call. `offered` are all places that may be; so many are `left_out`.

    The first of these are `named`.
    """

    shares: list[CallShare]
    offered: dict[str, tuple[Project, User]]
    left_out: int
    named: list[LeftOut]

    @property
    def number(self) -> int:
        """How many places are proposed."""
        return sum(len(places) for share in self.shares for _row, places, _short in share.lines)

    @property
    def unfilled(self) -> int:
        """How many places find nobody."""
        return sum(short for share in self.shares for _row, _places, short in share.lines)

    def give(self, keys: Sequence[str], *, by: User, due: datetime.date | None) -> None:
        """Give these places, all or none."""
        sharing.give([self.offered[key] for key in keys], by=by, due=due)


def plan(chosen: ProjectQuerySet, *, by: User, each: int | None, people: Sequence[str]) -> Plan:
    """Places for those of the chosen that are in assessment where the person is of the secretariat.

    `each` as in `sharing.rows`; `people` (uids) bounds whom to ask, none stands for all assessors.
    Nobody with a conflict of interest, away or beyond what was agreed is proposed. DomainError for too many.
    """
    own = Project.objects.submitted_in(by, SECRETARIAT)
    named = chosen.filter(pk__in=own.values("pk")).select_related("call", "objective", "theme")
    found = list(sharing.to_share(named).order_by("call__code", "code", "pk")[: MOST + 1])
    if len(found) > MOST:
        raise DomainError(_("Choose at most %(most)d proposals at a time.") % {"most": MOST})
    shares: list[CallShare] = []
    offered: dict[str, tuple[Project, User]] = {}
    for call, projects in groupby(found, key=lambda project: project.call):
        wanted = set(people)
        loads = [load for load in workload.loads(call) if not wanted or str(load.user.uid) in wanted]
        rows = sharing.rows(list(projects), loads, with_hints=True, each=each)
        lacking = [row for row in rows if row.wanted.missing]
        offered |= _offered(lacking, loads)
        if lacking:
            shares.append(CallShare(call, lines(lacking, sharing.proposal_for(lacking, loads), loads)))
    taken = [row.project.pk for share in shares for row, _places, _short in share.lines]
    out = chosen.exclude(pk__in=taken)
    return Plan(shares, offered, out.count(), _named(out, own))


def _named(out: ProjectQuerySet, own: ProjectQuerySet) -> list[LeftOut]:
    found = list(out.order_by("code", "pk")[:MOST_NAMED])
    mine = set(own.filter(pk__in=[project.pk for project in found]).values_list("pk", flat=True))
    return [LeftOut(project, _why(project, is_mine=project.pk in mine)) for project in found]


def _why(project: Project, *, is_mine: bool) -> str:
    if not is_mine:
        return _("another secretariat gives its places")
    if project.state not in IN_ASSESSMENT:
        return _("not in assessment: %(state)s") % {"state": project.get_state_display()}
    return _("has its assessors")


def lines(rows: Sequence[sharing.Row], pairs: Sequence[Any], loads: Sequence[workload.Load]) -> list[Line]:
    """The proposed places of each proposal that lacks assessors, with their reasons."""
    found: list[Line] = []
    for row in rows:
        if row.wanted.missing:
            own = [pair for pair in pairs if pair.wanted.key == row.project.pk]
            places = [
                (key_of(pair.wanted.key, pair.candidate.key), pair, words)
                for pair, words in labelled(row, own, loads)
            ]
            found.append((row, places, row.wanted.missing - len(own)))
    return found


def _offered(rows: Sequence[sharing.Row], loads: Sequence[workload.Load]) -> dict[str, tuple[Project, User]]:
    return {
        key_of(row.project.pk, load.user.pk): (row.project, load.user)
        for row in rows
        for load in loads
        if load.user.pk not in row.wanted.barred
    }
