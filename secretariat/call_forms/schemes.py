"""What a programme manager types for the scheme of a funded project."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cascade.facts import COLUMNS
from cascade.states import SchemeKind
from core.errors import DomainError
from core.form_fields import PositiveAmountField
from core.texts import LANGUAGES, Text
from publications.models import Publication
from secretariat.call_forms.base import LANGUAGE_NAMES, say_beside

MOST_THEMES = 20
LONGEST = 250  # characters of a title


class CeilingsForm(forms.Form):
    """What a scheme says of itself, beside its themes; empty ceilings are not stated."""

    kind = forms.ChoiceField(label=_("Kind of scheme"), choices=SchemeKind.choices)
    total_budget = PositiveAmountField(label=_("European money in all, in euro"))
    max_grant = PositiveAmountField(label=_("Highest sub-grant, in euro"), required=False)
    rate = forms.DecimalField(
        label=_("Highest share of eligible costs, in percent"),
        min_value=1,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        localize=True,
    )
    max_months = forms.IntegerField(label=_("Months at most"), required=False, min_value=1, max_value=999)
    total_cost = PositiveAmountField(
        label=_("Cost of the small project fund in all, in euro"),
        required=False,
        help_text=_("Only for a small project fund: what small projects and managing them cost together."),
    )
    management_cost = PositiveAmountField(
        label=_("Of which for managing the fund, in euro"),
        required=False,
        help_text=_("20% at most: Regulation (EU) 2021/1059, Article 25(5)."),
    )
    target_projects = forms.IntegerField(
        label=_("Target: projects"), required=False, min_value=1, max_value=1_000_000
    )
    target_companies = forms.IntegerField(
        label=_("Target: companies"), required=False, min_value=1, max_value=1_000_000
    )
    source = forms.CharField(label=_("Where this is stated"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title"), help_text=str(LANGUAGE_NAMES[code]), required=False, max_length=LONGEST
            )

    def values(self) -> dict[str, Any]:
        """The columns of the scheme, of a valid form."""
        title = Text({code: self.cleaned_data[f"title_{code}"] for code in LANGUAGES})
        return {**{name: self.cleaned_data[name] for name in COLUMNS if name != "title"}, "title": title}

    def refuse(self, refusal: DomainError) -> None:
        """Say a refusal beside the field that it is about, or at the top."""
        say_beside(self, refusal)


class SchemeForm(CeilingsForm):
    """The same for a new one: with its operation, its code, and its themes as lines."""

    operation = forms.CharField(
        label=_("Code of the public project"),
        max_length=60,
        help_text=_("As in the address of its public page."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    code = forms.SlugField(label=_("Code of the scheme"), max_length=40)
    field_order = ("operation", "code")

    def __init__(self, *args: Any, programmes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programmes = programmes
        for code in LANGUAGES:
            self.fields[f"themes_{code}"] = forms.CharField(
                label=_("Themes, one on each line"),
                help_text=str(LANGUAGE_NAMES[code]),
                required=False,
                max_length=5000,
                widget=forms.Textarea(attrs={"rows": 4, "lang": code}),
            )

    def clean_operation(self) -> Publication:
        typed = self.cleaned_data["operation"]
        mine = Publication.objects.filter(programme_period__programme__in=self.programmes)
        found: Publication | None = (
            mine.select_related("programme_period__programme").filter(code=typed).first()
        )
        if found is None:
            raise forms.ValidationError(_("Your programmes have no public project with this code."))
        return found

    def clean(self) -> dict[str, Any]:
        """The same themes in each language in which any are given: as many lines, in the same order."""
        cleaned = super().clean() or self.cleaned_data
        given = {code: _lines(cleaned.get(f"themes_{code}") or "") for code in LANGUAGES}
        if wrong := _wrong(list(given.values())):
            self.add_error(f"themes_{LANGUAGES[0]}", wrong)
        return cleaned

    def themes(self) -> list[Text]:
        """The titles of the themes, in their order; of a valid form."""
        given = {code: _lines(self.cleaned_data[f"themes_{code}"]) for code in LANGUAGES}
        count = max(len(lines) for lines in given.values())
        return [Text({code: lines[n] for code, lines in given.items() if lines}) for n in range(count)]

    def values(self) -> dict[str, Any]:
        """What cascade.schemes.create takes beside the operation."""
        return {**super().values(), "code": self.cleaned_data["code"]}


def _wrong(given: list[list[str]]) -> str:
    """What is wrong with the themes of all languages, in words; empty when nothing is."""
    counts = {len(lines) for lines in given if lines}
    if len(counts) > 1:
        return str(_("Give the same number of themes in each language, in the same order."))
    if any(len(line) > LONGEST for lines in given for line in lines):
        return _("A theme has at most %(n)d characters.") % {"n": LONGEST}
    if counts and max(counts) > MOST_THEMES:
        return _("A scheme has at most %(n)d themes.") % {"n": MOST_THEMES}
    return ""


def _lines(typed: str) -> list[str]:
    """What stands on the lines, without empty ones."""
    return [line.strip() for line in typed.splitlines() if line.strip()]
