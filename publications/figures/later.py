"""Adding up, in a worker, what took longer than a page may wait."""

from __future__ import annotations

from django.core.cache import caches
from django.http import QueryDict
from django.utils import translation

from publications import finding
from publications.figures import reckoned
from publications.figures.network import network
from publications.figures.reading import TO_DO, Task, by_region, cuts
from publications.figures.sums import Dimension, TooMany

PATIENCE = 120_000  # milliseconds for one search


def work() -> int:
    """Add up all that waits; how many. What takes even longer is left, and pages go on saying so."""
    cache = caches["figures"]
    tasks: list[Task] = cache.get(TO_DO, [])
    cache.delete(TO_DO)
    return sum(_done(*task) for task in tasks)


def _done(name: str, text: str, language: str) -> bool:
    query = finding.query(QueryDict(text))
    kind, *rest = name.split("-")
    with translation.override(language), reckoned.patiently(PATIENCE):
        try:
            if kind == "cuts":
                cuts(query, [Dimension(one) for one in rest if one])
            elif kind == "region":
                by_region(query, within=rest[0], level=int(rest[1]))
            else:
                network(query)
        except TooMany:
            return False
    return True
