"""Addresses of sub-grants and sub-calls on the public side."""

from tests.house.access.table import EVERYBODY, Row

ROWS = [
    Row("catalogue:sub_grants", {200: EVERYBODY}, query="?q=sun"),
    Row("catalogue:sub_grant", {200: EVERYBODY}, of=lambda world: {"code": world.sub_grant.code}),
    Row("catalogue:sub_grant", {}, of=lambda world: {"code": "nothing"}, note="unknown"),
    Row(
        "catalogue:sub_grant_summary",
        {503: EVERYBODY},
        of=lambda world: {"code": world.sub_grant.code, "language": "nl"},
        note="not made yet",
    ),
    Row(
        "catalogue:sub_grant_summaries",
        {403: EVERYBODY},
        of=lambda world: {"code": world.sub_grant.code},
        method="post",
        data=lambda world: {"language": "nl"},
        note="not from an own page",
    ),
]
