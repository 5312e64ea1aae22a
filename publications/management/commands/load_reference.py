"""Load the known facts: programmes, what they are made of, and projects they funded."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.module_loading import import_string

from core.loading.counting import count_new_tables
from core.loading.problems import BadFiles
from core.loading.writing import Report
from programmes import reference as programmes_reference
from publications import reference as publications_reference
from publications.importing import kept


class Command(BaseCommand):
    help = (
        "Bring regions, programmes and the other known facts in line with fixtures/reference. "
        "May be run again at any time; changes nothing when a file is wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="say what would change, and change nothing")
        parser.add_argument(
            "--prune", action="store_true", help="also remove what is no longer in the files and not in use"
        )
        parser.add_argument(
            "--directory",
            type=Path,
            default=settings.BASE_DIR / "fixtures" / "reference",
            help="where the files are",
        )

    def handle(self, *args: Any, directory: Path, check: bool, prune: bool, **options: Any) -> None:
        try:
            with transaction.atomic():
                reports = self.load(directory, prune)
                transaction.set_rollback(check)
        except BadFiles as error:
            raise CommandError(f"Nothing was changed.\n{error}") from error
        if not check:
            kept.follow_files()
            count_new_tables()
        for report in reports:
            for line in report.lines():
                self.stdout.write(line)
        if check:
            self.stdout.write("Checked only; nothing was changed.")

    @staticmethod
    def load(directory: Path, prune: bool) -> list[Report]:
        """Everything in the order in which it builds on each other."""
        return [
            programmes_reference.load(directory, prune=prune),
            publications_reference.load(directory, prune=prune),
            *(import_string(path)(directory, prune=prune) for path in settings.REFERENCE_PARTS),
        ]
