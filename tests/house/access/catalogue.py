"""Addresses of the front door `catalogue`: everybody gets what is public."""

from tests.house.access.table import EVERYBODY, Row

ROWS = [
    Row("robots", {200: EVERYBODY}),
    Row("sitemap", {200: EVERYBODY}),
    Row("sitemap_file", {200: EVERYBODY}, of=lambda world: {"number": 1}),
    Row("catalogue:home", {200: EVERYBODY}),
    Row("catalogue:programmes", {200: EVERYBODY}),
    Row(
        "catalogue:programme",
        {200: EVERYBODY},
        of=lambda world: {"slug": world.call.programme_period.programme.slug},
    ),
    Row("catalogue:calls", {200: EVERYBODY}),
    Row("catalogue:calls_calendar", {200: EVERYBODY}),
    Row("catalogue:calls_data", {200: EVERYBODY}),
    Row("catalogue:call", {200: EVERYBODY}, of=lambda world: {"code": world.call.code}),
    Row(
        "catalogue:call_form",
        {503: EVERYBODY},
        of=lambda world: {"code": world.call.code, "language": "nl"},
        note="not made yet",
    ),
    Row("catalogue:call_form", {}, of=lambda world: {"code": "nothing", "language": "nl"}, note="unknown"),
    Row("catalogue:projects", {200: EVERYBODY}, query="?q=bridge"),
    Row("catalogue:project", {200: EVERYBODY}, of=lambda world: {"code": world.publication.code}),
    Row("catalogue:project", {}, of=lambda world: {"code": "nothing"}, note="unknown"),
    Row(
        "catalogue:summary",
        {503: EVERYBODY},
        of=lambda world: {"code": world.publication.code, "language": "nl"},
        note="not made yet",
    ),
    Row("catalogue:summary", {}, of=lambda world: {"code": "nothing", "language": "nl"}, note="unknown"),
    Row(
        "catalogue:summary_status",
        {200: EVERYBODY},
        of=lambda world: {"code": world.publication.code, "language": "nl"},
    ),
    Row("catalogue:summaries", {200: EVERYBODY}, of=lambda world: {"code": world.publication.code}),
    Row("catalogue:summaries", {}, of=lambda world: {"code": "nothing"}, note="unknown"),
    Row(
        "catalogue:summaries",
        {403: EVERYBODY},
        of=lambda world: {"code": world.publication.code},
        method="post",
        data=lambda world: {"language": "nl"},
        note="not from an own page",
    ),
    Row("catalogue:accessibility", {200: EVERYBODY}),
    Row("catalogue:privacy", {200: EVERYBODY}),
]
