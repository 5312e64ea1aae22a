"""Addresses of the front door `secretariat`."""

from tests.house.access.table import Row

ROWS: list[Row] = []
