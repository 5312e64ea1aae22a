"""Rates in rows are written as everywhere else."""

from decimal import Decimal

import pytest

from core import money
from secretariat.pages.ranking_rows import _percent


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("rate", ["0.00", "70.00", "70.50", "100.00", "33.33"])
def test_percent_is_that_of_money(rate, language):
    assert _percent(Decimal(rate), language) == money.percent(Decimal(rate), language)
