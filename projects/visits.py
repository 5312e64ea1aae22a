"""What others changed in each section of the form since a person last had it open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, F, Value
from django.utils import timezone

from accounts.models import TrailEntry, User
from projects.form import GROUPS, find, full_key
from projects.models import Answer, FieldChange, Project, SectionVisit

# As many changes are looked at, newest first: whoever was away for longer is told of the newest.
MOST = 500
# Acts that change a section without saving a field of it.
ACTS = {
    "add partner": "partners",
    "remove partner": "partners",
    "move partner": "partners",
    "make lead": "partners",
    "add contribution": "budget",
    "remove contribution": "budget",
    "add cost item": "budget",
    "remove cost item": "budget",
    "use lump sum": "lump_sums",
    "drop lump sum": "lump_sums",
    "add file": "annexes",
    "describe file": "annexes",
    "remove file": "annexes",
    "put file back": "annexes",
    **{
        f"{act} {kind.replace('_', ' ')}": group.section
        for kind, group in GROUPS.items()
        for act in ("add", "remove", "restore", "move")
    },
}


@dataclass(frozen=True)
class Change:
    """A field that somebody else changed; `key` is its full key, or blank for an act on the whole section."""

    section: str
    key: str
    who: str
    at: datetime


def visits(project: Project, user: User) -> dict[str, datetime]:
    """When the person last had each section open. One query."""
    return dict(SectionVisit.objects.filter(project=project, user=user).values_list("section", "at"))


def visit(project: Project, user: User, section: str, *, at: datetime | None = None) -> None:
    """The person has the section open now. One statement."""
    SectionVisit.objects.bulk_create(
        [SectionVisit(project=project, user=user, section=section, at=at or timezone.now())],
        update_conflicts=True,
        unique_fields=["project", "user", "section"],
        update_fields=["at"],
    )


def changes(project: Project, *, since: datetime, seen_by: User) -> list[Change]:
    """What others than this person changed after a moment, newest first, each field once. One query."""
    columns = ("field", "tongue", "name", "email", "when")
    texts = (
        Answer.objects.filter(project=project, saved_at__gt=since)
        .exclude(saved_by=seen_by)
        .annotate(
            tongue=F("language"), name=F("saved_by__name"), email=F("saved_by__email"), when=F("saved_at")
        )
    )
    plain = Value("", output_field=CharField())
    fields = (
        FieldChange.objects.filter(project=project, at__gt=since)
        .exclude(by=seen_by)
        .order_by()
        .annotate(field=F("key"), tongue=plain, name=F("by__name"), email=F("by__email"), when=F("at"))
    )
    acts = (
        TrailEntry.objects.filter(chain=project.chain, at__gt=since, action__in=ACTS)
        .exclude(actor=seen_by)
        .order_by()
        .annotate(field=F("action"), tongue=Value("act", output_field=CharField()), when=F("at"))
        .annotate(name=F("actor__name"), email=F("actor__email"))
    )
    every = texts.values_list(*columns).union(
        fields.values_list(*columns), acts.values_list(*columns), all=True
    )
    return list(_changes(every.order_by("-when")[:MOST]))


def _changes(rows: Iterable[tuple[str, str, str | None, str | None, datetime]]) -> Iterable[Change]:
    """The rows with their sections; those of fields that the form no longer has are left out."""
    known: set[str] = set()
    for field, tongue, name, email, at in rows:
        key = "" if tongue == "act" else full_key(field, tongue)
        section = ACTS.get(field, "") if tongue == "act" else _section_of(key)
        if section and (key or section) not in known:
            known.add(key or section)
            yield Change(section, key, name or email or "", at)


def _section_of(key: str) -> str:
    found = find(key)
    return found.field.section if found else ""
