"""Funds and the partner's share; the project's money at a glance."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.budget import Financed, Step, by_partner, co_finance, overview, share
from tests.projects.budget import strategies


def test_co_finance_gives_the_lost_cents_to_the_partner():
    paid = co_finance(Decimal("100.01"), {"ERDF": Decimal("33.33"), "IPA": Decimal("33.33")})
    assert paid.funds == {"ERDF": Decimal("33.33"), "IPA": Decimal("33.33")}  # 33.333333 each, cut
    assert (paid.partner_share, paid.partner_share_rate) == (Decimal("33.35"), Decimal("33.34"))
    assert paid.steps == (
        Step("fund", Decimal("100.01"), Decimal("33.33"), Decimal("33.33"), "ERDF"),
        Step("fund", Decimal("100.01"), Decimal("33.33"), Decimal("33.33"), "IPA"),
        Step("partner_share", Decimal("100.01"), None, Decimal("33.35"), "partner_share"),
    )


@pytest.mark.parametrize("rate", ["-0.01", "100.01"])
def test_co_finance_refuses_a_rate_that_cannot_be(rate):
    with pytest.raises(ValueError, match="between 0 and 100"):
        co_finance(Decimal("100.00"), {"A": Decimal(rate)})


def test_co_finance_shows_too_much_funding_as_a_negative_share():
    paid = co_finance(Decimal("100.00"), {"A": Decimal(60), "B": Decimal("40.01")})
    assert (paid.partner_share, paid.partner_share_rate) == (Decimal("-0.01"), Decimal("-0.01"))


@given(strategies.amounts, strategies.fund_rates())
def test_funds_and_partner_share_are_the_total(total, rates):
    paid = co_finance(total, rates)
    assert sum(paid.funds.values()) + paid.partner_share == total
    assert sum(rates.values()) + paid.partner_share_rate == 100
    assert paid.partner_share >= 0
    for code, amount in paid.funds.items():
        exact = total * rates[code] / 100
        assert exact - Decimal("0.01") < amount <= exact


@given(strategies.amounts, strategies.rates, strategies.rates)
def test_a_higher_rate_never_pays_less(total, one, other):
    low, high = sorted([one, other])
    assert co_finance(total, {"A": low}).funds["A"] <= co_finance(total, {"A": high}).funds["A"]


def test_share_is_rounded_twice():
    assert share(Decimal(234449), Decimal(1000000)) == Decimal("23.45")
    assert share(Decimal("23444.9"), Decimal(1000000)) == Decimal("2.34")
    assert share(Decimal(0), Decimal(5)) == share(Decimal(5), Decimal("0.00")) == Decimal("0.00")
    assert share(Decimal(1), Decimal(3)) == Decimal("33.33")


PARTNERS = [
    Financed("1", Decimal("1000.01"), {"ERDF": Decimal("60.00")}, [("public", Decimal("400.01"))]),
    Financed(
        "2",
        Decimal("500.00"),
        {"ERDF": Decimal("30.00"), "IPA": Decimal("15.00")},
        [("private", Decimal("200.00")), ("automatic_public", Decimal("75.00")), ("", Decimal("9.00"))],
    ),
]


def test_by_partner_has_each_partner_and_the_totals():
    first, second, total = by_partner(PARTNERS)
    assert first.funds == {"ERDF": Decimal("600.00")}
    assert second.funds == {"ERDF": Decimal("150.00"), "IPA": Decimal("75.00")}
    assert total.funds == {"ERDF": Decimal("750.00"), "IPA": Decimal("75.00")}
    assert first.fund_shares == {"ERDF": Decimal("80.00")}
    assert total.fund_shares == {
        "ERDF": Decimal("50.00"),
        "IPA": Decimal("5.00"),
    }  # 750 of 1,500.01 is 0.50000 at 5 digits
    assert (first.share, second.share, total.share) == (Decimal("66.67"), Decimal("33.33"), Decimal("100.00"))
    assert total.contributions == {
        "public": Decimal("400.01"),
        "automatic_public": Decimal("75.00"),
        "private": Decimal("200.00"),
    }
    assert total.total == Decimal("1500.01")


def test_overview_counts_the_contributions_of_two_funds_once():
    found = overview(PARTNERS, eu_funds=["ERDF"])
    erdf, ipa = found.funds
    # partner 2 has 150 of 225 from ERDF: two thirds of 200.00 is 133.33, of 75.00 it is 50.00
    assert erdf.contributions == {
        "public": Decimal("400.01"),
        "automatic_public": Decimal("50.00"),
        "private": Decimal("133.33"),
    }
    assert ipa.contributions == {
        "public": Decimal("0.00"),
        "automatic_public": Decimal("25.00"),
        "private": Decimal("66.67"),
    }
    assert (erdf.funding, erdf.contribution, erdf.total) == (
        Decimal("750.00"),
        Decimal("583.34"),
        Decimal("1333.34"),
    )
    assert erdf.rate == Decimal("56.25")  # 56.2497...
    assert (found.eu.funding, found.eu.total, found.eu.rate) == (
        Decimal("750.00"),
        Decimal("1333.34"),
        Decimal("56.25"),
    )
    assert (found.funding, found.total, found.average_rate) == (
        Decimal("825.00"),
        Decimal("1500.01"),
        Decimal("55.00"),
    )


def test_overview_rounds_a_half_down():
    # 1 of 8 is 12.5 %; 0.33 of 1.60 is 20.625 %
    found = overview(
        [Financed("1", Decimal("1.60"), {"A": Decimal("20.63")}, [("public", Decimal("1.27"))])],
        eu_funds=["A"],
    )
    assert (found.funds[0].funding, found.funds[0].rate) == (Decimal("0.33"), Decimal("20.62"))


def test_overview_of_nothing_is_zero():
    found = overview([], eu_funds=["ERDF"])
    assert (found.funds, found.total, found.average_rate, found.eu.rate) == (
        (),
        Decimal(0),
        Decimal(0),
        Decimal(0),
    )


contributions = st.lists(
    st.tuples(st.sampled_from(["public", "private", "automatic_public"]), strategies.amounts), max_size=4
)
financed = st.builds(Financed, st.just("x"), strategies.amounts, strategies.fund_rates(), contributions)


@given(st.lists(financed, max_size=4))
def test_overview_agrees_with_the_table_of_partners(partners):
    *rows, total = by_partner(partners)
    found = overview(partners, eu_funds=["ERDF", "IPA"])
    assert {row.fund: row.funding for row in found.funds if row.funding} == {
        code: amount for code, amount in total.funds.items() if amount
    }
    assert found.contributions == total.contributions
    assert found.total == total.total == sum(row.total for row in rows)
    covered = [p for p in partners if any(p.funds.values())]
    for status in total.contributions:
        assert sum(row.contributions[status] for row in found.funds) == sum(
            amount for p in covered for kind, amount in p.contributions if kind == status
        )
