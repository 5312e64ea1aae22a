"""The people of the demo world, from a file: who they are, what they may do, how to sign in as them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from core.loading.entries import Entry
from core.loading.problems import Problem, refuse_if_any
from core.loading.reading import read_yaml
from core.loading.writing import Kind, Report
from programmes.models import Programme, StaffRole
from programmes.states import Role

PEOPLE = "people.yaml"
FILES = (PEOPLE, "people_learning.yaml")
KINDS = ("applicant", "colleague", *Role.values, "spare")


@dataclass(frozen=True)
class DemoPerson:
    """One invented person. `kind` says what they are in the demo; `roles` are theirs in `programme`."""

    email: str
    name: str
    kind: str
    programme: str
    roles: tuple[str, ...]
    language: str


def read_people(directory: Path, name: str = PEOPLE) -> list[DemoPerson]:
    """The people of a file; raises BadFiles when anything in it is wrong."""
    problems: list[Problem] = []
    file = read_yaml(directory, name, problems)
    people = [_person(entry) for entry in file.entries("people", "person", "email")]
    file.finish()
    emails = [person.email for person in people]
    for email in sorted({email for email in emails if emails.count(email) > 1}):
        file.wrong(f"the address {email} stands twice")
    refuse_if_any(problems)
    return people


@transaction.atomic
def load_people(directory: Path, name: str = PEOPLE) -> Report:
    """Bring demo accounts and their roles in line with a file; running it again changes nothing.

    Refused where DEMO is off. Raises BadFiles, and changes nothing, when the file is wrong or an address
    belongs to somebody who is no demo. A password is set only when the account is made.
    """
    if not settings.DEMO:
        raise DomainError("Demo people are loaded only where the setting DEMO is on.")
    people = read_people(directory, name)
    _refuse_strangers(people)
    report = Report()
    for person in people:
        _load(person, report.kind("demo people"))
    return report


def manager_of(programme: str) -> User | None:
    """The first demo manager of a programme by address."""
    held = StaffRole.objects.filter(programme=programme, role=Role.MANAGER, user__is_demo=True)
    first = held.select_related("user").order_by("user__email").first()
    return first.user if first else None


def sign_ins(directory: Path) -> list[dict[str, Any]]:
    """The demo people with their password, as JSON-able data. Refused where DEMO is off."""
    if not settings.DEMO:
        raise DomainError("There are demo accounts only where the setting DEMO is on.")
    return [
        {**asdict(person), "roles": list(person.roles), "password": settings.DEMO_PASSWORD}
        for name in FILES
        for person in read_people(directory, name)
    ]


def _person(entry: Entry) -> DemoPerson:
    person = DemoPerson(
        email=entry.string("email", required=True, pattern=r"[a-z0-9.-]+@demo\.example"),
        name=entry.string("name", required=True, pattern="Demo .+", longest=150),
        kind=entry.choice("kind", KINDS),
        programme=entry.string("programme", required=True, longest=10),
        roles=tuple(entry.codes("roles")),
        language=entry.choice("language", ["nl", "fr", "en"]),
    )
    for role in person.roles:
        if role not in Role.values:
            entry.wrong(f"the role {role} is not known; known are {', '.join(Role.values)}")
    entry.finish()
    return person


def _refuse_strangers(people: list[DemoPerson]) -> None:
    taken = User.objects.filter(email__in=[person.email for person in people], is_demo=False)
    programmes = set(Programme.objects.values_list("code", flat=True))
    problems = [
        Problem("people.yaml", f"person {email}", "a person who is no demo has this address")
        for email in taken.values_list("email", flat=True)
    ]
    problems += [
        Problem(
            "people.yaml", f"person {person.email}", "its programme is not known; run load_reference first"
        )
        for person in people
        if person.programme not in programmes
    ]
    refuse_if_any(problems)


def _load(person: DemoPerson, noted: Kind) -> None:
    wanted = {"name": person.name, "language": person.language}
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(person.email, settings.DEMO_PASSWORD, is_demo=True, **wanted)
        noted.added.append(person.email)
    else:
        noted.unchanged += 1
        for field, value in wanted.items():
            if getattr(user, field) != value:
                noted.note_change(person.email, field, getattr(user, field), value)
        User.objects.filter(pk=user.pk).update(**wanted)
    EmailAddress.objects.get_or_create(
        user=user, email=person.email, defaults={"verified": True, "primary": True}
    )
    for role in person.roles:
        _, is_new = StaffRole.objects.get_or_create(user=user, programme_id=person.programme, role=role)
        if is_new:
            new = {"person": user.chain, "role": role}
            trail.record(f"programme:{person.programme}", "give role", by=None, new=new)
