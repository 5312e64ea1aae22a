"""Cutting and rounding of exact decimals. Pure arithmetic, without Django."""

from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_UP, Context, Decimal

CENT = Decimal("0.01")
# Wide enough that no product or quotient of two amounts is rounded before we say how.
_WIDE = Context(prec=60)
_FIVE_DIGITS = Context(prec=5, rounding=ROUND_HALF_UP)


def floor2(value: Decimal) -> Decimal:
    """Cut to 2 decimals towards minus infinity."""
    return value.quantize(CENT, ROUND_FLOOR, _WIDE)


def down2(value: Decimal) -> Decimal:
    """Cut to 2 decimals towards zero."""
    return value.quantize(CENT, ROUND_DOWN, _WIDE)


def half_up2(value: Decimal) -> Decimal:
    """Round to 2 decimals, a half away from zero."""
    return value.quantize(CENT, ROUND_HALF_UP, _WIDE)


def half_down2(value: Decimal) -> Decimal:
    """Round to 2 decimals, a half towards zero."""
    return value.quantize(CENT, ROUND_HALF_DOWN, _WIDE)


def percentage(part: Decimal, whole: Decimal) -> Decimal:
    """`part` as percent of `whole`, unrounded to 60 digits; 0 when the whole is 0."""
    return _WIDE.divide(_WIDE.multiply(part, Decimal(100)), whole) if whole else Decimal(0)


def five_digits(part: Decimal, whole: Decimal) -> Decimal:
    """`part` divided by `whole`, rounded to 5 significant digits, a half away from zero; `whole` is not 0."""
    return _FIVE_DIGITS.divide(part, whole)
