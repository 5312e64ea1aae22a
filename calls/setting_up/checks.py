"""What officers look at by hand, while nobody has screened with it yet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from calls import form
from calls.checks import checks_of
from calls.models import Call, CallCheck
from calls.scored import is_screened
from calls.setting_up.rows import replace
from calls.setting_up.wrong import Wrong
from calls.states import CheckGroup

CHECKS_LIMIT = 60
NAMES = ("title", "help", "group", "section", "is_required")


def put_checks(call: Call, wanted: Mapping[str, Mapping[str, Any]]) -> None:
    """By key, in their order: `title`, `help` (texts), `group`, `section` ("": all) and `is_required`."""
    held = {one.key: {name: getattr(one, name) for name in NAMES} for one in checks_of(call)}
    given = {key: {name: row[name] for name in NAMES} for key, row in wanted.items()}
    if list(held.items()) == list(given.items()):
        return
    if len(wanted) > CHECKS_LIMIT:
        raise Wrong(_("A call has at most %(limit)d checks.") % {"limit": CHECKS_LIMIT}, "checks")
    if not wanted:
        raise Wrong(_("Keep at least one check for officers."), "checks")
    for key, row in given.items():
        _require_sound(key, row)
    if is_screened(call.pk):
        text = _("A proposal of this call was screened already: all proposals are judged by the same checks.")
        raise Wrong(text, "checks")
    rows = {key: {**row, "position": position} for position, (key, row) in enumerate(given.items())}
    replace(CallCheck, call, "key", rows)


def _require_sound(key: str, row: Mapping[str, Any]) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,39}", key) or row["group"] not in CheckGroup.values:
        raise Wrong(_("Choose the part of the sheet from the list."), "checks")
    if not row["title"]:
        raise Wrong(_("Give each check a question in at least one language."), "checks")
    if row["section"] and row["section"] not in form.sections():
        raise Wrong(_("Choose the section of the form from the list."), "checks")
