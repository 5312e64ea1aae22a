"""The class of an enterprise by its figures, at and around every ceiling."""

from decimal import Decimal

import pytest

from partners.sizes import size_by
from partners.states import SizeClass

MILLION = Decimal(1_000_000)


@pytest.mark.parametrize(
    ("staff", "turnover", "balance", "size"),
    [
        (9, 2, 3, SizeClass.MICRO),
        (10, 2, 2, SizeClass.SMALL),
        (9, 3, 3, SizeClass.SMALL),
        (49, 11, 10, SizeClass.SMALL),
        (50, 10, 10, SizeClass.MEDIUM),
        (249, 50, 44, SizeClass.MEDIUM),
        (249, 51, 43, SizeClass.MEDIUM),
        (249, 51, 44, SizeClass.LARGE),
        (250, 1, 1, SizeClass.LARGE),
        (250, None, None, SizeClass.LARGE),
        (100, 60, None, SizeClass.UNKNOWN),
        (100, 50, None, SizeClass.MEDIUM),
        (100, None, None, SizeClass.UNKNOWN),
        (None, 1, 1, SizeClass.UNKNOWN),
        (0, 0, 0, SizeClass.MICRO),
    ],
)
def test_size_by_figures(staff, turnover, balance, size):
    amounts = [None if amount is None else amount * MILLION for amount in (turnover, balance)]
    assert size_by(staff, *amounts) == size


def test_one_cent_above_is_above():
    assert size_by(249, 50 * MILLION + Decimal("0.01"), 43 * MILLION + Decimal("0.01")) == SizeClass.LARGE
