"""The list of routes."""

import json
from io import StringIO

from django.core.management import call_command


def routes() -> list[dict]:
    out = StringIO()
    call_command("routes", "--json", stdout=out)
    return json.loads(out.getvalue())


def test_routes_tell_name_view_and_rule() -> None:
    assert {
        "pattern": "/healthz",
        "name": "healthz",
        "view": "core.health.healthz",
        "rule": "anyone",
        "parameters": [],
    } in routes()


def test_routes_name_the_parameters_of_regular_expressions() -> None:
    found = {route["name"]: route["parameters"] for route in routes()}
    assert found["account_reset_password_from_key"] == ["uidb36", "key"]


def test_routes_are_readable_as_lines() -> None:
    out = StringIO()
    call_command("routes", stdout=out)
    assert out.getvalue().splitlines()[0].split() == ["/healthz", "healthz", "anyone"]
