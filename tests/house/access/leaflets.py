"""Addresses of the leaflet of a region."""

from tests.factories.programmes import RegionFactory
from tests.house.access.table import EVERYBODY, Row


def of_region(world):
    """A region of which an edition states one fact."""
    RegionFactory(code="BE32")
    fact = {"key": "n", "label": {"en": "Projects"}, "kind": "number", "value": 1, "codes": ["BE32"]}
    edition = world.call.programme_period
    edition.facts = [fact]
    edition.save(update_fields=["facts"])
    return {"code": "BE32"}


def in_dutch(world):
    return {**of_region(world), "language": "nl"}


ROWS = [
    Row("catalogue:leaflet", {200: EVERYBODY}, of=of_region),
    Row("catalogue:leaflet", {403: EVERYBODY}, of=of_region, method="post", note="not from an own page"),
    Row("catalogue:leaflet", {}, of=lambda world: {"code": "XX9"}, note="nothing is stated of it"),
    Row("catalogue:leaflet_state", {200: EVERYBODY}, of=in_dutch),
    Row("catalogue:leaflet_file", {503: EVERYBODY}, of=in_dutch, note="not made yet"),
]
