"""What assessors know and how much they take on; how a call shares out its proposals."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from assessments.models import AssigningPlan, Expertise
from assessments.models.assigning import MOST_CAPACITY
from calls.models import Call
from core.errors import DomainError, NotAllowed
from programmes.models import Programme, SpecificObjective, Theme
from programmes.permissions import has_role
from programmes.states import SECRETARIAT, Role


def objectives_of(programme: Programme) -> QuerySet[SpecificObjective]:
    """The objectives that somebody can know about: those still offered to calls."""
    return (
        SpecificObjective.objects.filter(priority__programme_period__programme=programme, retired=False)
        .select_related("priority")
        .order_by("priority__programme_period", "code")
    )


def themes_of(programme: Programme) -> QuerySet[Theme]:
    """The themes that somebody can know about."""
    return Theme.objects.filter(programme_period__programme=programme, retired=False).order_by("code")


def may_describe(by: User, person: User, programme: Programme) -> bool:
    """Whether `by` keeps what the person knows: the assessor, or the secretariat."""
    if not has_role(person, programme.pk, {Role.ASSESSOR}):
        return False
    return by.pk == person.pk or has_role(by, programme.pk, SECRETARIAT)


@transaction.atomic
def describe(  # noqa: PLR0913 - one fact each
    person: User,
    programme: Programme,
    *,
    by: User,
    objectives: Iterable[SpecificObjective],
    themes: Iterable[Theme],
    capacity: int,
    away_from: datetime.date | None = None,
    away_to: datetime.date | None = None,
    note: str = "",
) -> Expertise:
    """Keep an assessor's fields of knowledge, how many proposals of a call, and when the person is away."""
    if not may_describe(by, person, programme):
        raise NotAllowed(_("Only the assessor and the secretariat of the programme may change this."))
    if not 0 <= capacity <= MOST_CAPACITY:
        raise DomainError(_("Give a whole number from 0 to %(most)d.") % {"most": MOST_CAPACITY})
    if (away_from is None) != (away_to is None) or (away_from and away_to and away_to < away_from):
        raise DomainError(_("Give the first and the last day of the absence, in this order."))
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    kept, _is_new = Expertise.objects.get_or_create(user=person, programme=programme)
    old = _facts(kept)
    kept.capacity, kept.away_from, kept.away_to, kept.note = capacity, away_from, away_to, note.strip()
    kept.changed_at = timezone.now()
    kept.save()
    kept.objectives.set(objectives)
    kept.themes.set(themes)
    new = _facts(kept)
    if new != old:
        trail.record(person.chain, "describe expertise", by=by, old=old, new=new)
    return kept


@transaction.atomic
def plan(call: Call, *, by: User, due: datetime.date | None, is_pool_open: bool) -> AssigningPlan:
    """By when the assessments of a call are wanted, and whether assessors may take proposals themselves."""
    if not has_role(by, call.programme_period.programme_id, SECRETARIAT):
        raise NotAllowed(_("Only the secretariat of the programme may do this."))
    kept, _is_new = AssigningPlan.objects.select_for_update().get_or_create(call=call)
    old = {"due": kept.due, "is_pool_open": kept.is_pool_open}
    new = {"due": due, "is_pool_open": is_pool_open}
    if new != old:
        kept.due, kept.is_pool_open = due, is_pool_open
        kept.save()
        trail.record(f"call:{call.code}", "plan assessment", by=by, old=old, new=new)
    return kept


def _facts(kept: Expertise) -> dict[str, object]:
    return {
        "programme": kept.programme_id,
        "objectives": sorted(kept.objectives.values_list("code", flat=True)),
        "themes": sorted(kept.themes.values_list("code", flat=True)),
        "capacity": kept.capacity,
        "away": [kept.away_from, kept.away_to],
    }
