"""The public library of services: answers and reports found by words, kind and theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from knowledge.models import Platform, PublishedService
from knowledge.service_states import ServiceKind
from publications.finding.words import as_sql, read

TEXT_LENGTH = 200


@dataclass(frozen=True)
class Query:
    """What an address asks for; what it gets wrong is left out."""

    text: str = ""
    kind: str = ""
    topic: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.kind or self.topic)


def query(asked: Mapping[str, str], topics: Mapping[str, object]) -> Query:
    """The address, read; `topics` are the known ones by code."""
    kind, topic = asked.get("kind", ""), asked.get("topic", "")
    return Query(
        text=" ".join(asked.get("q", "").split())[:TEXT_LENGTH],
        kind=kind if kind in ServiceKind.values else "",
        topic=topic if topic in topics else "",
    )


def find(platform: Platform, wanted: Query) -> QuerySet[PublishedService]:
    """What is published of a platform and fits, the newest first."""
    rows = PublishedService.objects.filter(platform=platform).select_related("topic", "region")
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.topic:
        rows = rows.filter(topic__code=wanted.topic)
    parts = read(wanted.text)
    if wanted.text and not parts:
        return rows.none()
    if parts:
        typed, values = as_sql(parts)
        fits = RawSQL(  # noqa: S611 - names of our own, and values as parameters
            f"knowledge_publishedservice.words @@ {typed}", values, output_field=BooleanField()
        )
        rows = rows.filter(fits)
    return rows.defer("words")
