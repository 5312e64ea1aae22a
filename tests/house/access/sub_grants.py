"""Addresses of sub-grants and sub-calls on the public side."""

from tests.house.access.table import EVERYBODY, Row

ROWS = [
    Row("catalogue:sub_grants", {200: EVERYBODY}, query="?q=sun"),
    Row("catalogue:sub_grant", {200: EVERYBODY}, of=lambda world: {"code": world.sub_grant.code}),
    Row("catalogue:sub_grant", {}, of=lambda world: {"code": "nothing"}, note="unknown"),
]
