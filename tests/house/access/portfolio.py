"""Addresses of documents with many projects: everybody may ask for what is public."""

from tests.house.access.table import EVERYBODY, Row

ROWS = [
    Row("catalogue:portfolio", {200: EVERYBODY}, query="?of=search&q=bridge"),
    Row("catalogue:portfolio", {}, query="?of=nothing", note="unknown"),
    Row(
        "catalogue:portfolio",
        {403: EVERYBODY},
        method="post",
        data=lambda world: {"of": "search"},
        note="from no page of ours",
    ),
    Row("catalogue:portfolio_state", {200: EVERYBODY}, query="?of=search"),
    Row("catalogue:portfolio_file", {}, query="?of=search", note="not made"),
]
