"""Addresses of the front door `catalogue`."""

from tests.house.access.table import Row

ROWS: list[Row] = []
