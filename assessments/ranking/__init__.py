"""The ranking of a call against its money: order, ties, the line where the money ends, and what-ifs.

`order(call)` gives committee sessions their agenda.
"""

from __future__ import annotations

from assessments.ranking.keeping import current
from assessments.states import Group
from calls.models import Call

__all__ = ["current", "order"]


def order(call: Call, step: int = 2) -> list[int]:
    """The proposals of a call (primary keys of projects) that a session can take up, as they are ranked.

    The ranked ones, then those below the threshold, then those without scores; two queries more when
    nothing has changed since the ranking was last read. Not narrowed to what a person may see.
    """
    ranked = current(call, step).proposals.exclude(group=Group.WAITING).order_by("position")
    return list(ranked.values_list("project_id", flat=True))
