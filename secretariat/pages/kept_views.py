"""The saved views of a list as tabs, and the address that each stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.http import urlencode

from accounts.models import SavedView, User

WHOLE = "all"


@dataclass(frozen=True)
class Tab:
    """One saved view. `is_changed` when it is open and the address shows something else by now."""

    view: SavedView
    url: str
    is_open: bool
    is_changed: bool
    is_own: bool


def offered(user: User, page: str, programmes: Sequence[str]) -> list[SavedView]:
    """The views that the person may open. One statement."""
    return list(SavedView.objects.offered(user, page, programmes))


def tabs(views: Sequence[SavedView], user: User, query: QueryDict, shown: str) -> list[Tab]:
    """The views as tabs; `shown` is what the address says now, as it would be saved."""
    wanted = query.get("view", "")
    return [
        Tab(
            view=view,
            url=address_of(view),
            is_open=wanted == str(view.pk),
            is_changed=wanted == str(view.pk) and shown != stored(view),
            is_own=view.owner_id == user.pk,
        )
        for view in views
    ]


def address_of(view: SavedView) -> str:
    """The address of the list as the view shows it."""
    return f"?{stored(view)}&view={view.pk}".replace("?&", "?")


def stored(view: SavedView) -> str:
    """What stands in the address, its columns included."""
    columns = urlencode([("col", column) for column in view.columns])
    return "&".join(part for part in (view.query, columns) if part)


def first_of(views: Sequence[SavedView]) -> SavedView | None:
    """The view that the person starts with, if there is one."""
    return next((view for view in views if is_first(view)), None)


def is_first(view: SavedView) -> bool:
    """Whether the person starts with a view that `offered` told of."""
    return bool(getattr(view, "is_default", False))
