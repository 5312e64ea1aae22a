"""Letters as tasks: those that wait for a confirmation, and those that did not leave."""

from __future__ import annotations

from django.db.models import Count, F, Min, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import ngettext

from accounts.models import User
from accounts.todo import Rows, as_tasks
from correspondence.models import Message
from correspondence.states import MessageState
from programmes.permissions import programmes_where
from programmes.states import SECRETARIAT
from projects.interests import limited_chains
from projects.models import Interest, Project


def _kept_by(user: User) -> Q:
    """Letters of the programmes and of the single calls for whose secretariat the person works."""
    whole, limited = Q(programme__in=programmes_where(user, SECRETARIAT)), limited_chains(user)
    return whole if limited is None else whole | Q(about__in=limited)


def _in_conflict(user: User) -> QuerySet[Project, str]:
    """What letters about proposals are about in which the person has declared a conflict."""
    conflicts = Interest.objects.conflicts_of(user).values("project")
    return Project.objects.filter(pk__in=conflicts).chains()


def letters(user: User) -> Rows:
    """Letters that wait for a confirmation: one task for each programme, with their number."""
    rows = (
        Message.objects.awaiting_confirmation()
        .filter(_kept_by(user))
        .exclude(about__in=_in_conflict(user))
        .order_by()
        .values("programme")
    )
    number = Cast(Count("pk"), TextField())
    return as_tasks(rows, "letters", title=F("programme"), about=number, since=Min("created_at"))


def failed_letters(user: User) -> Rows:
    """Letters that could not be sent, or of which nobody knows whether they left."""
    wrong = Message.objects.filter(
        state__in=[MessageState.FAILED, MessageState.UNKNOWN],
    ).filter(_kept_by(user))
    rows = wrong.exclude(about__in=_in_conflict(user)).order_by()
    return as_tasks(rows, "failed_letter", title="subject", about="to_email", where="uid", since="created_at")


def letters_in_words(number: str) -> str:
    """How many letters wait."""
    return ngettext("%(number)s letter", "%(number)s letters", int(number)) % {"number": number}
