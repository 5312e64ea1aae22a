"""The parameters of each kind of rule, and their check; of lowest and highest one may be left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from calls.states import RuleKind
from core import money
from core.texts import LANGUAGES
from partners.states import LegalStatus, OrganisationType

OUTSIDE = ("justified", "refused")
NUMBERS = ("ignored", "compared")
# Parameters that are counts, where others are numbers with or without decimals.
_COUNTS = frozenset({"member_states", "share", "letters"})


class AnyRule(Protocol):
    """A rule of a call, from its table or from a frozen dossier."""

    @property
    def kind(self) -> str: ...

    @property
    def parameters(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class Terms:
    """A rule's parameters as values: counts and months are whole numbers, amounts EUR, rates percent."""

    minimum: Decimal | None = None
    maximum: Decimal | None = None
    member_states: int = 0
    sides: tuple[tuple[str, ...], ...] = ()
    earliest: date | None = None
    latest: date | None = None
    allowed: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    outside: str = ""
    share: int = 0
    letters: int = 0
    numbers: str = ""


@dataclass(frozen=True)
class Schema:
    """The names that a kind of rule knows, by what they hold.

    `percents` are whole, from 1 to 100. `one_of` are names of which at least one must stand; `lists` and
    `choices` name the values that they take.
    """

    whole: tuple[str, ...] = ()
    percents: tuple[str, ...] = ()
    decimal: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    lists: Mapping[str, tuple[str, ...]] | None = None
    choices: Mapping[str, tuple[str, ...]] | None = None
    required: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    has_sides: bool = False
    least_allowed: int = 0
    highest: Decimal = money.LARGEST

    @property
    def names(self) -> frozenset[str]:
        """Every parameter that the kind takes."""
        named = (
            *self.whole,
            *self.percents,
            *self.decimal,
            *self.dates,
            *(self.lists or {}),
            *(self.choices or {}),
        )
        return frozenset({*named, *(("sides",) if self.has_sides else ())})


_BOUNDS = ("minimum", "maximum")
_DAYS = ("earliest", "latest")
_TYPES = dict.fromkeys(("allowed", "excluded"), tuple(OrganisationType.values))
_AMOUNTS = Schema(decimal=_BOUNDS, one_of=_BOUNDS)
SCHEMAS: dict[str, Schema] = {
    RuleKind.MIN_COUNTRIES: Schema(
        whole=("minimum", "member_states"), required=("minimum",), highest=Decimal(50)
    ),
    RuleKind.ONE_LEAD: Schema(),
    RuleKind.BOTH_SIDES: Schema(has_sides=True),
    RuleKind.PARTNER_COUNT: Schema(whole=_BOUNDS, one_of=_BOUNDS, highest=Decimal(50)),
    RuleKind.AREA: Schema(choices={"outside": OUTSIDE}, required=("outside",)),
    RuleKind.PARTNER_TYPES: Schema(lists=_TYPES, one_of=("allowed", "excluded")),
    RuleKind.PARTNER_STATUS: Schema(lists={"allowed": tuple(LegalStatus.values)}, required=("allowed",)),
    RuleKind.MAX_RATE: Schema(decimal=("maximum",), required=("maximum",), highest=Decimal(100)),
    RuleKind.DURATION: Schema(whole=_BOUNDS, one_of=_BOUNDS, highest=Decimal(999)),
    RuleKind.WINDOW: Schema(dates=_DAYS, one_of=_DAYS),
    RuleKind.TOTAL_BUDGET: _AMOUNTS,
    RuleKind.GRANT: _AMOUNTS,
    RuleKind.PARTNER_BUDGET: _AMOUNTS,
    RuleKind.PARTNER_GRANT: _AMOUNTS,
    RuleKind.PREPARATION: Schema(decimal=("maximum",), required=("maximum",), highest=Decimal(100)),
    RuleKind.LANGUAGES: Schema(lists={"allowed": tuple(LANGUAGES)}, required=("allowed",)),
    RuleKind.EQUAL_CONTENT: Schema(
        whole=("letters",),
        percents=("share",),
        lists={"allowed": tuple(LANGUAGES)},
        choices={"numbers": NUMBERS},
        required=("allowed", "share"),
        least_allowed=2,
        highest=Decimal(5000),
    ),
    RuleKind.SAME_PROPOSAL: Schema(),
    RuleKind.CONFIRMED: Schema(),
    RuleKind.SME_SIDES: Schema(has_sides=True),
    RuleKind.NO_DIFFICULTY: Schema(),
    RuleKind.FOLLOW_UP: Schema(whole=_BOUNDS, one_of=_BOUNDS, highest=Decimal(99)),
    RuleKind.REGION_INSTRUMENTS: Schema(),
    RuleKind.FUNDS_LINK: Schema(whole=("minimum",), required=("minimum",), highest=Decimal(50)),
    RuleKind.STAKEHOLDERS: Schema(whole=("minimum",), required=("minimum",), highest=Decimal(50)),
}


