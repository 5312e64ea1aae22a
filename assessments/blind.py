"""The copy without names that assessors read where a call hides who applies: made, corrected, released."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from assessments.models import Assessment, BlindCopy
from assessments.permissions import require_secretariat
from assessments.redacting import Name, Redactor, names_in
from core.errors import DomainError
from projects import dossier as dossiers
from projects.dossier import Dossier
from projects.lifecycle.moves import clean_text
from projects.locking import locked
from projects.models import Project, Version

HIDDEN = "[…]"
MOST_WORDS, LONGEST_WORD = 200, 200


@dataclass(frozen=True)
class Replacement:
    """A name, what stands in its place, and how often it was found; `is_kept`: an officer lets it stand."""

    words: str
    substitute: str
    count: int
    is_kept: bool


def is_blind(project: Project) -> bool:
    """Whether assessors of the project's call read a copy without names."""
    return project.call.is_blind


def dossier_for(assessment: Assessment) -> Dossier | None:
    """What the assessor may read: the version, or its released copy; None while that is not released."""
    if not is_blind(assessment.project):
        return dossiers.from_data(assessment.version.data)
    copy = BlindCopy.objects.filter(version=assessment.version_id, released_at__isnull=False).first()
    return dossiers.from_data(copy.data) if copy else None


def released_files(assessment: Assessment) -> Collection[str] | None:
    """The digests of the annexes that the assessor may open; None when all of them."""
    if not is_blind(assessment.project):
        return None
    copy = BlindCopy.objects.filter(version=assessment.version_id, released_at__isnull=False).first()
    return copy.files if copy else ()


def names_of(version: Version) -> list[Name]:
    """The names that the version and the people who write it tell; a query."""
    rows = version.project.collaborators.values_list("user__name", "user__email")
    people = [words for row in rows for words in row]
    return names_in(version.data, people)


def preview(version: Version, copy: BlindCopy | None) -> tuple[Dossier, list[Replacement]]:
    """The dossier as assessors would read it now, and the names with how often each was found."""
    names = names_of(version)
    redactor = _redactor(names, copy)
    data = redactor.data(version.data, copy.files if copy else ())
    kept = set(copy.kept) if copy else set()
    added = [Name(words, HIDDEN) for words in (copy.added if copy else [])]
    rows = [
        Replacement(name.words, name.substitute, redactor.found[name.key], name.words in kept)
        for name in (*names, *added)
    ]
    return dossiers.from_data(data), rows


@transaction.atomic
def save(
    version: Version, *, by: User, added: Iterable[str], kept: Iterable[str], files: Iterable[str]
) -> BlindCopy:
    """Keep which words are hidden beside those found, which found ones stay, and which annexes may be read.

    A copy that was released changes for the assessors at once.
    """
    project = locked(version.project)
    require_secretariat(by, project)
    if not is_blind(project):
        raise DomainError(_("Assessors of this call read the proposal as it is."))
    words = [clean_text(one, LONGEST_WORD) for one in added]
    words = list(dict.fromkeys(one for one in words if one))
    if len(words) > MOST_WORDS:
        raise DomainError(_("At most %(limit)d words can be added.") % {"limit": MOST_WORDS})
    known = {name.words for name in names_of(version)}
    digests = {file["sha256"] for file in version.data.get("annexes", [])}
    values = {
        "added": words,
        "kept": sorted(known & set(kept)),
        "files": sorted(digests & set(files)),
        "made_at": timezone.now(),
    }
    copy, _is_new = BlindCopy.objects.select_for_update().get_or_create(version=version)
    old = {"added": copy.added, "kept": copy.kept, "files": copy.files}
    for name, value in values.items():
        setattr(copy, name, value)
    copy.data = _redactor(names_of(version), copy).data(version.data, copy.files)
    copy.save()
    new = {"added": copy.added, "kept": copy.kept, "files": copy.files}
    if old != new:
        trail.record(project.chain, "change blind copy", by=by, old=old, new=new)
    return copy


@transaction.atomic
def release(version: Version, *, by: User) -> BlindCopy:
    """Let the assessors in: from now on they read this copy."""
    project = locked(version.project)
    require_secretariat(by, project)
    copy = BlindCopy.objects.select_for_update().filter(version=version).first()
    if copy is None or not is_blind(project):
        raise DomainError(_("Save the copy first, and look at it."))
    if copy.released_at is None:
        copy.released_by, copy.released_at = by, timezone.now()
        copy.save(update_fields=["released_by", "released_at"])
        trail.record(project.chain, "release blind copy", by=by, new={"version": version.number})
    return copy


@transaction.atomic
def withhold(version: Version, *, by: User) -> None:
    """Shut the copy again: something in it tells who applies."""
    project = locked(version.project)
    require_secretariat(by, project)
    changed = BlindCopy.objects.filter(version=version, released_at__isnull=False)
    if changed.update(released_by=None, released_at=None):
        trail.record(project.chain, "withhold blind copy", by=by, new={"version": version.number})


def _redactor(names: Iterable[Name], copy: BlindCopy | None) -> Redactor:
    kept = set(copy.kept) if copy else set()
    added = [Name(words, HIDDEN) for words in (copy.added if copy else [])]
    return Redactor([*added, *(name for name in names if name.words not in kept)])
