"""What the public pages leave for the secretariat to do."""

from __future__ import annotations

from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from accounts.todo import Rows, as_tasks
from editorial import judging
from ideas.models import Card
from ideas.states import Look
from programmes.permissions import programmes_where
from programmes.states import SECRETARIAT
from publications import redacting
from publications.models import Remark


def remarks(user: User) -> Rows:
    """What readers say is wrong on public pages, and nobody has looked at."""
    rows = Remark.objects.new().of_programmes(programmes_where(user, SECRETARIAT))
    return as_tasks(rows, "remark", title="title", about="programme", where="uid", since="created_at")


def names_in_texts(user: User) -> Rows:
    """Names of forgotten persons in texts of the person's programmes, which nobody has judged."""
    return as_tasks(redacting.waiting(user), "name", title="code", about="path", where="pk", since="found_at")


def names_in_papers(user: User) -> Rows:
    """The same in documents of the person's programmes."""
    rows = judging.waiting(user)
    return as_tasks(rows, "paper_name", title="paper__name", about="code", where="pk", since="found_at")


def reported_cards(user: User) -> Rows:
    """Cards of partner searches that somebody reported; they are hidden until the secretariat looks."""
    rows = Card.objects.of_programmes(programmes_where(user, SECRETARIAT)).filter(look=Look.WAITING)
    reported = Subquery(rows.filter(pk=OuterRef("pk")).annotate(at=Max("reports__at")).values("at"))
    return as_tasks(
        rows,
        "card",
        title="organisation",
        about="call__code",
        where="uid",
        since=Coalesce(reported, "changed_at"),
    )
