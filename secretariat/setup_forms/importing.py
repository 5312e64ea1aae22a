"""A table of indicators, chosen as a file or pasted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

MOST_BYTES = 500_000


class ImportForm(forms.Form):
    """`table` cleans to the text of the file when one was chosen, otherwise to what was pasted."""

    file = forms.FileField(
        label=_lazy("CSV file"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    table = forms.CharField(
        label=_lazy("Or paste the table"),
        required=False,
        strip=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].widget.attrs.pop("maxlength", None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if file is not None:
            if file.size > MOST_BYTES:
                raise forms.ValidationError({"file": _("The file is too large for a table of indicators.")})
            cleaned["table"] = _decoded(file.read())
        if not self.errors and not cleaned.get("table", "").strip():
            raise forms.ValidationError({"table": _("Choose a file, or paste the table.")})
        return cleaned


def _decoded(content: bytes) -> str:
    """The text of a file: UTF-8, or what spreadsheets on Windows write."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise forms.ValidationError({"file": _("The file is not CSV text. Save it as CSV (UTF-8).")})
