"""What an officer decides about the copy of a proposal that assessors read without names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.blind import MOST_WORDS, Replacement
from assessments.models import BlindCopy
from projects.dossier import AnnexFile


class BlindForm(forms.Form):
    """Words to hide, found names that stay, annexes that may be opened."""

    added = forms.CharField(
        label=_("Hide these words, too"),
        required=False,
        max_length=MOST_WORDS * 200,
        help_text=_("One on each line: short forms of names, places, projects that reveal who it is."),
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )
    kept = forms.MultipleChoiceField(
        label=_("Let these stand"),
        required=False,
        help_text=_("Names that were found but give nothing away, such as an everyday word."),
        widget=forms.CheckboxSelectMultiple,
    )
    annexes = forms.MultipleChoiceField(
        label=_("Annexes that assessors may open"),
        required=False,
        help_text=_("Their content is not changed: read each before you let it through."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, rows: list[Replacement], annexes: tuple[AnnexFile, ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        found = [row for row in rows if row.count or row.is_kept]
        kept, offered = self.fields["kept"], self.fields["annexes"]
        kept.choices = [(row.words, f"{row.words} ({row.count})") for row in found]  # type: ignore[attr-defined]
        offered.choices = [(one.sha256, one.name) for one in annexes]  # type: ignore[attr-defined]
        for name in ("kept", "annexes"):
            if not self.fields[name].choices:  # type: ignore[attr-defined]
                del self.fields[name]

    def said(self) -> dict[str, list[str]]:
        """What assessments.blind.save takes; of a valid form."""
        return {
            "added": self.cleaned_data["added"].splitlines(),
            "kept": self.cleaned_data.get("kept", []),
            "files": self.cleaned_data.get("annexes", []),
        }


def initial_of(copy: BlindCopy | None) -> dict[str, Any]:
    """What was decided before."""
    if copy is None:
        return {}
    return {"added": "\n".join(copy.added), "kept": copy.kept, "annexes": copy.files}
