"""One mail in the call's own words."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _

from calls.texts import BODY_LIMIT, KINDS, SUBJECT_LIMIT, unknown_variables
from core.texts import LANGUAGES, Text
from secretariat.call_forms.base import Block, PartForm


class MailForm(PartForm):
    """Subject and text in each language; both empty: the portal's own words are sent."""

    groups = ("text",)
    kind: ClassVar[str] = "receipt"

    def build(self) -> None:
        held = self.call.texts.filter(kind=self.kind).first()
        self.add_texts("subject", _("Subject"), held.subject if held else Text(), limit=SUBJECT_LIMIT)
        self.add_texts("body", _("Text"), held.body if held else Text(), limit=BODY_LIMIT, rows=12)

    def blocks(self) -> list[Block]:
        return [self.text_block("subject", _("Subject")), self.text_block("body", _("Text"))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for code in LANGUAGES:
            subject, body = (cleaned.get(f"{name}_{code}", "").strip() for name in ("subject", "body"))
            if bool(subject) != bool(body):
                lacking = "body" if subject else "subject"
                self.add_error(f"{lacking}_{code}", _("Give the subject and the text, or neither."))
            for name in ("subject", "body"):
                if unknown := unknown_variables(self.kind, cleaned.get(f"{name}_{code}", "")):
                    text = _("The variable {%(name)s} is not known. Take one from the list.")
                    error = forms.ValidationError(text % {"name": unknown[0]})
                    self.add_error(f"{name}_{code}", error)
        return cleaned

    def values(self) -> dict[str, Any]:
        """All mails of the call, this one as typed."""
        held = {
            row.kind: {"subject": row.subject, "body": row.body}
            for row in self.call.texts.exclude(kind=self.kind)
            if row.kind in KINDS
        }
        mine = {"subject": self.text_of("subject"), "body": self.text_of("body")}
        return {"texts": {**held, self.kind: mine}}


def mail_form(kind: str) -> type[MailForm]:
    """The form of one kind of mail."""
    return type("MailOfKindForm", (MailForm,), {"kind": kind})
