"""Which proposals of the inbox a person means: those ticked, or all that the list's address stands for."""

from __future__ import annotations

from uuid import UUID

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from programmes.permissions import programmes_where
from programmes.states import SEES_ALL_SUBMITTED
from projects import bulk
from projects.models import Project, ProjectQuerySet
from secretariat.pages.inbox import PAGE, selected

LONGEST_QUERY = 4000
# Done on a page of its own, at once and for all, instead of proposal by proposal.
SHARE_OUT = "share_out"


def acts() -> list[tuple[str, str | Promise]]:
    """What can be done with a selection, as the inbox offers it."""
    named = [(key, act.label) for key, act in bulk.acts().items()]
    return [*named, (SHARE_OUT, _("Share out among assessors"))]


def selection(given: QueryDict, user: User) -> ProjectQuerySet:
    """The proposals that were ticked ("uid"), or with "all" those behind "query"; none that is hidden."""
    if given.get("all"):
        mine = programmes_where(user, SEES_ALL_SUBMITTED)
        return selected(QueryDict(given.get("query", "")[:LONGEST_QUERY]), user, mine)
    ticked = [uid for one in given.getlist("uid")[:PAGE] if (uid := _uid(one))]
    return Project.objects.visible_to_staff(user).filter(uid__in=ticked)


def kept(given: QueryDict, *more: str) -> list[tuple[str, str]]:
    """The selection as pairs for hidden fields, with the fields called `more`."""
    names = (*more, "all", "query") if given.get("all") else (*more, "query", "uid")
    return [(name, value) for name in names for value in given.getlist(name)[:PAGE]]


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
