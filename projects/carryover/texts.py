"""Texts and fixed choices: of the fields and in the languages that the new call asks for."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from core.templatetags.ui import LANGUAGE_NAMES
from projects.carryover.carrying import Carrying
from projects.form import FullKey, find, full_key
from projects.models import Answer

UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Their value is the id of a row that one edition has set up, and the call may have to offer.
OF_EDITION = frozenset({"partner.legal_form", "partner.state_aid_scheme"})
NAMES_ROWS = frozenset({"partner", "partners", "activities"})


def carry_texts(carrying: Carrying) -> None:
    """Each text becomes the first revision of a text of the new draft, saved by who carries it over."""
    schemes = {str(pk) for pk in carrying.call.state_aid_schemes.values_list("pk", flat=True)}
    answers = []
    for old in carrying.source.answers.exclude(text="").order_by("pk"):
        key = find(full_key(old.field, old.language)) or find(old.field, old.language)
        field = _mapped(carrying, old.field)
        if key is None or field is None or not _is_taken(carrying, key, old, schemes):
            continue
        text = old.text
        if key.field.kind in NAMES_ROWS:
            text = UID.sub(lambda found: carrying.uids.get(found[0], ""), text)
        answers.append(
            Answer(
                project=carrying.target, field=field, language=old.language, text=text, saved_by=carrying.by
            )
        )
    Answer.objects.bulk_create(answers)


def _mapped(carrying: Carrying, field: str) -> str | None:
    """The key with the identity of the new row; None when the row it belongs to was not carried over."""
    found = UID.search(field)
    if found is None:
        return field
    new = carrying.uids.get(found[0])
    return field.replace(found[0], new) if new else None


def _is_taken(carrying: Carrying, key: FullKey, old: Answer, schemes: set[str]) -> bool:
    """Whether the call shows the field and asks for the language; names what it does not."""
    if not carrying.shows(key.field.key):
        carrying.leave_field(key.field.key)
        return False
    if old.language and old.language not in carrying.call.languages:
        language = LANGUAGE_NAMES.get(old.language, old.language)
        carrying.leave(_("Texts in %(language)s: this call does not ask for them") % {"language": language})
        return False
    if key.field.key == "call_theme" and not carrying.call.themes.filter(code=old.text).exists():
        carrying.leave_field(key.field.key)
        return False
    is_known = carrying.is_same_edition and (
        key.field.key != "partner.state_aid_scheme" or old.text in schemes
    )
    if key.field.key in OF_EDITION and not is_known:
        carrying.leave_field(key.field.key)
        return False
    return True
