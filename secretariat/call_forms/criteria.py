"""The criteria of assessors: questions, weights, thresholds, and where in the form the answer stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls import form as call_form
from calls.models import Criterion
from calls.states import CommentRule, CriterionGroup
from core.texts import Text
from secretariat.call_forms.base import Block, PartForm, Words

SPARE_ROWS = 3
TITLE_LIMIT, QUESTION_LIMIT, HELP_LIMIT = 250, 1000, 2000
TEXTS: tuple[tuple[str, Words, int, int], ...] = (
    ("title", gettext_lazy("Title"), TITLE_LIMIT, 1),
    ("question", gettext_lazy("Question"), QUESTION_LIMIT, 3),
    ("help", gettext_lazy("Help for assessors"), HELP_LIMIT, 3),
)
MEASURES = ("group", "section", "weight", "threshold", "comment_rule", "comment_below", "place")


class CriteriaForm(PartForm):
    """The criteria in their order, with some empty rows; a row without any title is no criterion."""

    groups = ("criterion", "score_lowest", "score_highest")

    def build(self) -> None:
        held = list(self.call.criteria.all())
        self.keys: list[str] = [row.key for row in held]
        self.rows = len(held) + SPARE_ROWS
        for number in range(self.rows):
            row = held[number] if number < len(held) else Criterion(call=self.call, group="strategic")
            for name, label, limit, lines in TEXTS:
                text = getattr(row, name) or Text()
                self.add_texts(f"{number}:{name}", label, text, limit=limit, rows=lines)
            for name, field in self._measures(row, number + 1).items():
                self.fields[f"{number}:{name}"] = field

    def _measures(self, row: Criterion, place: int) -> dict[str, forms.Field]:
        lowest, highest = self.call.score_lowest, self.call.score_highest
        sections = [("", _("Nowhere in particular")), *call_form.sections().items()]
        return {
            "group": forms.ChoiceField(
                label=_("Group"), choices=CriterionGroup.choices, initial=row.group, required=False
            ),
            "section": forms.ChoiceField(
                label=_("Section of the form"),
                choices=sections,
                initial=row.section,
                required=False,
                help_text=_("Assessors open it beside the criterion."),
            ),
            "weight": _whole(_("Weight"), 1, 100, row.weight, _("How many times the score counts.")),
            "threshold": forms.DecimalField(
                label=_("Threshold"),
                min_value=Decimal(lowest),
                max_value=Decimal(highest),
                decimal_places=2,
                required=False,
                localize=True,
                initial=row.threshold,
                help_text=_("Average score below which a proposal is not funded. Empty: none."),
            ),
            "comment_rule": forms.ChoiceField(
                label=_("A reason is needed"),
                choices=CommentRule.choices,
                initial=row.comment_rule,
                required=False,
            ),
            "comment_below": _whole(
                _("Low means below"), 0, highest, row.comment_below, _("Only where low scores need a reason.")
            ),
            "place": _whole(_("Place"), 1, 999, place, ""),
        }

    def criteria_blocks(self) -> Iterator[tuple[str, list[Block]]]:
        """A heading for each row, and its blocks."""
        for number in range(self.rows):
            is_new = number >= len(self.keys)
            heading = _("Further criterion") if is_new else _("Criterion %(number)d") % {"number": number + 1}
            rest = self.bound(*(f"{number}:{name}" for name in MEASURES))
            texts = [self.text_block(f"{number}:{name}", label) for name, label, _limit, _lines in TEXTS]
            yield heading, [*texts, Block(_("How it counts"), rest, layout="languages")]

    def values(self) -> dict[str, Any]:
        rows: list[tuple[int, str, dict[str, Any]]] = []
        taken = set(self.keys)
        for number in range(self.rows):
            title = self.text_of(f"{number}:title")
            if not title:
                continue
            key = self.keys[number] if number < len(self.keys) else self._key(title, taken)
            taken.add(key)
            rows.append((self.cleaned_data[f"{number}:place"] or 999, key, self._row(number)))
        return {"criteria": {key: row for _place, key, row in sorted(rows, key=lambda one: one[0])}}

    def _row(self, number: int) -> dict[str, Any]:
        typed = {name: self.cleaned_data[f"{number}:{name}"] for name in MEASURES}
        low = typed["comment_below"]
        return {
            **{name: self.text_of(f"{number}:{name}") for name, _label, _limit, _lines in TEXTS},
            "group": typed["group"] or CriterionGroup.STRATEGIC,
            "section": typed["section"],
            "weight": typed["weight"] or 1,
            "threshold": typed["threshold"],
            "comment_rule": typed["comment_rule"] or CommentRule.BELOW,
            "comment_below": min(3, self.call.score_highest) if low is None else low,
        }

    @staticmethod
    def _key(title: Text, taken: set[str]) -> str:
        stem = re.sub(r"^[^a-z]+", "", slugify(title.best("en").text))[:34].strip("-") or "criterion"
        key, number = stem, 2
        while key in taken:
            key, number = f"{stem}-{number}", number + 1
        return key


def _whole(label: Words, least: int, most: int, initial: int, hint: Words) -> forms.IntegerField:
    return forms.IntegerField(
        label=str(label),
        min_value=least,
        max_value=most,
        required=False,
        initial=initial,
        help_text=str(hint),
    )
