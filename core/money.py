"""Amounts in euro: how people write them, how they are shown; cutting and rounding as in core/rounding.py."""

import re
from decimal import Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.numbers import format_currency, format_percent
from django.utils.translation import gettext as _

from core.rounding import CENT, down2, floor2, half_up2

__all__ = ["CENT", "LARGEST", "down2", "eur", "floor2", "half_up2", "parse_amount", "percent", "written"]

LARGEST = Decimal("999999999.99")

_WRITTEN = {
    "nl": ("€\u00a0%s", str.maketrans(",.", ".,")),
    "fr": ("%s\u00a0€", str.maketrans(",.", "\u202f,")),
    "en": ("€%s", str.maketrans("", "")),
}
_DECIMAL_SIGN = {"nl": ",", "fr": ",", "en": "."}
_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\t"), " ")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([ .,'])[0-9]{3})(?:\1[0-9]{3})*")


def eur(amount: Decimal, language: str) -> str:
    """The amount as a reader of `language` writes it: "€ 1.234,56", "1 234,56 €", "€1,234.56".

    Amounts of zero or more are written here, for lists have many: the same as Babel, a tenth of its time.
    """
    if language not in _WRITTEN or not amount.is_finite() or amount.is_signed():
        return str(format_currency(amount, "EUR", locale=language))
    pattern, signs = _WRITTEN[language]
    return pattern % f"{amount:,.2f}".translate(signs)


def written(amount: Decimal, language: str) -> str:
    """The amount without the sign of the euro, for tables and boxes: "1.234,56", "1 234,56", "1,234.56"."""
    text = f"{amount:,.2f}"
    return text.translate(_WRITTEN[language][1]) if language in _WRITTEN else text


def about(amount: Decimal, language: str) -> str:
    """A rounded amount without the cents that it never had: "€ 24.800.000"."""
    pattern = {"nl": "¤\u00a0#,##0", "fr": "#,##0\u00a0¤"}.get(language, "¤#,##0")
    whole = amount.quantize(Decimal(1), rounding="ROUND_HALF_UP")
    return str(format_currency(whole, "EUR", pattern, locale=language, currency_digits=False))


@lru_cache(maxsize=5000)
def percent(rate: Decimal, language: str) -> str:
    """A rate in percent (60 or 23.45) as a reader of `language` writes it, without needless zeros."""
    return str(format_percent(rate / 100, locale=_locale(language), decimal_quantization=False))


@cache
def _locale(language: str) -> Locale:
    """Found once: looking for its data takes longer than writing a number."""
    return Locale.parse(language)


def parse_amount(text: str, language: str) -> Decimal:
    """Read an amount from 0 to 999,999,999.99 EUR as typed by a reader of `language`.

    The rule, the same in every language but for the last point:

    - a euro sign or "EUR" before or after is allowed, and so are spaces around;
    - groups of exactly three digits may be parted by spaces, or by a full stop, comma or apostrophe;
    - when both a full stop and a comma stand there, the last of them is the decimal sign;
    - a single full stop or comma before one or two digits is the decimal sign;
    - a single full stop or comma before exactly three digits parts thousands when it is not the decimal sign
      of the language ("1.234" is 1234 in Dutch and French, "1,234" is 1234 in English), and is refused
      otherwise, because a third decimal is not an amount.

    Raises ValueError with a translated text that says how to write the amount.
    """
    typed = text.translate(_SPACES).strip()
    for sign in ("€", "EUR", "eur"):
        typed = typed.removeprefix(sign).removesuffix(sign).strip()
    if len(typed) > 40 or not re.fullmatch(r"-?[0-9][0-9 .,']*", typed):
        raise ValueError(_("Write the amount in digits, for example %(example)s.") % _example(language))
    if typed.startswith("-"):
        raise ValueError(_("Give an amount of zero or more."))
    whole, decimals = _split(typed, language)
    if not re.fullmatch(r"[0-9]+", whole) and not _GROUPED.fullmatch(whole):
        raise ValueError(
            _("It is not clear what this amount means. Write it like %(example)s.") % _example(language)
        )
    amount = Decimal(re.sub(r"[ .,']", "", whole) + "." + (decimals or "00"))
    if amount > LARGEST:
        raise ValueError(_("Give an amount of at most %(largest)s.") % {"largest": eur(LARGEST, language)})
    return amount.quantize(CENT)


def _example(language: str) -> dict[str, str]:
    return {"example": {"nl": "1.234,56", "fr": "1 234,56"}.get(language[:2], "1,234.56")}


def _split(typed: str, language: str) -> tuple[str, str]:
    """The whole part as typed, and the digits after the decimal sign."""
    found = re.fullmatch(r"(.*?)(?:([.,])([0-9]*))?", typed)
    if found is None or found[2] is None:
        return typed, ""
    whole, sign, tail = found[1], found[2], found[3]
    both = "." in typed and "," in typed
    own_sign = _DECIMAL_SIGN.get(language[:2], ".")
    if len(tail) in (1, 2) and sign not in whole:
        return whole, tail
    if len(tail) > 2 and ((both and sign not in whole) or (sign == own_sign and sign not in whole)):
        raise ValueError(_("Give at most two decimals, for example %(example)s.") % _example(language))
    return typed, ""
