"""The register of organisations: finding one, and adding one that is not there yet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from core.errors import DomainError, NotAllowed
from partners.identifiers import SCHEMES, check_identifier, possible_numbers
from partners.models import Identifier, Organisation, OrganisationQuerySet
from partners.states import IdentifierScheme, LegalStatus, OrganisationType
from programmes.models import Region

__all__ = ["check_identifier", "complete_organisation", "create_organisation", "find"]

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
LONGEST = {"name": 250, "name_english": 250, "street": 100, "postcode": 20, "city": 100, "website": 250}
LONGEST_CODE = 40
_is_url = URLValidator(schemes=["http", "https"])


def find(query: str, country: str = "") -> OrganisationQuerySet:
    """Organisations that `query` may mean: by registered number, else by name, the closest first.

    Accents, capitals and small slips are forgiven. The caller bounds the number of rows.
    """
    words = " ".join(UNSTORABLE.sub("", query).split())[:200]
    organisations = Organisation.objects.prefetch_related("identifiers")
    if country:
        organisations = organisations.filter(country=country)
    if not words:
        return organisations.none()
    numbers = possible_numbers(words)
    by_number = organisations.with_number(numbers) if numbers else organisations.none()
    return by_number if numbers and by_number.exists() else organisations.named_like(words)


class Details(TypedDict, total=False):
    """What may be told of an organisation beside its name, country and numbers."""

    name_english: str
    legal_status: str
    type: str
    region: str
    street: str
    postcode: str
    city: str
    website: str


def create_organisation(
    *,
    by: User,
    name: str,
    country: str,
    identifiers: Mapping[str, str] | None = None,
    creation_key: UUID | None = None,
    is_demo: bool = False,
    **details: Unpack[Details],
) -> Organisation:
    """Add an organisation; any person who is signed in may.

    The same `creation_key` by the same person gives the organisation that it made the first time. Raises
    DomainError when something is wrong or a number is taken.
    """
    if not by.is_active:
        raise NotAllowed(_("Sign in to add an organisation."))
    given = {"name": name, **{field: str(text) for field, text in details.items()}}
    values = {field: _line(field, text) for field, text in given.items()}
    _check(values, country)
    numbers = _numbers(identifiers or {}, country)
    organisation = Organisation(**values, country=country, created_by=by, is_demo=is_demo or by.is_demo)
    if creation_key:
        organisation.uid = creation_key
    with transaction.atomic():
        made = _made_before(organisation)
        if made:
            return made
        _refuse_taken(numbers)
        made = _save(organisation, numbers)
        if made:
            return made
        new = {**values, "country": country, "identifiers": numbers}
        trail.record(organisation.chain, "create", by=by, new=new)
    return organisation


def complete_organisation(
    organisation: Organisation, *, by: User, **details: Unpack[Details]
) -> Organisation:
    """Fill in what the register does not know yet; what it knows stays as it is.

    Raises DomainError when something is wrong.
    """
    if not by.is_active:
        raise NotAllowed(_("Sign in to complete an organisation."))
    given = {field: _line(field, str(text)) for field, text in details.items()}
    with transaction.atomic():
        fresh = Organisation.objects.select_for_update().get(pk=organisation.pk)
        new = {field: text for field, text in given.items() if text and not getattr(fresh, field)}
        _check({**new, "name": fresh.name}, fresh.country)
        for field, text in new.items():
            setattr(fresh, field, text)
        if new:
            fresh.save(update_fields=list(new))
            trail.record(fresh.chain, "complete", by=by, new=new)
    return fresh


def _made_before(organisation: Organisation) -> Organisation | None:
    return Organisation.objects.filter(uid=organisation.uid, created_by=organisation.created_by).first()


def _save(organisation: Organisation, numbers: Mapping[str, str]) -> Organisation | None:
    """Write the rows; None when they are new, else the same person's from the same moment.

    A number that somebody else took in the same moment is refused as if it had been there before.
    """
    try:
        with transaction.atomic():
            organisation.save(force_insert=True)
            Identifier.objects.bulk_create(
                Identifier(organisation=organisation, scheme=scheme, value=value)
                for scheme, value in numbers.items()
            )
    except IntegrityError:
        made = _made_before(organisation)
        if made is None:
            _refuse_taken(numbers)
            raise
        return made
    return None


def _refuse_taken(numbers: Mapping[str, str]) -> None:
    for scheme, value in numbers.items():
        taken = Identifier.objects.filter(scheme=scheme, value=value).select_related("organisation").first()
        if taken:
            text = _("%(name)s already has this number; choose it instead of adding it again.")
            raise DomainError(text % {"name": taken.organisation.name})


def _line(field: str, text: str) -> str:
    line = " ".join(text.split())
    if UNSTORABLE.search(line):
        raise DomainError(_("A text holds characters that can't be stored; type it again."))
    limit = LONGEST.get(field, LONGEST_CODE)
    if len(line) > limit:
        told = {"start": line[:30], "limit": limit}
        raise DomainError(_("“%(start)s…” is too long; use at most %(limit)s characters.") % told)
    return line


def _check(values: Mapping[str, str], country: str) -> None:
    region = values.get("region", "")
    if not values["name"]:
        raise DomainError(_("Give the organisation's name."))
    if not re.fullmatch("[A-Z]{2}", country):
        raise DomainError(_("Choose the organisation's country."))
    if region and not Region.objects.filter(code=region, level=3, country=country).exists():
        raise DomainError(_("This region does not lie in the organisation's country; choose another."))
    if values.get("legal_status", "") not in {"", *LegalStatus.values}:
        raise DomainError(_("Choose whether the organisation is public or private."))
    if values.get("type", "") not in {"", *OrganisationType.values}:
        raise DomainError(_("Choose a type of organisation from the list."))
    if values.get("website"):
        try:
            _is_url(values["website"])
        except ValidationError as error:
            raise DomainError(_("Write the website like https://www.example.org.")) from error


def _numbers(identifiers: Mapping[str, str], country: str) -> dict[str, str]:
    numbers = {}
    for scheme, value in identifiers.items():
        if not value.strip():
            continue
        try:
            numbers[scheme] = check_identifier(scheme, value)
        except ValueError as error:
            raise DomainError(str(error)) from error
        if SCHEMES[scheme].country != country:
            text = _("A %(kind)s belongs to a different country from the organisation's.")
            raise DomainError(text % {"kind": IdentifierScheme(scheme).label})
    return numbers
