"""Addresses of feeds, alerts, newsletters, frames, answers and remarks, and of the staff who see them."""

from tests.house.access.table import EVERYBODY, Row

ROWS = [
    Row("catalogue:projects_feed", {200: EVERYBODY}, query="?q=bridge"),
    Row("catalogue:calls_feed", {200: EVERYBODY}),
]
