"""About which proposals people declare interests, and what may tie them: never proof, worth a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db.models import F, Func, JSONField, Q
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Assessment
from calls.permissions import roles_in
from core.texts import Text
from programmes.states import SEES_ALL_SUBMITTED, Role
from projects.models import Collaborator, Interest, Partnership, Project, ProjectQuerySet, Version
from projects.states import State

# Auditors read everything, whatever their interests, and change nothing.
DECLARES = frozenset({Role.ASSESSOR, Role.COMMITTEE, Role.OFFICER, Role.MANAGER})
# Nothing is left to judge or decide.
OVER = frozenset(
    {
        State.STEP1_INELIGIBLE,
        State.STEP1_NOT_APPROVED,
        State.INELIGIBLE,
        State.NOT_APPROVED,
        State.WITHDRAWN,
        State.CLOSED,
    }
)
# Addresses of providers that anybody can have say nothing about where a person works.
COMMON_PROVIDERS = frozenset(
    {
        "gmail.com",
        "googlemail.com",
        "hotmail.com",
        "hotmail.be",
        "hotmail.fr",
        "hotmail.nl",
        "icloud.com",
        "laposte.net",
        "live.be",
        "live.com",
        "live.nl",
        "orange.fr",
        "outlook.com",
        "proton.me",
        "protonmail.com",
        "skynet.be",
        "telenet.be",
        "wanadoo.fr",
        "yahoo.com",
        "yahoo.fr",
        "ziggo.nl",
    }
)


@dataclass(frozen=True)
class Question:
    """What a person may know of a proposal before declaring interests in it: who takes part, and hints."""

    project: Project
    title: Text
    partners: tuple[str, ...]
    hints: tuple[str, ...]
    is_hidden: bool = False

    @property
    def name(self) -> str:
        """What the person may call the proposal."""
        return (self.project.code or "–") if self.is_hidden else self.project.acronym


def to_declare(user: User) -> ProjectQuerySet:
    """The proposals about which the person has to declare interests, the oldest first.

    Those that the person is asked to assess, and for the committee all that may still be decided on.
    """
    asked = Assessment.objects.for_assessor(user).filter(finished_at__isnull=True).values("project")
    for_committee = Project.objects.submitted_in(user, {Role.COMMITTEE}).exclude(state__in=OVER)
    declared = Interest.objects.in_force().filter(person=user).values("project")
    wanted = Q(pk__in=asked) | Q(pk__in=for_committee.values("pk"))
    return Project.objects.real().filter(wanted).exclude(pk__in=declared).order_by("first_submitted_at", "pk")


def may_be_asked(user: User) -> ProjectQuerySet:
    """The proposals about which the person may declare: those to declare about, and all of the own programme
    for staff who read them or declared already."""
    declared = Interest.objects.filter(person=user).values("project")
    wanted = (
        Q(pk__in=to_declare(user).values("pk"))
        | Q(pk__in=Project.objects.submitted_in(user, DECLARES - {Role.ASSESSOR}).values("pk"))
        | Q(pk__in=declared)
    )
    return Project.objects.submitted_in(user, DECLARES).filter(wanted)


def questions(user: User, projects: Sequence[Project]) -> list[Question]:
    """What the person is shown to judge by; five queries, however many projects, with their calls fetched.

    Where a call hides who applies from its assessors, they are shown neither names nor hints.
    """
    titles, names = _named(projects)
    found = hints_of_many(user, projects)
    hidden = {one.pk for one in projects if one.call.is_blind and _only_assesses(user, one)}
    return [
        Question(
            project,
            Text() if project.pk in hidden else Text(titles.get(project.pk) or {}),
            () if project.pk in hidden else names.get(project.pk, ()),
            () if project.pk in hidden else tuple(found[project.pk]),
            project.pk in hidden,
        )
        for project in projects
    ]


def hints(person: User, project: Project) -> list[str]:
    """What might tie the person to the project, in words. Empty does not mean that nothing does."""
    return hints_of_many(person, [project])[project.pk]


def hints_of_many(person: User, projects: Sequence[Project]) -> dict[int, list[str]]:
    """As `hints`, for many projects by primary key; three queries."""
    keys = [project.pk for project in projects]
    domain = person.email.rpartition("@")[2].lower()
    is_telling = bool(domain) and domain not in COMMON_PROVIDERS
    colleagues: set[int] = set()
    if is_telling:
        writers = Collaborator.objects.filter(project__in=keys, user__email__iendswith=f"@{domain}")
        colleagues = set(writers.values_list("project", flat=True))
    partners = (
        Partnership.objects.filter(project__in=keys)
        .values_list("project", "organisation", "organisation__name", "organisation__website")
        .order_by("organisation__name")
    )
    rows = list(partners.distinct())
    elsewhere = Partnership.objects.filter(
        organisation__in={row[1] for row in rows}, project__collaborators__user=person
    )
    shared = set(elsewhere.values_list("organisation", flat=True))
    found: dict[int, list[str]] = {key: [] for key in keys}
    for key in keys:
        if key in colleagues:
            found[key].append(
                _("Somebody who works on the project has an address at %(domain)s too.") % {"domain": domain}
            )
    for key, _organisation, name, website in rows:
        if is_telling and _is_same_site(domain, website):
            found[key].append(
                _("The person has an e-mail address in the same domain as the website of %(name)s.")
                % {"name": name}
            )
    for key, organisation, name, _website in rows:
        if organisation in shared:
            found[key].append(
                _("The person works on another project in which %(name)s is a partner.") % {"name": name}
            )
    return found


def _named(projects: Sequence[Project]) -> tuple[dict[int, Any], dict[int, tuple[str, ...]]]:
    """Title and names of partners in the newest version of each project. One query."""
    names = Func(
        F("data"),
        template="jsonb_path_query_array(%(expressions)s, '$.partners[*].name')",
        output_field=JSONField(),
    )
    rows = (
        Version.objects.filter(project__in=[project.pk for project in projects])
        .order_by("project", "-number")
        .distinct("project")
        .values_list("project", "data__title", names)
    )
    titles: dict[int, Any] = {}
    partners: dict[int, tuple[str, ...]] = {}
    for key, title, given in rows:
        titles[key] = title
        partners[key] = tuple(str(name) for name in given or () if name)
    return titles, partners


def _only_assesses(user: User, project: Project) -> bool:
    return roles_in(user, project.call).isdisjoint(SEES_ALL_SUBMITTED)


def _is_same_site(domain: str, website: str) -> bool:
    """Whether a website's host is the domain of an address, or one is below the other."""
    address = website if "//" in website else f"//{website}"
    try:
        host = (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return False
    return bool(host) and (
        host == domain or domain.endswith(f".{host}") or (host.endswith(f".{domain}") and "." in domain)
    )
