"""Whether a first submission comes in time: by the moment of its arrival, to the second, or with a late code.

Only the server's clock counts, and the moment at which the whole request had arrived there: how long the
server then took, or waited for others, is not held against anybody.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from calls import late
from calls.models import Call
from calls.states import CallState
from core.errors import DomainError
from projects import moments
from projects.models import Project


class Closed(DomainError):
    """The step of the call has closed. A late code still opens it for one applicant."""


def require_open(project: Project, *, arrived: datetime, late_code: str = "") -> None:
    """DomainError before the call opens, Closed after its step closed and without a code.

    Says nothing yet about the code itself; a rehearsal is never too early or too late.
    """
    call = project.call
    if project.is_rehearsal:
        return
    if call.state != CallState.PUBLISHED or arrived < call.opens_at:
        raise DomainError(_("The call is not open yet. Your draft is kept; submit it once the call is open."))
    if arrived >= project.closes_at and not late_code:
        raise Closed(_closed(project))


def admit(project: Project, *, by: User, arrived: datetime, late_code: str = "") -> bool:
    """Take the submission in, using up the late code when it is needed; True when it was.

    The call's row is locked and read again, until the transaction ends: whoever moves the closing date goes
    before or after. Closed, or what `calls.late.redeem` says of the code.
    """
    project.call = (
        Call.objects.select_for_update(of=("self",))
        .select_related("programme_period")
        .get(pk=project.call_id)
    )
    require_open(project, arrived=arrived, late_code=late_code)
    if project.is_rehearsal or arrived < project.closes_at:
        return False
    late.redeem(project.call, late_code, by=by, now=arrived)
    return True


def _closed(project: Project) -> str:
    closed = moments.moment(project.closes_at, project.call.time_zone)
    if project.step == 1:
        text = _(
            "Step 1 of the call closed on %(at)s (%(zone)s). The proposal was not submitted; everything you "
            "wrote is kept."
        )
    else:
        text = _(
            "The call closed on %(at)s (%(zone)s). The proposal was not submitted; everything you wrote is "
            "kept."
        )
    return text % {"at": closed, "zone": project.call.time_zone}
