"""Addresses of partners and of versions of records."""

from tests.house.access.table import EVERYBODY, Row

ROWS = [
    Row("catalogue:organisations", {200: EVERYBODY}, query="?q=stad"),
    Row(
        "catalogue:organisation",
        {200: EVERYBODY},
        of=lambda world: {"slug": world.publication.partners.get().organisation.slug},
    ),
    Row("catalogue:organisation", {}, of=lambda world: {"slug": "nothing"}, note="unknown"),
]
