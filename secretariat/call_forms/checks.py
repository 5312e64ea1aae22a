"""What officers look at by hand in each proposal of a call, and in how many days they mean to be done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _

from calls import form as call_form
from calls.checks import ManualCheck, checks_of
from calls.states import CheckGroup
from core.texts import Text
from secretariat.call_forms.base import Block, PartForm

SPARE_ROWS = 3
TITLE_LIMIT, HELP_LIMIT = 250, 1000
REST = ("group", "section", "is_required", "place")


class ChecksForm(PartForm):
    """The manual checks in their order, with some empty rows; a row without any title is no check."""

    groups = ("check", "screening_days")

    def build(self) -> None:
        self.held = list(checks_of(self.call))
        self.rows = len(self.held) + SPARE_ROWS
        self.fields["screening_days"] = forms.IntegerField(
            label=_("Days in which proposals are to be screened"),
            required=False,
            min_value=1,
            max_value=999,
            initial=self.call.screening_days,
            help_text=_("Counted from the submission, without the time that applicants take to correct."),
        )
        for number in range(self.rows):
            row = self.held[number] if number < len(self.held) else None
            self._add_row(number, row)

    def _add_row(self, number: int, row: ManualCheck | None) -> None:
        title, help_text = (row.title, row.help) if row else (Text(), Text())
        self.add_texts(f"{number}:title", _("Question"), title, limit=TITLE_LIMIT)
        self.add_texts(f"{number}:help", _("Help"), help_text, limit=HELP_LIMIT, rows=2)
        sections = [("", _("The whole proposal")), *call_form.sections().items()]
        self.fields[f"{number}:group"] = forms.ChoiceField(
            label=_("Part of the sheet"),
            choices=CheckGroup.choices,
            initial=row.group if row else CheckGroup.JUDGEMENT,
        )
        self.fields[f"{number}:section"] = forms.ChoiceField(
            label=_("Section of the form"),
            choices=sections,
            required=False,
            initial=row.section if row else "",
            help_text=_("An answer is carried over to a newer version while this says the same."),
        )
        self.fields[f"{number}:is_required"] = forms.BooleanField(
            label=_("Must be answered"), required=False, initial=row.is_required if row else True
        )
        self.fields[f"{number}:place"] = forms.IntegerField(
            label=_("Place"), min_value=1, max_value=999, required=False, initial=number + 1
        )

    def check_blocks(self) -> Iterator[tuple[str, list[Block]]]:
        """A heading for each row, and its blocks."""
        for number in range(self.rows):
            is_new = number >= len(self.held)
            heading = _("Further check") if is_new else _("Check %(number)d") % {"number": number + 1}
            rest = self.bound(*(f"{number}:{name}" for name in REST))
            texts = [
                self.text_block(f"{number}:{name}", label)
                for name, label in (("title", _("Question")), ("help", _("Help")))
            ]
            yield heading, [*texts, Block(_("Where it stands"), rest, layout="languages")]

    def values(self) -> dict[str, Any]:
        rows: list[tuple[int, str, dict[str, Any]]] = []
        taken = {one.key for one in self.held}
        for number in range(self.rows):
            title = self.text_of(f"{number}:title")
            if not title:
                continue
            key = self.held[number].key if number < len(self.held) else _key(title, taken)
            taken.add(key)
            row = {name: self.cleaned_data[f"{number}:{name}"] for name in REST[:3]}
            words = {"title": title, "help": self.text_of(f"{number}:help")}
            rows.append((self.cleaned_data[f"{number}:place"] or 999, key, {**words, **row}))
        checks = {key: row for _place, key, row in sorted(rows, key=lambda one: one[0])}
        return {"checks": checks, "screening_days": self.cleaned_data["screening_days"]}


def _key(title: Text, taken: set[str]) -> str:
    stem = re.sub(r"^[^a-z]+", "", slugify(title.best("en").text))[:34].strip("-") or "check"
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    return key
