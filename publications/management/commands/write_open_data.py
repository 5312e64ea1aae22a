"""Write the dated files of open data now, as the night does, when the data changed or a snapshot is due."""

from typing import Any

from django.core.management.base import BaseCommand

from publications.exports import dumps


class Command(BaseCommand):
    help = (
        "Write the dated files of open data, if the data changed since the newest ones or a snapshot is due."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{dumps.make()} files written")
