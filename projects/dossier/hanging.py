"""The rows under a project, read by statements that are worked out once, and hung on it.

To write the SQL of a partner's money and of the work plan takes Django several times as long as PostgreSQL
needs to answer. See docs/decisions/0404.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Prefetch, QuerySet

from core.prepared import Prepared
from projects.dossier import rows
from projects.dossier.related import put_at_hand
from projects.models import Answer, Entry, Project

_UNDER: Mapping[str, Callable[[], QuerySet[Any]]] = {
    "answers": Answer.objects.all,
    "partnerships": rows.partner_rows,
    "entries": lambda: Entry.objects.present().with_links(),
}


def _of_one(under: Callable[[], QuerySet[Any]]) -> Prepared[Any]:
    return Prepared(lambda project: under().filter(project=project), project=-1)


_OF_ONE = {name: _of_one(under) for name, under in _UNDER.items()}
PARTNERS = _OF_ONE["partnerships"]


def hang_rows(project: Project) -> Project:
    """The project with its answers, partners and entries at hand, as Django's prefetching leaves them.

    Three statements, whatever the rows.
    """
    for name, prepared in _OF_ONE.items():
        found = prepared.rows(project=project.pk)
        for row in found:
            row.project = project
        put_at_hand(project, name, found)
    return project


def of_many() -> list[Prefetch[Any]]:
    """What `prefetch_related` takes to hang the same rows on several projects."""
    return [Prefetch(name, under()) for name, under in _UNDER.items()]
