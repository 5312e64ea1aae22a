"""Prints docs/states.md: the states of a project and the steps between them."""

from typing import Any

from django.core.management.base import BaseCommand

from projects.diagram import markdown


class Command(BaseCommand):
    help = "Print the states of a project and the steps between them as Markdown with a Mermaid diagram."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(markdown(), ending="")
