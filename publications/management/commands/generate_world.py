"""Fill a demo database with a big, life-like world."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.errors import DomainError
from publications import generating


class Command(BaseCommand):
    help = (
        "Add generated proposals and public records, the same for the same seed. Refuses to run unless the "
        "setting DEMO is on and every row of the database is marked as demo or from the reference files."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--proposals", type=int, default=0, metavar="N")
        parser.add_argument("--publications", type=int, default=0, metavar="N")
        parser.add_argument("--assessed", type=int, default=0, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="S")

    def handle(self, *args: Any, seed: int, **options: Any) -> None:
        reason = generating.refusal()
        if reason:
            raise CommandError(f"This is not a demo database: {reason}. Nothing was changed.")
        for name, number, make in (
            ("public records", options["publications"], generating.make_records),
            ("proposals", options["proposals"], generating.make_proposals),
            ("assessed proposals", options["assessed"], generating.make_assessed),
        ):
            if number < 1:
                continue
            started = time.monotonic()
            try:
                added = make(number, seed)
            except DomainError as error:
                raise CommandError(str(error.text)) from error
            self.stdout.write(f"{added} {name} in {time.monotonic() - started:.1f} s")
