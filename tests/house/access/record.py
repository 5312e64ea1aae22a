"""Addresses of partners and of versions of records."""

from publications import versions
from tests.house.access.table import EVERYBODY, Row

ROWS = [
    Row("catalogue:organisations", {200: EVERYBODY}, query="?q=stad"),
    Row(
        "catalogue:organisation",
        {200: EVERYBODY},
        of=lambda world: {"slug": world.publication.partners.get().organisation.slug},
    ),
    Row("catalogue:organisation", {}, of=lambda world: {"slug": "nothing"}, note="unknown"),
    Row(
        "catalogue:record_version",
        {},
        of=lambda world: {"code": world.publication.code, "number": 1},
        note="no version yet",
    ),
    Row(
        "catalogue:record_version",
        {200: EVERYBODY},
        of=lambda world: {"code": world.publication.code, "number": versions.note([world.publication.pk])},
    ),
]
