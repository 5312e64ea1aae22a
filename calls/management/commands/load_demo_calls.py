"""Load one open demo call for each programme."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from calls.loading import load_demo
from core.loading.problems import BadFiles


class Command(BaseCommand):
    help = "Bring the demo calls in line with fixtures/demo/calls.yaml; needs load_reference first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="say what would change, and change nothing")
        parser.add_argument(
            "--directory",
            type=Path,
            default=settings.BASE_DIR / "fixtures" / "demo",
            help="where the file is",
        )

    def handle(self, *args: Any, directory: Path, check: bool, **options: Any) -> None:
        try:
            with transaction.atomic():
                report = load_demo(directory)
                transaction.set_rollback(check)
        except BadFiles as error:
            raise CommandError(f"Nothing was changed.\n{error}") from error
        for line in report.lines():
            self.stdout.write(line)
        if check:
            self.stdout.write("Checked only; nothing was changed.")
