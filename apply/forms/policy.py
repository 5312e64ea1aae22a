"""What applicants report of their policy instruments."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from apply.forms.offered import offer
from core.money import LARGEST
from projects.models import PolicyKind


class PolicyReportForm(forms.Form):
    """One thing that was done with one instrument. `key` lets one press of the button report it once."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    instrument = forms.TypedChoiceField(label=_("Policy instrument"), coerce=uuid.UUID)
    kind = forms.ChoiceField(label=_("What you report"), choices=PolicyKind.choices)
    language = forms.ChoiceField(label=_("Language of your text"))
    title = forms.CharField(label=_("Title"), max_length=200)
    text = forms.CharField(
        label=_("What was done, or what changed in the instrument"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    happened_on = forms.DateField(
        label=_("Day on which it came about"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    influenced = forms.DecimalField(
        label=_("Money of the instrument that it influenced, in euros"),
        help_text=_("For policy improvements only. Leave it blank if nobody states it."),
        required=False,
        min_value=0,
        max_value=LARGEST,
        decimal_places=2,
        localize=True,
    )
    evidence = forms.URLField(
        label=_("Address of the evidence"),
        help_text=_("A page that anybody can look at."),
        required=False,
        max_length=500,
        assume_scheme="https",
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        instruments: Sequence[tuple[str, str]],
        languages: Sequence[str],
    ) -> None:
        super().__init__(data, initial={"key": uuid.uuid4(), "language": languages[0] if languages else ""})
        offer(self, languages, instrument=instruments)

    def clean(self) -> dict[str, Any]:
        """Money goes with improvements only, and nothing typed is thrown away unseen."""
        cleaned = super().clean() or self.cleaned_data
        is_improvement = cleaned.get("kind") == PolicyKind.POLICY_IMPROVEMENT
        if cleaned.get("influenced") is not None and not is_improvement:
            self.add_error("influenced", _("Only a policy improvement influences money. Clear this field."))
        return cleaned
