"""Addresses of maps, figures, networks and regions: everybody gets what is public."""

from tests.house.access.table import EVERYBODY, Row

ROWS = [
    Row("catalogue:projects_map", {200: EVERYBODY}, query="?country=BE&area=BE&measure=money"),
    Row("catalogue:projects_figures", {200: EVERYBODY}, query="?year=2023"),
]