def validate(kind: str, parameters: object) -> None:
    """ValidationError, in words, when a rule of this kind cannot have these parameters."""
    terms_of(kind, parameters)


def terms_of(kind: str, parameters: object) -> Terms:
    """The parameters as values. ValidationError when they are not what the kind takes."""
    schema = SCHEMAS.get(kind)
    if schema is None or not isinstance(parameters, Mapping):
        raise ValidationError(_("This is not a rule that the portal knows."))
    if unknown := sorted(str(name) for name in parameters if name not in schema.names):
        raise ValidationError(_("The rule has no parameter “%(name)s”.") % {"name": unknown[0]})
    found: dict[str, Any] = {name: _read(name, parameters[name], schema) for name in parameters}
    if schema.has_sides and "sides" not in found:
        found["sides"] = _sides(None)
    if missing := [name for name in schema.required if name not in found]:
        raise ValidationError(_("The rule needs the parameter “%(name)s”.") % {"name": missing[0]})
    if schema.one_of and not found:
        raise ValidationError(_("The rule needs at least one of its values."))
    _require_sense(schema, found)
    return Terms(**found)


def _require_sense(schema: Schema, found: Mapping[str, Any]) -> None:
    """ValidationError when values that are right one by one do not go together."""
    for low, high in (_BOUNDS, _DAYS):
        if low in found and high in found and found[low] > found[high]:
            raise ValidationError(_("The lowest value is above the highest."))
    if len(found.get("allowed", ())) < schema.least_allowed and "allowed" in found:
        raise ValidationError(_("Name the languages that are compared, at least two."))


def _read(name: str, value: object, schema: Schema) -> Any:
    if name in (*schema.whole, *schema.percents):
        number = _whole(name, value, schema)
        return int(number) if name in _COUNTS else number
    if name in schema.decimal:
        return _decimal(name, value, schema)
    if name in schema.dates:
        return _date(name, value)
    if schema.lists and name in schema.lists:
        return _list(name, value, schema.lists[name])
    if schema.choices and name in schema.choices:
        return _choice(name, value, schema.choices[name])
    return _sides(value)


def _date(name: str, value: object) -> date:
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError as error:
        raise ValidationError(_("“%(name)s” is a date such as 2027-12-31.") % {"name": name}) from error


def _list(name: str, value: object, known: tuple[str, ...]) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else []
    if not listed or any(one not in known for one in listed) or len(set(listed)) < len(listed):
        raise ValidationError(_("“%(name)s” is a list of values that the portal knows.") % {"name": name})
    return tuple(listed)


def _choice(name: str, value: object, known: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in known:
        message = _("“%(name)s” is one of: %(known)s.")
        raise ValidationError(message % {"name": name, "known": ", ".join(known)})
    return value


def _whole(name: str, value: object, schema: Schema) -> Decimal:
    least, most = (1, Decimal(100)) if name in schema.percents else (0, schema.highest)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        message = _("“%(name)s” is a whole number from %(least)d to %(highest)s.")
        raise ValidationError(message % {"name": name, "least": least, "highest": most})
    return Decimal(value)


def _decimal(name: str, value: object, schema: Schema) -> Decimal:
    try:
        found = Decimal(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else None
    except InvalidOperation:
        found = None
    if found is None or not _is_plain(found, schema.highest):
        message = _("“%(name)s” is a number from 0 to %(highest)s with two decimals, written as text.")
        raise ValidationError(message % {"name": name, "highest": schema.highest})
    return found.quantize(money.CENT)


def _is_plain(number: Decimal, highest: Decimal) -> bool:
    return number.is_finite() and 0 <= number <= highest and number == number.quantize(money.CENT)


def _sides(value: object) -> tuple[tuple[str, ...], ...]:
    """Two sides or more, each of country or NUTS codes by which the regions of that side begin."""
    sides = value if isinstance(value, list) else []
    codes = [code for side in sides for code in (side if isinstance(side, list) else [None])]
    if len(sides) < 2 or not all(sides) or not all(isinstance(it, str) and 2 <= len(it) <= 5 for it in codes):
        raise ValidationError(_("“sides” are two or more lists of country or region codes."))
    return tuple(tuple(side) for side in sides)
