"""Forgets a person who asked for it in writing."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.people import erase_person
from core.errors import DomainError


class Command(BaseCommand):
    help = "Erase the account with this e-mail address; what the person did stays under a pseudonym."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError("No account has this e-mail address.")
        try:
            erase_person(person, by=None)
        except DomainError as error:
            raise CommandError(str(error.text)) from error
        self.stdout.write(f"Erased; the record now says {person.uid}.")
