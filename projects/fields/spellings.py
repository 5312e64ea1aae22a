"""The one spelling of addresses, codes, links and periods, read from what a person typed or a page posted."""

from __future__ import annotations

import re
from uuid import UUID

from babel import Locale
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext as _

from projects.fields.outcomes import InvalidValue
from projects.form import FormField

# NUTS writes two countries otherwise than ISO 3166.
_ISO = {"EL": "GR", "UK": "GB"}
_COUNTRIES = frozenset(str(code) for code in Locale("en").territories if re.fullmatch(r"[A-Z]{2}", str(code)))
CLOSURE = 255
MOST_LINKS = 400


def within_limit(field: FormField, text: str) -> None:
    """InvalidValue when the text is longer than the field takes."""
    if field.limit is not None and len(text) > field.limit:
        raise InvalidValue(
            _("Keep it to %(limit)d characters: these are %(count)d.")
            % {"limit": field.limit, "count": len(text)}
        )


def email(field: FormField, text: str) -> str:
    """An e-mail address as typed."""
    within_limit(field, text)
    try:
        EmailValidator()(text)
    except ValidationError as error:
        raise InvalidValue(_("Give a full e-mail address, such as name@example.org.")) from error
    return text


def phone(field: FormField, text: str) -> str:
    """Digits with the usual signs between them."""
    within_limit(field, text)
    if not re.fullmatch(r"[0-9+()/. -]*[0-9][0-9+()/. -]*", text):
        raise InvalidValue(_("A telephone number has digits, spaces and the signs + ( ) / - . only."))
    return text


def address(field: FormField, text: str) -> str:
    """The address of a website, with https:// before it unless another scheme of the web was typed."""
    found = text if "://" in text else f"https://{text}"
    within_limit(field, found)
    try:
        URLValidator(schemes=["http", "https"])(found)
    except ValidationError as error:
        raise InvalidValue(_("Give the address of a website, such as www.example.org.")) from error
    return found


def country(_field: FormField, text: str) -> str:
    """A country's code of two letters."""
    code = text.upper()
    if _ISO.get(code, code) not in _COUNTRIES:
        raise InvalidValue(_("Choose one from the list."))
    return code


def region(_field: FormField, text: str) -> str:
    """A NUTS code; whether there is such a region the save asks."""
    code = text.upper()
    if not re.fullmatch(r"[A-Z]{2}[A-Z0-9]{1,3}", code):
        raise InvalidValue(_("Choose one from the list."))
    return code


def period(_field: FormField, text: str) -> str:
    """The number of a period, from 1, or 255 for the closure."""
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= CLOSURE):
        raise InvalidValue(_("Choose one from the list."))
    return str(int(text))


def number(_field: FormField, text: str) -> str:
    """The number of a row as a list of choices posts it."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise InvalidValue(_("Choose one from the list."))
    return str(int(text))


def uid(_field: FormField, text: str) -> str:
    """The identity of one row."""
    try:
        return str(UUID(text))
    except ValueError as error:
        raise InvalidValue(_("Choose one from the list.")) from error


def categories(field: FormField, text: str) -> str:
    """Some of the field's fixed list with commas between them, each once, in the list's order."""
    given = {part.strip() for part in text.split(",")} - {""}
    known = [value for value, _label in field.choices]
    if not given <= set(known):
        raise InvalidValue(_("Choose one from the list."))
    return ",".join(value for value in known if value in given)


def uids(field: FormField, text: str) -> str:
    """Identities with commas between them, each once, in order."""
    given = [part.strip() for part in text.split(",")]
    if len(given) > MOST_LINKS:
        raise InvalidValue(_("Choose one from the list."))
    return ",".join(sorted({uid(field, part) for part in given if part}))
