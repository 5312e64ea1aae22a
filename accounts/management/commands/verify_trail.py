"""Checks that no entry of the trail was altered or left out."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import TrailEntry
from accounts.trail import verify_all


class Command(BaseCommand):
    help = "Check every chain of the trail; ends with an error when one does not hold."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = list(verify_all())
        for fault in faults:
            self.stderr.write(f"{fault.chain} no. {fault.sequence}: {fault.reason}")
        if faults:
            raise CommandError(f"{len(faults)} faults in the trail")
        self.stdout.write(f"{TrailEntry.objects.count()} entries, all chains hold")
