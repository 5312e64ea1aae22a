"""What the page of a public record shows that changes with other records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import CharField, OuterRef
from django.db.models.functions import Cast
from django.http import Http404

from cascade import passed_on
from cascade.passed_on import PassedOn
from core.prepared import Prepared
from core.rows import JsonRows
from core.texts import Text
from knowledge.models import PublishedPractice
from publications import related
from publications.models import Publication

SHOWN = 20  # good practices of one project

# Columns of a publication's own statement.
AROUND = {
    "of_passed_on": passed_on.column(),
    "of_related": related.related(),
    "of_practices": JsonRows(
        PublishedPractice.objects.filter(project_code=OuterRef("code"), platform__is_open=True)
        .exclude(project_code="")
        .order_by("-first_published_at", "pk")[:SHOWN],
        platform="platform__programme__slug",
        code="code",
        title="title",
        score=Cast("score", CharField()),
        transfers="transfers",
    ),
}
_READ = Prepared(
    lambda publication: Publication.objects.filter(pk=publication).only("pk", "code").annotate(**AROUND),
    publication=-1,
)


@dataclass(frozen=True)
class Practice:
    """A good practice that a project entered; `platform` is the slug of its programme, `score` of 5."""

    platform: str
    code: str
    title: Text
    score: Decimal
    transfers: int


@dataclass(frozen=True)
class Surroundings:
    """The projects near a publication, the money that it passes on, and its good practices."""

    code: str
    near: list[related.Near]
    passed_on: PassedOn | None
    practices: list[Practice]

    @classmethod
    def of(cls, publication: Publication) -> Surroundings:
        """Those of a publication that was read with `AROUND`."""
        held = vars(publication)
        handed, good = passed_on.read(held["of_passed_on"]), _practices(held["of_practices"])
        return cls(publication.code, related.read(held["of_related"]), handed, good)


def _practices(rows: Iterable[Mapping[str, Any]]) -> list[Practice]:
    return [Practice(**{**row, "title": Text(row["title"]), "score": Decimal(row["score"])}) for row in rows]


def around(publication: int) -> Surroundings:
    """The surroundings as they are now, in one statement. Http404 when the publication is gone."""
    found = _READ.rows(publication=publication)
    if not found:
        raise Http404
    return Surroundings.of(found[0])
