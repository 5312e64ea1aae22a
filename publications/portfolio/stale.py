"""When portfolios are of older data: marked after a change, and made anew only when somebody asks."""

from __future__ import annotations

from documents import engine
from documents.models import Document
from publications.portfolio.subjects import KINDS


def discard_with(code: str) -> int:
    """Take away every portfolio, made or waiting, that has the project in it; how many.

    For what may not be kept, such as a name. Whoever wants one asks for it anew.
    """
    holding = Document.objects.filter(kind__in=KINDS, data__projects__contains=[{"code": code}])
    subjects = set(holding.values_list("kind", "subject"))
    return sum(engine.discard(kind, subject) for kind, subject in subjects)
