"""Form fields for the parts of a set-up, from the columns they fill."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models import (
    Fund,
    Indicator,
    KnownStrategy,
    PolicyObjective,
    ProgrammePeriod,
    SpecificObjective,
)
from programmes.setting_up.parts import Field, Part
from programmes.states import CostCategory

LONG = 255


class Results(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # takes none at run time
    """Result indicators, each with the objective it belongs to."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} ({obj.objective.code})"


class Strategies(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none at run time
    """The fixed list of strategies; cleans to the code."""

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return found.pk if found else ""


def _priority(edition: ProgrammePeriod, **options: Any) -> forms.Field:
    return forms.ModelChoiceField(edition.priorities.order_by("number"), **options)


def _objective(edition: ProgrammePeriod, **options: Any) -> forms.Field:
    mine = SpecificObjective.objects.filter(priority__programme_period=edition)
    return forms.ModelChoiceField(mine.order_by("priority__number", "code"), **options)


def _results(edition: ProgrammePeriod, **options: Any) -> forms.Field:
    mine = edition.indicators.filter(kind=Indicator.Kind.RESULT).select_related("objective")
    widget = forms.CheckboxSelectMultiple
    return Results(mine.order_by("objective__code", "identifier"), widget=widget, **options)


def _categories(edition: ProgrammePeriod, **options: Any) -> forms.Field:
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(choices=CostCategory.choices, widget=widget, **options)


def _strategy(edition: ProgrammePeriod, **options: Any) -> forms.Field:
    return Strategies(KnownStrategy.objects.all(), **options)


def _fund(edition: ProgrammePeriod, **options: Any) -> forms.Field:
    return forms.ModelChoiceField(Fund.objects.open_to(edition), **options)


def _all_of(model: type[models.Model]) -> Callable[..., forms.Field]:
    def build(edition: ProgrammePeriod, **options: Any) -> forms.Field:
        return forms.ModelChoiceField(model._default_manager.all(), **options)

    return build


# Fields whose choices depend on the edition, by part ("*": any part) and name.
OWN: Mapping[tuple[str, str], Callable[..., forms.Field]] = {
    ("*", "priority"): _priority,
    ("*", "objective"): _objective,
    ("*", "results"): _results,
    ("*", "categories"): _categories,
    ("strategies", "code"): _strategy,
    ("*", "fund"): _fund,
    ("*", "common"): _all_of(Indicator),
    ("*", "policy_objective"): _all_of(PolicyObjective),
}


def field_for(part: Part, field: Field, edition: ProgrammePeriod) -> forms.Field:
    """The form field of a field that is not a text in several languages."""
    options: dict[str, Any] = {
        "label": field.label,
        "help_text": field.help,
        "required": field.is_required,
    }
    build = OWN.get((part.key, field.name)) or OWN.get(("*", field.name))
    if build:
        return build(edition, **options)
    column = part.model._meta.get_field(field.name)
    made: forms.Field = cast(Any, column).formfield(**options)
    if isinstance(made, forms.DateField):
        made.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    if isinstance(made, forms.CharField):
        _roomy(made)
    return made


def text_field(field: Field, language: str) -> forms.CharField:
    """One language of a text. Nothing is cut while typing or pasting: the server counts and says so."""
    label = _("%(field)s (%(language)s)") % {"field": field.label, "language": LANGUAGE_NAMES[language]}
    made = forms.CharField(label=label, max_length=field.limit, required=False)
    _roomy(made)
    made.widget.attrs["lang"] = language
    return made


def _roomy(made: forms.CharField) -> None:
    if made.max_length and made.max_length >= LONG:
        made.widget = forms.Textarea(attrs={"rows": 3})
    made.widget.attrs.pop("maxlength", None)
    made.widget.attrs["autocomplete"] = "off"


LANGUAGE_NAMES = {"nl": _("Dutch"), "fr": _("French"), "en": _("English")}
