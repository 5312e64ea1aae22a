"""Submitting a good practice: what is stored is checked, frozen as a version and numbered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from core.retry import retried
from knowledge.models import GoodPractice, Platform, PracticeVersion
from knowledge.practices import mails
from knowledge.practices.access import for_author, require_state, writable
from knowledge.practices.gaps import gaps
from knowledge.practices.writing import content_of, regions
from knowledge.states import PracticeState


@retried
@transaction.atomic
def submit(practice: GoodPractice, *, by: User) -> PracticeVersion:
    """Freeze what was written as the next version and put it before the secretariat."""
    fresh = writable(practice, by)
    content = content_of(fresh)
    missing = gaps(content, regions=regions())
    if missing:
        raise DomainError(_("Something is missing still: %(what)s") % {"what": missing[0].text})
    newest = fresh.versions.first()
    if newest is not None and newest.content == content:
        raise DomainError(_("Nothing was changed since the last version. Change the texts first."))
    version = PracticeVersion.objects.create(
        practice=fresh,
        number=newest.number + 1 if newest else 1,
        content=content,
        hash=digest(content),
        submitted_by=by,
    )
    old, fresh.state, fresh.submitted_at = fresh.state, PracticeState.SUBMITTED, timezone.now()
    if fresh.number is None:
        fresh.number = _next_number(fresh.platform_id)
    fresh.save()
    facts = {"state": fresh.state, "version": version.number, "hash": version.hash, "code": fresh.code}
    trail.record(fresh.chain, "submit good practice", by=by, old={"state": old}, new=facts)
    mails.tell_received(fresh, version.number)
    return version


@retried
@transaction.atomic
def take_back(practice: GoodPractice, *, by: User) -> GoodPractice:
    """Write on in what was submitted, as long as no expert was asked."""
    fresh = for_author(practice, by)
    require_state(fresh, {PracticeState.SUBMITTED})
    fresh.state = PracticeState.REVISING if hasattr(fresh, "published") else PracticeState.RETURNED
    fresh.save(update_fields=["state"])
    old, new = {"state": PracticeState.SUBMITTED}, {"state": fresh.state}
    trail.record(fresh.chain, "take back good practice", by=by, old=old, new=new)
    return fresh


@retried
@transaction.atomic
def revise(practice: GoodPractice, *, by: User) -> GoodPractice:
    """Begin a new version of what is published or was refused; what the public sees stays meanwhile."""
    fresh = for_author(practice, by)
    require_state(fresh, {PracticeState.PUBLISHED, PracticeState.REFUSED})
    old = fresh.state
    fresh.state = PracticeState.REVISING if old == PracticeState.PUBLISHED else PracticeState.RETURNED
    fresh.save(update_fields=["state"])
    trail.record(fresh.chain, "revise good practice", by=by, old={"state": old}, new={"state": fresh.state})
    return fresh


def digest(content: Mapping[str, str]) -> str:
    """The SHA-256 of a version's content, as canonical JSON."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _next_number(platform: str) -> int:
    """Numbers of one platform are given one after the other."""
    Platform.objects.select_for_update().get(pk=platform)
    highest = GoodPractice.objects.filter(platform=platform).aggregate(highest=Max("number"))["highest"]
    return int(highest or 0) + 1
