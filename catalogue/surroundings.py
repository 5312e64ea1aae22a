"""What the page of a public record shows that changes with other records."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.http import Http404

from cascade.models import Scheme
from core.prepared import Prepared
from publications import related
from publications.models import Publication

# Columns of a publication's own statement.
AROUND = {
    "of_schemes": Exists(Scheme.objects.filter(operation=OuterRef("pk"))),
    "of_related": related.related(),
}
_READ = Prepared(
    lambda publication: Publication.objects.filter(pk=publication).only("pk").annotate(**AROUND),
    publication=-1,
)


@dataclass(frozen=True)
class Surroundings:
    """The projects near a publication, and whether it passes money on to others."""

    near: list[related.Near]
    hands_on: bool

    @classmethod
    def of(cls, publication: Publication) -> Surroundings:
        """Those of a publication that was read with `AROUND`."""
        held = vars(publication)
        return cls(related.read(held["of_related"]), held["of_schemes"])


def around(publication: int) -> Surroundings:
    """The surroundings as they are now, in one statement. Http404 when the publication is gone."""
    found = _READ.rows(publication=publication)
    if not found:
        raise Http404
    return Surroundings.of(found[0])
