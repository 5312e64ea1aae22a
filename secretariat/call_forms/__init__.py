"""The forms of a call's set-up, one for each page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from secretariat.call_forms.base import PartForm
from secretariat.call_forms.basics import BasicsForm
from secretariat.call_forms.checks import ChecksForm
from secretariat.call_forms.content import FieldsForm
from secretariat.call_forms.criteria import CriteriaForm
from secretariat.call_forms.judging import RulesForm
from secretariat.call_forms.offers import CostsForm, MoneyForm, ObjectivesForm
from secretariat.call_forms.scale import ScaleForm


@dataclass(frozen=True)
class Part:
    """A page of the set-up that is one form."""

    label: str | Promise
    form: type[PartForm]
    template: str = "part"


PARTS: Mapping[str, Part] = {
    "basics": Part(_("Dates and languages"), BasicsForm),
    "objectives": Part(_("Objectives"), ObjectivesForm),
    "money": Part(_("Money"), MoneyForm),
    "costs": Part(_("Costs"), CostsForm),
    "fields": Part(_("Fields of the form"), FieldsForm, "fields"),
    "rules": Part(_("Rules"), RulesForm, "rules"),
    "checks": Part(_("Screening"), ChecksForm, "checks"),
    "scale": Part(_("Scoring"), ScaleForm),
    "criteria": Part(_("Criteria"), CriteriaForm, "criteria"),
}

__all__ = ["PARTS", "Part", "PartForm"]
