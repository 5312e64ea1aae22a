"""Addresses of the portal itself."""

from tests.house.access.table import EVERYBODY, Row

ROWS = [
    Row("healthz", {200: EVERYBODY}),
    Row("readyz", {200: EVERYBODY}),
]
