"""What applicants fill in and read: the fields of the form, and mails in the call's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from calls import texts
from calls.form import defaults
from calls.models import Call, CallField, CallText, CallTheme
from calls.setting_up.rows import replace
from calls.setting_up.wrong import Wrong
from calls.states import FormStep, Use
from core.texts import Text


def put_fields(call: Call, wanted: Mapping[str, tuple[str, int]]) -> None:
    """(use, step) by key of the catalogue. Held is only what differs; a key that is not named is as usual."""
    usual = defaults()
    for key, (use, step) in wanted.items():
        if key not in usual:
            raise Wrong(_("The form has no field “%(key)s”.") % {"key": key[:60]}, "fields")
        if use not in Use.values or step not in FormStep.values:
            raise Wrong(_("Choose for each field whether and from when it is shown."), "fields")
    rows = {
        key: {"use": use, "step": step if call.is_two_step else FormStep.FIRST}
        for key, (use, step) in wanted.items()
        if use != usual[key] or (call.is_two_step and step != FormStep.FIRST)
    }
    replace(CallField, call, "key", rows)


def put_themes(call: Call, wanted: Mapping[str, Text]) -> None:
    """Titles by code, in the order in which applicants choose from them; none: the form asks for none."""
    for code, title in wanted.items():
        if not title:
            raise Wrong(_("Give the theme “%(key)s” a title.") % {"key": code[:40]}, "themes")
    rows = {
        code: {"position": position, "title": title}
        for position, (code, title) in enumerate(wanted.items(), 1)
    }
    replace(CallTheme, call, "code", rows)


def put_texts(call: Call, wanted: Mapping[str, Mapping[str, Any]]) -> None:
    """By kind of mail: `subject` and `body` as texts; without both, the portal's own words are sent."""
    for kind, row in wanted.items():
        if kind not in texts.KINDS:
            raise Wrong(_("A call cannot have its own text for this e-mail."), "texts")
        for text in (*row["subject"].values(), *row["body"].values()):
            if unknown := texts.unknown_variables(kind, text):
                names = {"name": unknown[0]}
                raise Wrong(
                    _("The variable {%(name)s} is not known. Take one from the list.") % names, "texts"
                )
        if set(row["subject"]) != set(row["body"]):
            raise Wrong(_("Give the subject and the text in the same languages."), "texts")
    rows = {kind: {"subject": row["subject"], "body": row["body"]} for kind, row in wanted.items()}
    replace(CallText, call, "kind", {kind: row for kind, row in rows.items() if row["body"]})
