"""What applicants tell of contractors of public procurement."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from apply.forms.offered import offer
from core.countries import EVERYWHERE, countries_by_name
from core.money import LARGEST
from projects.contractors import Award
from projects.models import Contractor

_PERSON = ("first_name", "surname")


class ContractorForm(forms.Form):
    """One contract. `key` lets one press of the button name it once."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    partner = forms.TypedChoiceField(label=_("Partner that awarded the contract"), coerce=uuid.UUID)
    name = forms.CharField(label=_("Name of the contractor"), required=False, max_length=250)
    is_natural_person = forms.BooleanField(
        label=_("The contractor is a natural person"),
        help_text=_("Then give first name and surname instead. The name is published for two years."),
        required=False,
    )
    first_name = forms.CharField(label=_("First name"), required=False, max_length=100)
    surname = forms.CharField(label=_("Surname"), required=False, max_length=149)
    country = forms.ChoiceField(label=_("Country of the contractor"))
    identifier = forms.CharField(
        label=_("VAT number or other public number"),
        help_text=_("For legal entities only."),
        required=False,
        max_length=100,
    )
    language = forms.ChoiceField(label=_("Language of your text"))
    subject = forms.CharField(
        label=_("What the contract is about"), help_text=_("In a few words, without names."), max_length=300
    )
    awarded_on = forms.DateField(
        label=_("Day on which the contract was awarded"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    amount = forms.DecimalField(
        label=_("Amount of the contract without VAT, in euros"),
        help_text=_("Leave it blank when it is not to be published."),
        required=False,
        min_value=0,
        max_value=LARGEST,
        decimal_places=2,
        localize=True,
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        partners: Sequence[tuple[str, str]],
        languages: Sequence[str],
        row: Contractor | None = None,
    ) -> None:
        kept = {name: getattr(row, name) for name in self.base_fields if name != "key"} if row else {}
        first = {"language": languages[0] if languages else ""}
        super().__init__(data, initial={"key": uuid.uuid4(), **first, **kept})
        offer(self, languages, partner=partners, country=[("", "–"), *countries_by_name(EVERYWHERE)])

    def clean(self) -> dict[str, Any]:
        """A legal entity has a name, a person two; nothing typed is thrown away unseen."""
        cleaned = super().clean() or self.cleaned_data
        is_person = bool(cleaned.get("is_natural_person"))
        asked, others = (_PERSON, ("name", "identifier")) if is_person else (("name",), _PERSON)
        for name in asked:
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("This field is required."))
        for name in others:
            if cleaned.get(name):
                self.add_error(name, _("This cannot be given for a natural person.") if is_person else _LEGAL)
        return cleaned

    def award(self) -> Award:
        """What was typed."""
        return Award(**{name: self.cleaned_data[name] for name in Award.__dataclass_fields__})


_LEGAL = _("Only natural persons have one. Say above that the contractor is one, or clear this field.")
