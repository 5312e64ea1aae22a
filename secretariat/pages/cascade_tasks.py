"""What waits for staff about calls of funded projects."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.todo import Rows, Source, as_tasks
from cascade.models import SubCall
from programmes.permissions import programmes_where
from programmes.states import Role


def sub_calls(user: User) -> Rows:
    """Calls of funded projects that wait for a manager of the programme."""
    mine = programmes_where(user, {Role.MANAGER})
    rows = SubCall.objects.waiting().filter(call__programme_period__programme__in=mine)
    where = {"title": "scheme__operation__acronym", "about": "call__code", "where": "call__code"}
    return as_tasks(rows, "sub_call", **where, since="asked_at", due="call__opens_at")


CASCADE = (
    Source(
        "sub_call",
        _("Check and confirm the call of a funded project"),
        "secretariat:call_publish",
        sub_calls,
    ),
)
