"""Addresses of sub-grants and sub-calls on the public side."""

from tests.house.access.table import EVERYBODY, Row


def of_scheme(world):
    return {"code": world.sub_grant.sub_call.scheme.code}


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
    Row("catalogue:scheme_portfolio", {200: EVERYBODY}, of=of_scheme),
    Row(
        "catalogue:scheme_portfolio",
        {403: EVERYBODY},
        of=of_scheme,
        method="post",
        note="not from an own page",
    ),
    Row("catalogue:scheme_portfolio_state", {200: EVERYBODY}, of=of_scheme),
    Row("catalogue:scheme_portfolio_file", {}, of=of_scheme, note="not made"),
]
