"""Take in a published list of operations: a trial first, and what it found written when asked to."""

from __future__ import annotations

import uuid
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from core.errors import DomainError
from core.sheets import csv_lines
from publications.importing import kept, reports, running
from publications.importing.mapping import to_yaml
from publications.models import ImportDoubt, ImportMapping, ImportRun


class Command(BaseCommand):
    help = (
        "Read a list of operations (CSV, TSV, XLSX, ODS, JSON) and say row by row what would become of it. "
        "Nothing is written without --write."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        ways = parser.add_mutually_exclusive_group(required=True)
        ways.add_argument("--mapping", default="", help="name of the mapping; a wrong one lists all")
        ways.add_argument(
            "--propose", default="", metavar="NAME", help="propose a mapping, and keep it by this name"
        )
        parser.add_argument("--programme", default="", help="edition of all rows, for a proposal")
        parser.add_argument("--write", action="store_true", help="write what the trial found")
        parser.add_argument("--all-or-nothing", action="store_true", help="write only when no row is refused")
        parser.add_argument(
            "--remove-gone", action="store_true", help="remove records that the list no longer holds"
        )
        parser.add_argument("--report", type=Path, help="write the report row by row to this CSV file")

    def handle(self, *args: Any, file: Path, write: bool, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            kept.follow_files()
            mapping = self._proposed(file, options) if options["propose"] else kept.named(options["mapping"])
            run = running.begin(mapping, by=None, file_name=file.name, key=uuid.uuid4())
            running.read(run, file)
            self._tell(run)
            if write:
                all_or_nothing, remove = options["all_or_nothing"], options["remove_gone"]
                run = running.decide(run, by=None, all_or_nothing=all_or_nothing, remove_gone=remove)
                running.write(run)
                run.refresh_from_db()
                self._tell(run)
        except DomainError as refusal:
            raise CommandError(str(refusal.text)) from refusal
        finally:
            if options["report"] and "run" in locals():
                self._report(run, options["report"])
        if not write:
            self.stdout.write("Tried only; nothing was written. Add --write to write it.")

    def _proposed(self, file: Path, options: dict[str, Any]) -> ImportMapping:
        """A mapping made of the file's headings, kept and shown."""
        with transaction.atomic():
            made = kept.blank(
                file.name, language="en", programme=options["programme"], by=None, name=options["propose"]
            )
            kept.fill(made, file)
        self.stdout.write(f"Proposed, and kept as {made.name}:\n{to_yaml(made.data)}")
        return made

    def _tell(self, run: ImportRun) -> None:
        counts, found = run.counts, run.found
        outcomes = ", ".join(f"{name} {counts[name]}" for name in counts if counts[name])
        self.stdout.write(f"{run.file_name} ({found.get('kind')}, {found.get('encoding') or 'workbook'})")
        self.stdout.write(f"{run.get_state_display()}: {run.rows_read} rows: {outcomes}")
        for name, title in (("not_taken", "Columns not taken"), ("left_sheets", "Sheets not read")):
            if found.get(name):
                self.stdout.write(f"{title}: {', '.join(found[name])}")
        if found.get("gone"):
            self.stdout.write(f"No longer in the list: {found['gone']}; removed: {found.get('removed', 0)}")
        open_doubts = ImportDoubt.objects.filter(source=run.source, verdict=ImportDoubt.Verdict.OPEN).count()
        if open_doubts:
            self.stdout.write(f"Possible duplicates to be judged: {open_doubts}")

    def _report(self, run: ImportRun, target: Path) -> None:
        with target.open("w", encoding="utf-8", newline="") as file:
            file.writelines(csv_lines(reports.HEADER, reports.rows(run)))
        self.stdout.write(f"Report: {target}")
