"""When portfolios are of older data: marked after a change, and made anew only when somebody asks."""

from __future__ import annotations

from collections.abc import Iterable

from documents import engine
from documents.models import Document
from projects.models import Project
from publications.models import Organisation, Publication
from publications.portfolio.subjects import CALL, KINDS, PARTNER, PORTFOLIO


def mark(keys: Iterable[int]) -> int:
    """Say of the documents about what these records belong to that their data changed; how many.

    Those of searches are not known by their records: their page compares them with the newest change.
    """
    rows = Publication.objects.filter(pk__among=keys).values_list(
        "code",
        "programme_period__programme__slug",
        "programme_period__period",
        "priority",
        "objective",
        "theme",
        "nuts",
        "organisations",
    )
    marks, codes, organisations = set[str](), set[str](), set[int]()
    for code, slug, period, priority, objective, theme, regions, partners in rows:
        codes.add(code)
        organisations.update(partners)
        marks |= {f"programme:{slug}", f"edition:{slug}:{period}", *(f"region:{one}" for one in regions)}
        parts = {"priority": priority, "objective": objective, "theme": theme}
        marks |= {f"{kind}:{key}" for kind, key in parts.items() if key}
    calls = Project.objects.filter(code__among=codes).values_list("call__code", flat=True).distinct()
    slugs = Organisation.objects.filter(pk__among=organisations).values_list("slug", flat=True)
    return (
        engine.mark_stale(PORTFOLIO, *marks)
        + engine.mark_stale(CALL, *(f"call:{code}" for code in calls))
        + engine.mark_stale(PARTNER, *(f"organisation:{slug}" for slug in slugs))
    )


def discard_with(code: str) -> int:
    """Take away every portfolio, made or waiting, that has the project in it; how many.

    For what may not be kept, such as a name. Whoever wants one asks for it anew.
    """
    holding = Document.objects.filter(kind__in=KINDS, data__projects__contains=[{"code": code}])
    subjects = set(holding.values_list("kind", "subject"))
    return sum(engine.discard(kind, subject) for kind, subject in subjects)
