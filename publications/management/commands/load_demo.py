"""Load the demo world: invented people, organisations, calls and proposals in every state."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from core.errors import DomainError
from core.loading.problems import BadFiles
from publications import demo


class Command(BaseCommand):
    help = "Load the demo world from fixtures/demo. May be run again: what is there stays as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--directory", type=Path, default=settings.BASE_DIR / "fixtures" / "demo")

    def handle(self, *args: Any, directory: Path, **options: Any) -> None:
        try:
            reports = [
                *demo.load(directory),
                *(import_string(path)(directory) for path in settings.DEMO_PARTS),
            ]
        except (BadFiles, DomainError) as error:
            raise CommandError(str(error)) from error
        for report in reports:
            for line in report.lines():
                self.stdout.write(line)
