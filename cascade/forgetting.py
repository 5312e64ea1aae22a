"""Taking names of natural persons off sub-grants, two years after these were public first."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from accounts import trail
from cascade import portfolio, summary
from cascade.models import SubGrant, SubGrantee
from documents import engine
from publications import mentions, persons
from publications.exports import making
from publications.models import ProjectBody

AT_ONCE = 200


def forget_due(now: datetime.datetime | None = None) -> int:
    """Forget the persons whose two years are over; how many. Asking again forgets nobody twice.

    At most 200 sub-grants at a time, the longest due first, each in a transaction of its own.
    """
    over = persons.started_before(now or timezone.now())
    due = SubGrantee.objects.filter(
        is_natural_person=True, forgotten_at=None, sub_grant__first_published_at__lte=over
    )
    keys = due.order_by("sub_grant__first_published_at", "sub_grant").values_list("sub_grant", flat=True)
    return sum(_forget_all(pk) for pk in list(dict.fromkeys(keys[: AT_ONCE * 10]))[:AT_ONCE])


@transaction.atomic
def _forget_all(pk: int) -> int:
    """The row stays with country and region, so that the sums do; documents that held a name go."""
    rows = SubGrant.objects.select_for_update(of=("self",)).select_related("sub_call__scheme", "project")
    found = rows.filter(pk=pk).first()
    if found is None:
        return 0
    gone = found.grantees.filter(is_natural_person=True, forgotten_at=None)
    places = list(gone.values_list("position", flat=True))
    names = [name for name in dict.fromkeys(gone.values_list("name", flat=True)) if name.strip()]
    gone.update(name="", identifier="", forgotten_at=timezone.now())
    persons.remember(found.code, names)
    mentions.look_elsewhere(found.code, names)
    scheme = found.sub_call.scheme
    trail.record(scheme.chain, "forget person", by=None, new={"sub_grant": found.code, "at": places})
    engine.discard(summary.KIND, found.subject)
    engine.discard(portfolio.KIND, portfolio.subject_of(scheme.code))
    ProjectBody.objects.filter(publication=scheme.operation_id).delete()
    transaction.on_commit(making.drop_all)  # files of open data that were asked for today
    if found.published_at is not None:
        summary.request_all(found)
    return len(places)
