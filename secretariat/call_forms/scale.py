"""How proposals of a call are scored: the scale in words, the threshold, who assesses and how often."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from calls.states import MOST_ASSESSORS, SCALE_HIGHEST, SHORT_SCALE
from core.texts import Text
from secretariat.call_forms.base import Block, PartForm

WORDS_LIMIT = 200
COLUMNS = ("score_lowest", "score_highest", "threshold", "assessors_wanted", "assessment_rounds")
SWITCHES = ("is_blind", "shows_first_round")


class ScaleForm(PartForm):
    """The scale and its words; of a long scale only its two ends are put in words."""

    groups = (*COLUMNS, *SWITCHES, "scale")

    def build(self) -> None:
        self._add_measures()
        self._add_assessors()
        held = {point.value: point.words for point in self.call.scale.all()}
        points = list(range(self.call.score_lowest, self.call.score_highest + 1))
        self.points = points[::-1] if len(points) <= SHORT_SCALE else [points[-1], points[0]]
        for value in self.points:
            self.add_texts(f"point:{value}", str(value), held.get(value, Text()), limit=WORDS_LIMIT)

    def _add_measures(self) -> None:
        call = self.call
        self.fields["score_lowest"] = forms.IntegerField(
            label=_("Lowest score"), min_value=0, max_value=SCALE_HIGHEST - 1, initial=call.score_lowest
        )
        self.fields["score_highest"] = forms.IntegerField(
            label=_("Highest score"), min_value=1, max_value=SCALE_HIGHEST, initial=call.score_highest
        )
        self.fields["threshold"] = forms.DecimalField(
            label=_("Threshold of the total, as a percentage of the maximum"),
            min_value=0,
            max_value=100,
            decimal_places=2,
            required=False,
            localize=True,
            initial=call.threshold,
            help_text=_("A proposal below it is not funded. Empty: none."),
        )

    def _add_assessors(self) -> None:
        call = self.call
        self.fields["assessors_wanted"] = forms.IntegerField(
            label=_("Assessors for each proposal"),
            min_value=1,
            max_value=MOST_ASSESSORS,
            initial=call.assessors_wanted,
            help_text=_("This many must finish before the quality assessment is concluded."),
        )
        self.fields["assessment_rounds"] = forms.TypedChoiceField(
            label=_("Rounds of assessment"),
            choices=[(1, _("One")), (2, _("Two, where the secretariat opens a second"))],
            coerce=int,
            initial=call.assessment_rounds,
        )
        self.fields["shows_first_round"] = forms.BooleanField(
            label=_("In the second round, assessors see each other's scores and reasons from the first"),
            required=False,
            initial=call.shows_first_round,
        )
        self.fields["is_blind"] = forms.BooleanField(
            label=_("Blind assessment"),
            required=False,
            initial=call.is_blind,
            help_text=_(
                "Assessors read a copy without the names of partners and people. An officer looks at each "
                "copy and releases it before they are let in."
            ),
        )

    def blocks(self) -> list[Block]:
        return [
            Block(
                _("Scale"),
                self.bound("score_lowest", "score_highest"),
                _("Scores are whole numbers. Save to see the words of a changed scale."),
                "languages",
            ),
            *(self.text_block(f"point:{value}", self._heading(value)) for value in self.points),
            Block(_("Threshold"), self.bound("threshold")),
            Block(_("Assessors"), self.bound("assessors_wanted", "is_blind")),
            Block(_("Rounds"), self.bound("assessment_rounds", "shows_first_round")),
        ]

    @staticmethod
    def _heading(value: int) -> str:
        return _("What a score of %(score)d means") % {"score": value}

    def values(self) -> dict[str, Any]:
        names = (*COLUMNS, *SWITCHES)
        return {name: self.cleaned_data[name] for name in names} | {
            "scale": {value: self.text_of(f"point:{value}") for value in self.points}
        }
