"""What the page of a public record shows that changes with other records."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from cascade import passed_on
from cascade.passed_on import PassedOn
from core.prepared import Prepared
from publications import related
from publications.models import Publication

# Columns of a publication's own statement.
AROUND = {
    "of_passed_on": passed_on.column(),
    "of_related": related.related(),
}
_READ = Prepared(
    lambda publication: Publication.objects.filter(pk=publication).only("pk", "code").annotate(**AROUND),
    publication=-1,
)


@dataclass(frozen=True)
class Surroundings:
    """The projects near a publication, and the money that it passes on to others."""

    code: str
    near: list[related.Near]
    passed_on: PassedOn | None

    @classmethod
    def of(cls, publication: Publication) -> Surroundings:
        """Those of a publication that was read with `AROUND`."""
        held = vars(publication)
        handed = passed_on.read(held["of_passed_on"])
        return cls(publication.code, related.read(held["of_related"]), handed)


def around(publication: int) -> Surroundings:
    """The surroundings as they are now, in one statement. Http404 when the publication is gone."""
    found = _READ.rows(publication=publication)
    if not found:
        raise Http404
    return Surroundings.of(found[0])
