"""The annexes that applicants add, with templates to download."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from django.core.files.base import File
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from calls.models import Call, CallAnnex
from calls.setting_up.verbs import changing
from calls.setting_up.wrong import Wrong
from calls.states import FormStep
from core.texts import Text

ANNEXES_LIMIT = 30
NAMES = ("title", "description", "is_required", "per_partner", "step")
Upload: TypeAlias = "tuple[File[Any], str]"  # with the name by which people download it


def add_annex(
    call: Call, values: Mapping[str, Any], *, by: User, template: Upload | None = None
) -> CallAnnex:
    """A further annex, after the others. Its key comes from its title."""
    with changing(call, by=by, action="add annex") as fresh:
        held = set(fresh.annexes.values_list("key", flat=True))
        if len(held) >= ANNEXES_LIMIT:
            raise Wrong(_("A call asks for at most %(limit)d annexes.") % {"limit": ANNEXES_LIMIT})
        last = fresh.annexes.aggregate(last=Max("position"))["last"]
        annex = CallAnnex(call=fresh, position=0 if last is None else last + 1)
        _put(annex, values, template)
        annex.key = _key(annex.title, held)
        annex.save()
    return annex


def change_annex(
    annex: CallAnnex,
    values: Mapping[str, Any],
    *,
    by: User,
    template: Upload | None = None,
    drop_template: bool = False,
) -> CallAnnex:
    """Change an annex; a new template takes the place of the old one, whose file is kept for its readers."""
    with changing(annex.call, by=by, action="change annex") as fresh:
        found = fresh.annexes.get(pk=annex.pk)
        if drop_template:
            found.template, found.template_name = None, ""
        _put(found, values, template)
        found.save()
    return found


def remove_annex(annex: CallAnnex, *, by: User) -> None:
    """Ask for it no longer; only while the call is in preparation (calls.limits)."""
    with changing(annex.call, by=by, action="remove annex") as fresh:
        fresh.annexes.filter(pk=annex.pk).delete()


def _put(annex: CallAnnex, values: Mapping[str, Any], template: Upload | None) -> None:
    for name in NAMES:
        if name in values:
            setattr(annex, name, values[name])
    if not annex.title:
        raise Wrong(_("Give the annex a title in at least one language."), "title")
    if annex.step not in FormStep.values or not annex.call.is_two_step:
        annex.step = FormStep.FIRST
    if template is not None:
        file, name = template
        annex.template_name = name
        annex.template.save(name, file, save=False)


def _key(title: Text, held: set[str]) -> str:
    stem = slugify(title.best("en").text)[:34].strip("-") or "annex"
    number = 2
    key = stem
    while key in held:
        key, number = f"{stem}-{number}", number + 1
    return key
