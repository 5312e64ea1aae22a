"""Mappings as they are kept: those of the house follow files, those of staff are copies that they edit."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError
from publications.importing import words
from publications.importing.mapping import from_data, from_yaml
from publications.models import ImportMapping


def follow_files() -> int:
    """Bring the mappings of the house in line with their files; how many changed. Copies stay as they are."""
    changed = 0
    for path in sorted(words.folder().glob("*.yaml")):
        if path.name == words.FILE:
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


@transaction.atomic
def copy(mapping: ImportMapping, *, by: User) -> ImportMapping:
    """A copy that the secretariat may change."""
    number = 2
    stem = slugify(mapping.name)[:50]
    while ImportMapping.objects.filter(name=f"{stem}-{number}").exists():
        number += 1
    made = ImportMapping.objects.create(
        name=f"{stem}-{number}",
        title=_("Copy of %(title)s") % {"title": mapping.title[:180]},
        source=mapping.source,
        data=mapping.data,
        changed_by=by,
    )
    trail.record(f"import mapping:{made.name}", "copy mapping", by=by, new={"from": mapping.name})
    return made


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
