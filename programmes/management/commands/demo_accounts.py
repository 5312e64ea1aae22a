"""Lists the demo sign-ins."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.errors import DomainError
from programmes.demo import sign_ins


class Command(BaseCommand):
    help = "List the demo sign-ins with their passwords; refused where the setting DEMO is off."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="as JSON, for machines")
        parser.add_argument("--directory", type=Path, default=settings.BASE_DIR / "fixtures" / "demo")

    def handle(self, *args: Any, directory: Path, **options: Any) -> None:
        try:
            found = sign_ins(directory)
        except DomainError as error:
            raise CommandError(str(error.text)) from error
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=2, ensure_ascii=False))
            return
        self.stdout.write(f"Password of all demo people: {settings.DEMO_PASSWORD}\n")
        for person in found:
            self.stdout.write(f"{person['email']:<32} {person['name']}")
