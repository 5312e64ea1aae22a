"""Addresses of maps, figures, networks and regions: everybody gets what is public."""

from tests.house.access.table import EVERYBODY, Row

ROWS = [
    Row("catalogue:map", {200: EVERYBODY}, query="?country=BE&area=BE&measure=money"),
    Row("catalogue:figures", {200: EVERYBODY}, query="?year=2023"),
    Row("catalogue:network", {200: EVERYBODY}),
    Row("catalogue:regions", {200: EVERYBODY}),
    Row("catalogue:region", {}, of=lambda world: {"code": "XX99"}, note="unknown"),
]
