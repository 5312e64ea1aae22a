"""What is asked before a file of proposals is made."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.exports.columns import GROUPS, columns_for
from assessments.models import RowsOf
from core.sheets import Format
from programmes.models import Programme


@dataclass(frozen=True)
class Box:
    """A column to tick."""

    key: str
    label: str | Promise
    is_chosen: bool


@dataclass(frozen=True)
class BoxGroup:
    """Columns that tell of one thing."""

    label: str | Promise
    boxes: list[Box]
    is_open: bool


class ExportForm(forms.Form):
    """A table: what a row stands for, its columns, the kind of file, and a name to keep the choice under."""

    rows_of = forms.ChoiceField(widget=forms.HiddenInput, choices=RowsOf.choices)
    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind of file"), choices=Format.choices, widget=forms.RadioSelect)
    columns = forms.MultipleChoiceField(label=_("Columns"), widget=forms.CheckboxSelectMultiple)
    name = forms.CharField(
        label=_("Keep these columns as a template called"),
        max_length=80,
        required=False,
        help_text=_("Leave it empty to keep nothing. A template of yours with this name is replaced."),
    )
    programme = forms.ModelChoiceField(
        label=_("Share the template with the staff of"),
        queryset=Programme.objects.none(),
        required=False,
        empty_label=_("Nobody"),
    )

    def __init__(self, *args: Any, rows_of: str, programmes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = columns_for(rows_of)
        columns, programme = self.fields["columns"], self.fields["programme"]
        assert isinstance(columns, forms.ChoiceField)  # noqa: S101 - declared above
        assert isinstance(programme, forms.ModelChoiceField)  # noqa: S101 - declared above
        columns.choices = [(key, column.label) for key, column in known.items()]
        programme.queryset = Programme.objects.filter(pk__in=list(programmes))
        self.initial.setdefault("key", uuid.uuid4())
        self.initial.setdefault("kind", Format.XLSX)
        self.initial["rows_of"] = rows_of
        self._known = known

    def column_groups(self) -> list[BoxGroup]:
        """The boxes of the columns by what they tell; open where one is ticked."""
        ticked = set(self["columns"].value() or [])
        groups = []
        for group, label in GROUPS.items():
            boxes = [
                Box(key, column.label, key in ticked)
                for key, column in self._known.items()
                if column.group == group
            ]
            if boxes:
                groups.append(BoxGroup(label, boxes, any(box.is_chosen for box in boxes)))
        return groups


class DossiersForm(forms.Form):
    """Confirms that whole dossiers are to be put together."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["key"] = uuid.uuid4()
