"""Numbers by which organisations are registered: checked, stored compact, shown as people write them.

Check digits by python-stdnum. The Dutch Chamber of Commerce number has none; only its form is checked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.be import vat as be_vat
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.fr import siren as fr_siren
from stdnum.fr import siret as fr_siret
from stdnum.fr import tva as fr_tva
from stdnum.nl import btw as nl_btw

from partners.states import IdentifierScheme

CROSSROADS_BANK = gettext_lazy("the Crossroads Bank for Enterprises")
SIRENE = gettext_lazy("the Sirene register")
CHAMBER = gettext_lazy("the Business Register of the Dutch Chamber of Commerce")
VIES = gettext_lazy("the European VAT register VIES")


@dataclass(frozen=True)
class Scheme:
    """A kind of number: its country, an example, the register to look it up in, and how it is checked.

    `check` returns the number without its country prefix or raises stdnum's ValidationError; `groups` are the
    lengths in which the digits are shown, joined by `joint`.
    """

    country: str
    example: str
    register: Promise | str
    check: Callable[[str], str]
    prefix: str = ""
    groups: tuple[int, ...] = ()
    joint: str = " "


def _chamber_of_commerce(value: str) -> str:
    digits = re.sub(r"(?i)^kvk", "", re.sub(r"[\s.\-:]", "", value))
    if not re.fullmatch(r"[0-9]{8}", digits) or digits == "00000000":
        raise ValidationError
    return digits


SCHEMES: dict[str, Scheme] = {
    IdentifierScheme.BE_COMPANY: Scheme(
        "BE", "0403.019.261", CROSSROADS_BANK, be_vat.validate, groups=(4, 3, 3), joint="."
    ),
    IdentifierScheme.BE_VAT: Scheme(
        "BE", "BE 0403.019.261", VIES, be_vat.validate, prefix="BE", groups=(4, 3, 3), joint="."
    ),
    IdentifierScheme.FR_SIREN: Scheme("FR", "552 008 443", SIRENE, fr_siren.validate, groups=(3, 3, 3)),
    IdentifierScheme.FR_SIRET: Scheme(
        "FR", "732 829 320 00074", SIRENE, fr_siret.validate, groups=(3, 3, 3, 5)
    ),
    IdentifierScheme.FR_VAT: Scheme(
        "FR", "FR 40 303 265 045", VIES, fr_tva.validate, prefix="FR", groups=(2, 3, 3, 3)
    ),
    IdentifierScheme.NL_COMPANY: Scheme("NL", "12345678", CHAMBER, _chamber_of_commerce),
    IdentifierScheme.NL_VAT: Scheme(
        "NL", "NL 0044.95.445.B.01", VIES, nl_btw.validate, prefix="NL", groups=(4, 2, 3, 1, 2), joint="."
    ),
}


def check_identifier(scheme: str, value: str) -> str:
    """The number in the form that is stored (no separators; VAT numbers with their country).

    Raises ValueError with a translated text that says what the number should look like or where to find it.
    """
    known = SCHEMES.get(scheme)
    if known is None:
        raise ValueError(_("This kind of number is not known; choose one from the list."))
    example = {"kind": IdentifierScheme(scheme).label, "example": known.example}
    try:
        number = str(known.check(value.strip()))
    except InvalidChecksum as error:
        text = _("This %(kind)s has a wrong check digit; look it up in %(register)s.")
        raise ValueError(text % {**example, "register": known.register}) from error
    except (ValidationError, UnicodeError) as error:
        raise ValueError(_("A %(kind)s looks like %(example)s.") % example) from error
    if not re.fullmatch(r"[0-9A-Z]{8,15}", number):
        raise ValueError(_("A %(kind)s looks like %(example)s.") % example)
    return known.prefix + number


def show_identifier(scheme: str, value: str) -> str:
    """A stored number with the spaces or points that people expect."""
    known = SCHEMES[scheme]
    number = value.removeprefix(known.prefix)
    parts = []
    for length in known.groups:
        parts.append(number[:length])
        number = number[length:]
    shown = known.joint.join([*parts, number] if number else parts)
    return f"{known.prefix} {shown}".strip()


def schemes_of(country: str) -> list[IdentifierScheme]:
    """The kinds of number that organisations of a country have; empty when none is known for it."""
    return [IdentifierScheme(code) for code, scheme in SCHEMES.items() if scheme.country == country]


def possible_numbers(text: str) -> set[str]:
    """Every stored form that a searched text may stand for; empty when it is no registered number."""
    if not re.search(r"[0-9].*[0-9].*[0-9].*[0-9]", text):
        return set()
    found = set()
    for scheme in SCHEMES:
        try:
            found.add(check_identifier(scheme, text))
        except ValueError:
            continue
    return found
