"""What the rules of a call can say: the parameters of each kind, their check, and the rule in plain words.

projects.eligibility judges proposals by them. Of a lowest and a highest value one may be left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from babel import Locale
from babel.lists import format_list
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from calls.states import RuleKind
from core import money

# Country codes as in NUTS.
MEMBER_STATES = frozenset(
    {
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    }
)
_ISO = {"EL": "GR", "UK": "GB"}


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


@dataclass(frozen=True)
class Schema:
    """The names that a kind of rule knows; `one_of` are bounds of which at least one must stand."""

    whole: tuple[str, ...] = ()
    decimal: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    has_sides: bool = False
    highest: Decimal = money.LARGEST


_BOUNDS = ("minimum", "maximum")
SCHEMAS: dict[str, Schema] = {
    RuleKind.MIN_COUNTRIES: Schema(
        whole=("minimum", "member_states"), required=("minimum",), highest=Decimal(50)
    ),
    RuleKind.ONE_LEAD: Schema(),
    RuleKind.BOTH_SIDES: Schema(has_sides=True),
    RuleKind.PARTNER_COUNT: Schema(whole=_BOUNDS, one_of=_BOUNDS, highest=Decimal(50)),
    RuleKind.MAX_RATE: Schema(decimal=("maximum",), required=("maximum",), highest=Decimal(100)),
    RuleKind.DURATION: Schema(whole=_BOUNDS, one_of=_BOUNDS, highest=Decimal(999)),
    RuleKind.TOTAL_BUDGET: Schema(decimal=_BOUNDS, one_of=_BOUNDS),
    RuleKind.GRANT: Schema(decimal=_BOUNDS, one_of=_BOUNDS),
}


def validate(kind: str, parameters: object) -> None:
    """ValidationError, in words, when a rule of this kind cannot have these parameters."""
    terms_of(kind, parameters)


def terms_of(kind: str, parameters: object) -> Terms:
    """The parameters as values. ValidationError when they are not what the kind takes."""
    schema = SCHEMAS.get(kind)
    if schema is None or not isinstance(parameters, Mapping):
        raise ValidationError(_("This is not a rule that the portal knows."))
    known = {*schema.whole, *schema.decimal, *(("sides",) if schema.has_sides else ())}
    if unknown := sorted(str(name) for name in parameters if name not in known):
        raise ValidationError(_("The rule has no parameter “%(name)s”.") % {"name": unknown[0]})
    found = {name: _whole(name, parameters[name], schema) for name in schema.whole if name in parameters}
    found |= {name: _decimal(name, parameters[name], schema) for name in schema.decimal if name in parameters}
    if missing := [name for name in schema.required if name not in found]:
        raise ValidationError(_("The rule needs the parameter “%(name)s”.") % {"name": missing[0]})
    if schema.one_of and not found:
        raise ValidationError(_("The rule needs a lowest or a highest value."))
    if len(found) > 1 and schema.one_of and found["minimum"] > found["maximum"]:
        raise ValidationError(_("The lowest value is above the highest."))
    return Terms(
        minimum=found.get("minimum"),
        maximum=found.get("maximum"),
        member_states=int(found.get("member_states", 0)),
        sides=_sides(parameters.get("sides")) if schema.has_sides else (),
    )


def _whole(name: str, value: object, schema: Schema) -> Decimal:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= schema.highest:
        message = _("“%(name)s” is a whole number from 0 to %(highest)s.")
        raise ValidationError(message % {"name": name, "highest": schema.highest})
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
        raise ValidationError(_("“sides” are two lists or more of country or region codes."))
    return tuple(tuple(side) for side in sides)


def country_name(code: str) -> str:
    """The country's name in the active language; a region's code as it is."""
    names: Mapping[str, str] = _locale().territories
    return names.get(_ISO.get(code, code), code)


def enumerate_words(words: list[str], style: str = "standard") -> str:
    """Words with commas and "and" ("or" in the style "or") as the active language has it."""
    return str(format_list(words, style=style, locale=_locale()))  # type: ignore[arg-type]


def describe(rule: AnyRule) -> str:
    """The rule in one sentence in the active language. ValidationError when its parameters are not valid."""
    return _WORDS[rule.kind](terms_of(rule.kind, rule.parameters))


def _locale() -> Locale:
    return Locale((get_language() or "en")[:2])


def _countries(terms: Terms) -> str:
    number = int(terms.minimum or 0)
    text = ngettext(
        "Partners come from at least %(count)d country of the programme.",
        "Partners come from at least %(count)d countries of the programme.",
        number,
    ) % {"count": number}
    if not terms.member_states:
        return text
    states = ngettext(
        "At least %(count)d of them is a Member State of the European Union.",
        "At least %(count)d of them are Member States of the European Union.",
        terms.member_states,
    )
    return f"{text} {states % {'count': terms.member_states}}"


def _both_sides(terms: Terms) -> str:
    sides = enumerate_words([enumerate_words([country_name(c) for c in side], "or") for side in terms.sides])
    return _("Each side of the border has at least one partner: %(sides)s.") % {"sides": sides}


def _partner_count(terms: Terms) -> str:
    return _between(
        terms,
        lambda number: str(int(number)),
        _("From %(minimum)s to %(maximum)s partners take part."),
        _("At least %(minimum)s partners take part."),
        _("At most %(maximum)s partners take part."),
    )


def _duration(terms: Terms) -> str:
    return _between(
        terms,
        lambda number: str(int(number)),
        _("The project lasts from %(minimum)s to %(maximum)s months."),
        _("The project lasts at least %(minimum)s months."),
        _("The project lasts at most %(maximum)s months."),
    )


def _total_budget(terms: Terms) -> str:
    return _between(
        terms,
        _eur,
        _("The total budget is between %(minimum)s and %(maximum)s."),
        _("The total budget is at least %(minimum)s."),
        _("The total budget is at most %(maximum)s."),
    )


def _grant(terms: Terms) -> str:
    return _between(
        terms,
        _eur,
        _("The grant of the European Union is between %(minimum)s and %(maximum)s."),
        _("The grant of the European Union is at least %(minimum)s."),
        _("The grant of the European Union is at most %(maximum)s."),
    )


def _max_rate(terms: Terms) -> str:
    rate = money.percent(terms.maximum or Decimal(0), str(_locale()))
    return _("European funds pay at most %(rate)s of the eligible costs.") % {"rate": rate}


def _eur(amount: Decimal) -> str:
    return money.eur(amount, str(_locale()))


def _between(terms: Terms, shown: Callable[[Decimal], str], both: str, low: str, high: str) -> str:
    text = low if terms.maximum is None else high if terms.minimum is None else both
    bounds = {"minimum": terms.minimum, "maximum": terms.maximum}
    return text % {name: "" if bound is None else shown(bound) for name, bound in bounds.items()}


_WORDS: dict[str, Callable[[Terms], str]] = {
    RuleKind.MIN_COUNTRIES: _countries,
    RuleKind.ONE_LEAD: lambda _terms: _("Exactly one partner leads the project."),
    RuleKind.BOTH_SIDES: _both_sides,
    RuleKind.PARTNER_COUNT: _partner_count,
    RuleKind.MAX_RATE: _max_rate,
    RuleKind.DURATION: _duration,
    RuleKind.TOTAL_BUDGET: _total_budget,
    RuleKind.GRANT: _grant,
}
