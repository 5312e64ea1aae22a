"""Mappings as they are kept: those of the house follow files, those of staff are copies that they edit."""

from __future__ import annotations

from itertools import chain, count
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from programmes.models import ProgrammePeriod
from publications.importing import proposing, seeing, words
from publications.importing.mapping import from_data, from_yaml
from publications.models import ImportMapping

_NAMED = 30  # programmes in a message


def follow_files() -> int:
    """Bring the mappings of the house in line with their files; how many changed. Copies stay as they are."""
    changed = 0
    for path in sorted(words.folder().glob("*.yaml")):
        if path.name in {words.FILE, words.HEADINGS}:
            continue
        data = from_yaml(path.read_text(encoding="utf-8"))
        mapping = from_data(data)
        known = ImportMapping.objects.filter(name=path.stem).first()
        if known is not None and (known.data == data or not known.is_builtin):
            continue
        defaults = {"title": mapping.title, "source": mapping.source, "data": data, "is_builtin": True}
        ImportMapping.objects.update_or_create(
            name=path.stem, defaults={**defaults, "changed_at": timezone.now()}
        )
        changed += 1
    return changed


def named(name: str) -> ImportMapping:
    """The mapping with this name. DomainError lists the names that there are."""
    found = ImportMapping.objects.filter(name=name).first()
    if found is None:
        names = ", ".join(ImportMapping.objects.order_by("name").values_list("name", flat=True))
        raise DomainError(
            _("There is no mapping “%(name)s”. There are: %(names)s.") % {"name": name, "names": names}
        )
    return found


def is_blank(data: dict[str, Any]) -> bool:
    """Whether it says nothing of columns yet: it waits for a proposal."""
    return "columns" not in data


@transaction.atomic
def blank(file_name: str, *, language: str, programme: str, by: User | None, name: str = "") -> ImportMapping:
    """A mapping for a list that nobody has mapped yet, to be proposed from the file itself.

    DomainError when another mapping has this `name`, or there is no edition `programme`.
    """
    if programme and not ProgrammePeriod.objects.filter(pk=programme).exists():
        codes = ", ".join(ProgrammePeriod.objects.order_by("pk").values_list("pk", flat=True)[:_NAMED])
        raise DomainError(
            _("There is no programme “%(code)s”. There are: %(codes)s.") % {"code": programme, "codes": codes}
        )
    name = name and proposing.slug(name, 30)
    if name and ImportMapping.objects.filter(name=name).exists():
        raise DomainError(_("There is a mapping “%(name)s” already.") % {"name": name})
    title = file_name.rpartition(".")[0] or file_name
    made = ImportMapping.objects.create(
        name=name or _free(proposing.slug(title, 30)),
        title=title[:200],
        data={"language": language, "programme": programme},
        changed_by=by,
    )
    made.source = made.name
    made.save(update_fields=["source"])
    trail.record(f"import mapping:{made.name}", "begin mapping", by=by, new={"file": file_name})
    return made


@transaction.atomic
def fill(mapping: ImportMapping, path: Path) -> None:
    """Let a blank mapping say what is proposed for this file. DomainError when the file can't be read."""
    locked = ImportMapping.objects.select_for_update().get(pk=mapping.pk)
    if is_blank(locked.data):
        given = {"language": locked.data["language"], "programme": locked.data["programme"]}
        mapping.data = proposing.propose(path, name=locked.name, title=locked.title, **given)
        mapping.save(update_fields=["data"])


def _free(stem: str) -> str:
    """The name itself, or with the first number that is free."""
    taken = set(ImportMapping.objects.filter(name__startswith=stem).values_list("name", flat=True))
    taken |= set(ImportMapping.objects.filter(source__startswith=stem).values_list("source", flat=True))
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(name for name in names if name not in taken)


@transaction.atomic
def copy(mapping: ImportMapping, *, by: User) -> ImportMapping:
    """A copy that the secretariat may change."""
    made = ImportMapping.objects.create(
        name=_free(slugify(mapping.name)[:50]),
        title=_("Copy of %(title)s") % {"title": mapping.title[:180]},
        source=mapping.source,
        data=mapping.data,
        changed_by=by,
    )
    trail.record(f"import mapping:{made.name}", "copy mapping", by=by, new={"from": mapping.name})
    return made


@transaction.atomic
def chosen(mapping: ImportMapping, data: dict[str, Any], *, by: User) -> ImportMapping:
    """The mapping with this data: itself where the person may change it, else a copy."""
    own = mapping if seeing.may_change(mapping, by) else copy(mapping, by=by)
    return change(own, data, by=by)


@transaction.atomic
def change(mapping: ImportMapping, data: dict[str, Any], *, by: User) -> ImportMapping:
    """Replace what a copy says. DomainError lists everything that is wrong; nothing is changed then."""
    checked = from_data(data)
    locked = ImportMapping.objects.select_for_update().get(pk=mapping.pk)
    if locked.is_builtin:
        raise DomainError(_("This mapping belongs to the portal. Make a copy and change that."))
    old = {"data": locked.data}
    locked.data, locked.title, locked.source = data, checked.title[:200], checked.source
    locked.changed_at, locked.changed_by = timezone.now(), by
    locked.save()
    trail.record(f"import mapping:{locked.name}", "change mapping", by=by, old=old, new={"data": data})
    return locked
