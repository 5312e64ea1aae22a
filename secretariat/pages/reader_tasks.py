"""What readers of the public pages leave for the secretariat to do."""

from __future__ import annotations

from accounts.models import User
from accounts.todo import Rows, as_tasks
from programmes.permissions import programmes_where
from programmes.states import SECRETARIAT
from publications.models import Remark


def remarks(user: User) -> Rows:
    """What readers say is wrong on public pages, and nobody has looked at."""
    rows = Remark.objects.new().of_programmes(programmes_where(user, SECRETARIAT))
    return as_tasks(rows, "remark", title="title", about="programme", where="uid", since="created_at")
