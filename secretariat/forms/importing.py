"""What is asked before a list is read, before it is written, and of a mapping that staff change."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from publications.importing.mapping import MOST_CHARACTERS
from publications.models import ImportDoubt, ImportMapping, ImportRow

ACCEPTED = ".csv,.tsv,.txt,.xlsx,.ods,.json"


class ListForm(forms.Form):
    """A list and how it is read."""

    mapping = forms.ModelChoiceField(
        label=_("Kind of list"),
        queryset=ImportMapping.objects.with_columns(),
        to_field_name="name",
        required=False,
        empty_label=_("Another one: propose what its columns are"),
        help_text=_(
            "The mapping says which column feeds which field. A proposal can be changed before writing."
        ),
    )
    programme = forms.ChoiceField(
        label=_("Programme of all rows"),
        required=False,
        help_text=_("For a proposal, where no column of the list names the programme."),
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, TSV, XLSX, ODS or JSON, at most 50 MB. Nothing is written when the file is read."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, programmes: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = [("", _("The list names it")), *programmes]  # type: ignore[attr-defined]
        self.initial["key"] = uuid.uuid4()


class WriteForm(forms.Form):
    """How what was read is written. What is gone can be removed only where the list tells it."""

    all_or_nothing = forms.BooleanField(
        label=_("All or nothing: write only when no row is refused"), required=False
    )
    remove_gone = forms.BooleanField(
        label=_("Remove records that the list no longer holds from the public pages"), required=False
    )

    def __init__(self, *args: Any, tells_what_is_gone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not tells_what_is_gone:
            del self.fields["remove_gone"]

    def clean(self) -> dict[str, Any]:
        """What was asked, also where it was not offered: whoever decides says why not."""
        return {"remove_gone": bool(self.data.get("remove_gone")), **self.cleaned_data}


class RowsForm(forms.Form):
    """Which rows of a report are shown."""

    outcome = forms.ChoiceField(required=False, choices=[("", ""), *ImportRow.Outcome.choices])
    repaired = forms.BooleanField(required=False)
    q = forms.CharField(required=False, max_length=100)


class VerdictForm(forms.Form):
    """What a person says of two things that may be one."""

    verdict = forms.ChoiceField(choices=ImportDoubt.Verdict.choices)


class MappingForm(forms.Form):
    """A mapping as text."""

    text = forms.CharField(
        label=_("Mapping"),
        max_length=MOST_CHARACTERS,
        strip=False,
        help_text=_("Names and values in YAML. The guide to imports says what can be written here."),
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "autocomplete": "off"}),
    )
