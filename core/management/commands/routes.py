"""Lists every address of the portal with its view and the rule that says who may open it."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core.routes import Route, all_routes


class Command(BaseCommand):
    help = "List every URL pattern with its name, view and rule."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="as JSON, one list")

    def handle(self, *args: Any, **options: Any) -> None:
        routes = all_routes()
        if options["json"]:
            self.stdout.write(json.dumps([route.as_data() for route in routes], indent=2))
            return
        width = max(len(route.pattern) for route in routes)
        for route in routes:
            self.stdout.write(_line(route, width))


def _line(route: Route, width: int) -> str:
    return f"{route.pattern:{width}}  {route.name or '-':40} {route.rule or 'SHUT'}"
