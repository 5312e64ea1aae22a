"""A programme's own words for its letters, and its letterhead."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.texts import LANGUAGES, Text
from correspondence.models import Letterhead
from correspondence.models.wordings import OBJECTION_LIMIT
from correspondence.placeholders import unknown_in
from projects.models import Project, ProjectQuerySet

NAMES = {"nl": _("Dutch"), "fr": _("French"), "en": _("English")}
SUBJECT_LIMIT, BODY_LIMIT, HEAD_LIMIT = 200, 15_000, 1000


class TextsForm(forms.Form):
    """Texts in every language, as fields "<name>_<language>"."""

    def add_texts(self, name: str, label: Any, text: Text, *, limit: int, rows: int = 1) -> None:
        """One field for each language."""
        for code in LANGUAGES:
            self.fields[f"{name}_{code}"] = forms.CharField(
                label=_("%(what)s in %(language)s") % {"what": label, "language": NAMES[code]},
                required=False,
                max_length=limit,
                initial=text.get(code, ""),
                widget=forms.Textarea(attrs={"rows": rows, "lang": code})
                if rows > 1
                else forms.TextInput(attrs={"lang": code}),
            )

    def languages(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of each language together: its code, and its fields in their order."""
        names = [
            name.removesuffix(f"_{LANGUAGES[0]}") for name in self.fields if name.endswith(f"_{LANGUAGES[0]}")
        ]
        return [(code, [self[f"{name}_{code}"] for name in names]) for code in LANGUAGES]

    def text_of(self, name: str) -> Text:
        """What was typed under this name."""
        typed = {code: self.cleaned_data.get(f"{name}_{code}", "") for code in LANGUAGES}
        return Text({code: text.replace("\r\n", "\n").strip() for code, text in typed.items()})


class WordingForm(TextsForm):
    """Subject and text of one kind of letter; a proposal to try them on."""

    def __init__(
        self, *args: Any, kind: str, texts: tuple[Text, Text], projects: ProjectQuerySet, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        subject, body = texts
        self.add_texts("subject", _("Subject"), subject, limit=SUBJECT_LIMIT)
        self.add_texts("body", _("Text"), body, limit=BODY_LIMIT, rows=14)
        self.fields["as_pdf"] = forms.BooleanField(
            label=_("Make this letter a PDF, attached to the e-mail"),
            required=False,
            initial=self.initial.get("as_pdf", False),
        )
        self.fields["project"] = forms.ModelChoiceField(
            queryset=projects,
            to_field_name="uid",
            required=False,
            label=_("Proposal to try it on"),
            empty_label=_("No proposal"),
            blank=True,
        )
        self.fields["seen"] = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Whole languages only, and no placeholder that this letter does not know."""
        cleaned = super().clean() or self.cleaned_data
        for code in LANGUAGES:
            subject, body = (str(cleaned.get(f"{name}_{code}", "")).strip() for name in ("subject", "body"))
            if bool(subject) != bool(body):
                lacking = "body" if subject else "subject"
                self.add_error(f"{lacking}_{code}", _("Give the subject and the text, or neither."))
            for name in ("subject", "body"):
                self._check(f"{name}_{code}", str(cleaned.get(f"{name}_{code}", "")))
        if not self.errors and not self.text_of("body"):
            self.add_error(None, _("Write the letter in one language at least, or take back your own words."))
        return cleaned

    def _check(self, name: str, text: str) -> None:
        for written, nearest in unknown_in(self.kind, text)[:3]:
            if nearest:
                words = _("%(written)s is not known here. Did you mean {{ %(nearest)s }}?")
            else:
                words = _("%(written)s is not known here. Take a placeholder from the list.")
            self.add_error(name, words % {"written": written, "nearest": nearest})


class LetterheadForm(TextsForm):
    """Who writes, who signs, how long one may object."""

    def __init__(self, *args: Any, head: Letterhead, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_texts("sender", _("Sender"), Text(head.sender), limit=HEAD_LIMIT, rows=4)
        self.add_texts("signature", _("Signature"), Text(head.signature), limit=HEAD_LIMIT, rows=3)
        self.add_texts("footer", _("Foot of the page"), Text(head.footer), limit=HEAD_LIMIT, rows=2)
        self.fields["objection_days"] = forms.IntegerField(
            label=_("Days in which applicants may object to a decision"),
            help_text=_("Counted from the day on which the letter leaves. Empty: they cannot object here."),
            required=False,
            min_value=1,
            max_value=OBJECTION_LIMIT,
            initial=head.objection_days,
        )


def projects_to_try(user: Any, programme: str) -> ProjectQuerySet:
    """The proposals that a person may see a letter filled for."""
    mine = Project.objects.visible_to_staff(user).filter(call__programme_period__programme=programme)
    return mine.for_page().order_by("-first_submitted_at", "pk")
