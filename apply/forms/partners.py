"""Finding an organisation in the register, or adding one, and taking it into the partnership."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.countries import countries_by_name
from core.money import parse_amount
from partners import register
from partners.identifiers import SCHEMES, schemes_of
from partners.models import Organisation
from partners.register import Details
from partners.states import LegalStatus, OrganisationType
from programmes.models import Region
from projects.models import Contribution, FinancedPart, Partnership

BLANK: list[tuple[str, str | Promise]] = [("", _("Choose"))]


def country_choices() -> list[tuple[str, str]]:
    """Countries of the register of regions, by their names in the reader's language."""
    return countries_by_name(Region.objects.filter(level=0).values_list("code", flat=True))


def region_choices(country: str) -> list[tuple[str, str | Promise]]:
    """The NUTS 3 regions of a country, by code."""
    regions = Region.objects.filter(country=country, level=3).order_by("code")
    return [*BLANK, *((region.code, f"{region.name} ({region.code})") for region in regions)]


class FindForm(forms.Form):
    """Searches the register by name or number."""

    q = forms.CharField(
        label=_("Name, or company or VAT number"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", _("All countries")), *country_choices()]  # type: ignore[attr-defined]


class JoinForm(forms.Form):
    """How an organisation takes part."""

    abbreviation = forms.CharField(
        label=_("Short name in this proposal"),
        max_length=15,
        help_text=_("At most 15 characters; tables and charts show it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=Partnership.Role.choices, initial=Partnership.Role.PARTNER
    )


class PlaceForm(forms.Form):
    """A new place in the order of partners, or the lead."""

    lead = forms.BooleanField(required=False)
    position = forms.IntegerField(required=False, min_value=1, max_value=99)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("lead") and not cleaned.get("position"):
            raise ValidationError(_("Choose a place."))
        return cleaned


class ContributionForm(forms.Form):
    """Money for the partner's share from another source; `parts` are those that are financed apart."""

    part = forms.ChoiceField(label=_("For what"), choices=FinancedPart.choices)
    source = forms.CharField(
        label=_("Who gives the money"), max_length=250, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    status = forms.ChoiceField(label=_("Kind of money"), choices=[*BLANK, *Contribution.Status.choices])
    amount = forms.CharField(
        label=_("Amount in euro"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, parts: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(parts) < 2:
            del self.fields["part"]

    def clean_amount(self) -> Decimal:
        try:
            return parse_amount(self.cleaned_data["amount"], get_language() or "en")
        except ValueError as error:
            raise ValidationError(str(error)) from error


class FactsForm(forms.Form):
    """What the register does not know yet of an organisation; only that is asked."""

    name_english = forms.CharField(label=_("Name in English"), max_length=250)
    legal_status = forms.ChoiceField(label=_("Legal status"), choices=[*BLANK, *LegalStatus.choices])
    type = forms.ChoiceField(label=_("Type of organisation"), choices=[*BLANK, *OrganisationType.choices])
    region = forms.ChoiceField(label=_("Region (NUTS 3)"))
    street = forms.CharField(label=_("Street and number"), max_length=100)
    postcode = forms.CharField(label=_("Postcode"), max_length=20)
    city = forms.CharField(label=_("Town"), max_length=100)
    website = forms.URLField(label=_("Website"), max_length=250, assume_scheme="https")

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            self.fields[name].required = False
            if getattr(organisation, name):
                del self.fields[name]
        if "region" in self.fields:
            self.fields["region"].choices = region_choices(organisation.country)  # type: ignore[attr-defined]


class OrganisationForm(JoinForm):
    """A new organisation of one country, with the numbers and regions of that country."""

    name = forms.CharField(label=_("Name in the original language"), max_length=250)
    name_english = forms.CharField(label=_("Name in English"), max_length=250, required=False)
    legal_status = forms.ChoiceField(label=_("Legal status"), choices=[*BLANK, *LegalStatus.choices])
    type = forms.ChoiceField(label=_("Type of organisation"), choices=[*BLANK, *OrganisationType.choices])
    region = forms.ChoiceField(label=_("Region (NUTS 3)"))
    street = forms.CharField(label=_("Street and number"), max_length=100, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=20, required=False)
    city = forms.CharField(label=_("Town"), max_length=100)
    website = forms.URLField(label=_("Website"), max_length=250, required=False, assume_scheme="https")
    creation_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    field_order = ["name", "name_english", "abbreviation", "role", "legal_status", "type", "region"]

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country = country
        self.schemes = schemes_of(country)
        self.fields["region"].choices = region_choices(country)  # type: ignore[attr-defined]
        for scheme in self.schemes:
            self.fields[scheme.value] = forms.CharField(
                label=scheme.label,
                max_length=30,
                required=False,
                help_text=_("For example %(example)s") % {"example": SCHEMES[scheme].example},
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
        self.order_fields([*self.field_order, *(scheme.value for scheme in self.schemes)])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for scheme in self.schemes:
            value = cleaned.get(scheme.value)
            if not value:
                continue
            try:
                cleaned[scheme.value] = register.check_identifier(scheme, value)
            except ValueError as error:
                self.add_error(scheme.value, str(error))
        return cleaned

    def identifiers(self) -> dict[str, str]:
        """The numbers given, in their compact form, by scheme."""
        given = {scheme.value: self.cleaned_data.get(scheme.value, "") for scheme in self.schemes}
        return {scheme: value for scheme, value in given.items() if value}

    def facts(self) -> dict[str, Any]:
        """What the register keeps of the organisation."""
        names = ["name", *Details.__annotations__, "creation_key"]
        return {name: self.cleaned_data[name] for name in names} | {"country": self.country}
