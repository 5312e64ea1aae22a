"""What people type on pages about a ranking: what-ifs, their names, and the order of a tie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from assessments.models import RankedProposal, Scenario
from assessments.ranking.names import address_name
from assessments.ranking.supposing import COMMON
from calls.models import Call, Criterion
from core.money import parse_amount
from programmes.models import SpecificObjective
from secretariat.forms.seen import note

CUT = "cut-"


class SupposingForm(forms.Form):
    """The call's money and weights as they might be, and money moved between objectives; all may be blank."""

    budget = forms.CharField(label=gettext_lazy("European money of the call"), required=False, max_length=40)
    source = forms.ChoiceField(label=gettext_lazy("Take from"), required=False)
    target = forms.ChoiceField(label=gettext_lazy("Give to"), required=False)
    amount = forms.CharField(label=gettext_lazy("Amount to move"), required=False, max_length=40)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        objectives: Sequence[SpecificObjective],
        criteria: Sequence[Criterion],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.criteria = criteria
        named = [(address_name(objective), str(objective)) for objective in objectives]
        for name in ("source", "target"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
            field.choices = [("", "–"), (COMMON, _("What is not set aside for an objective")), *named]
        for criterion in criteria:
            self.fields[f"weight-{criterion.key}"] = forms.IntegerField(
                label=_("Weight of “%(criterion)s”") % {"criterion": criterion.title},
                required=False,
                min_value=0,
                max_value=100,
            )

    def weights(self) -> list[Any]:
        """The fields of weights, for the page."""
        return [self[f"weight-{criterion.key}"] for criterion in self.criteria]

    def clean_budget(self) -> str:
        return _amount(self.cleaned_data["budget"])

    def clean_amount(self) -> str:
        return _amount(self.cleaned_data["amount"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        moving = [cleaned.get(name) for name in ("source", "target", "amount")]
        if any(moving) and not all(moving) and not self.errors:
            raise forms.ValidationError(_("To move money, say from where, to where and how much."))
        if moving[0] and moving[0] == moving[1]:
            raise forms.ValidationError(_("Money moves between two different objectives."))
        return cleaned

    def pairs(self, call: Call) -> Iterator[tuple[str, str]]:
        """What was typed as the address says it; what stands as it is is left out."""
        said = self.cleaned_data
        if said["budget"] and said["budget"] != str(call.budget):
            yield "budget", said["budget"]
        if said["amount"]:
            yield "move", f"{said['source']}>{said['target']}:{said['amount']}"
        for criterion in self.criteria:
            weight = said[f"weight-{criterion.key}"]
            if weight is not None and weight != criterion.weight:
                yield "weight", f"{criterion.key}:{weight}"


def row_pairs(data: QueryDict) -> tuple[list[tuple[str, str]], list[str]]:
    """What the rows of the table say: proposals left out and cut, and in words what can't be read."""
    pairs = [(key, value) for key in ("drop", "cut", "move") for value in data.getlist(key)]
    problems = []
    for name in data:
        typed = (data.get(name) or "").strip()[:40]
        if not name.startswith(CUT) or not typed:
            continue
        code = name.removeprefix(CUT)[:60]
        try:
            pairs.append(("cut", f"{code}:{_cut(typed)}"))
        except (ValueError, forms.ValidationError):
            problems.append(
                _("“%(typed)s” for %(code)s is neither an amount nor a percentage. Write 10%% or 50000.")
                % {"typed": typed, "code": code}
            )
    return pairs, problems


class ScenarioForm(forms.ModelForm):  # type: ignore[type-arg]
    """A name for a what-if, and whether colleagues see it."""

    class Meta:
        model = Scenario
        fields = ["name", "shared"]
        help_texts = {"shared": ""}
        labels = {
            "name": gettext_lazy("Name"),
            "shared": gettext_lazy("Share it with all who read this ranking"),
        }


class TieForm(forms.Form):
    """A place for each proposal of a tie, and the reason."""

    reason = note(
        gettext_lazy("Why this order?"),
        required=True,
        help_text=gettext_lazy("Kept with the ranking and in the history of each proposal."),
    )

    def __init__(self, data: QueryDict | None, *, tie: Sequence[RankedProposal]) -> None:
        super().__init__(data)
        self.tie = tie
        places = [("", "–"), *((str(number), str(number)) for number in range(1, len(tie) + 1))]
        own = {
            str(row.project.uid): forms.ChoiceField(
                label=f"{row.project.acronym} ({row.project.code})", choices=places, initial=row.tie or ""
            )
            for row in tie
        }
        self.fields = {**own, **self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        places = [cleaned.get(str(row.project.uid)) for row in self.tie]
        if all(places) and len(set(places)) != len(places):
            raise forms.ValidationError(_("Give each proposal its own place."))
        return cleaned

    def order(self) -> list[Any]:
        """The projects, best first."""
        place = {row.project.pk: int(self.cleaned_data[str(row.project.uid)]) for row in self.tie}
        return sorted((row.project for row in self.tie), key=lambda project: place[project.pk])


def _amount(typed: str) -> str:
    if not typed:
        return ""
    try:
        return str(parse_amount(typed, get_language() or "en"))
    except ValueError as wrong:
        raise forms.ValidationError(str(wrong)) from wrong


def _cut(typed: str) -> str:
    if typed.endswith("%"):
        share = parse_amount(typed[:-1], get_language() or "en")
        if share > 100:
            raise ValueError(typed)
        return f"{share.normalize():f}%"
    return str(parse_amount(typed, get_language() or "en"))
