"""Names the first manager of a programme, who gives all other roles on the site."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from core.errors import DomainError
from programmes.models import Programme
from programmes.staffing import name_first_manager


class Command(BaseCommand):
    help = "Let the person with this e-mail address manage a programme that has no manager yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("programme", help="the programme's code, such as VLNED")

    def handle(self, *args: Any, email: str, programme: str, **options: Any) -> None:
        person = User.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError("No account has this e-mail address. Ask the person to sign up first.")
        found = Programme.objects.filter(code=programme).first()
        if found is None:
            known = ", ".join(Programme.objects.order_by("code").values_list("code", flat=True))
            raise CommandError(f"No programme has this code. Known: {known or 'none; run load_reference'}.")
        try:
            name_first_manager(person, found)
        except DomainError as error:
            raise CommandError(str(error.text)) from error
        self.stdout.write(f"{person.email} manages {found.code}.")
