"""Addresses of the front door `apply`."""

from tests.house.access.table import Row

ROWS: list[Row] = []
