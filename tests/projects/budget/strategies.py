"""Random but valid money for property tests."""

from decimal import Decimal

from hypothesis import strategies as st

from projects.budget import Costs, FlatRates, Plan

amounts = st.decimals(min_value=0, max_value=Decimal("999999999.99"), places=2)
rates = st.decimals(min_value=0, max_value=100, places=2)
percents = st.none() | st.integers(1, 100)
costs = st.builds(Costs, *[amounts] * 8)
flat_rates = st.one_of(
    st.builds(FlatRates, staff=percents, office_on_staff=percents, travel=percents),
    st.builds(FlatRates, staff=percents, office_on_direct=percents, travel=percents),
    st.builds(FlatRates, other=percents),
)


@st.composite
def fund_rates(draw: st.DrawFn) -> dict[str, Decimal]:
    """Rates of up to three funds, together at most 100 percent."""
    left = Decimal(100)
    chosen = {}
    for code in ("ERDF", "IPA", "NDICI")[: draw(st.integers(0, 3))]:
        chosen[code] = draw(st.decimals(min_value=0, max_value=left, places=2))
        left -= chosen[code]
    return chosen


@st.composite
def plans(draw: st.DrawFn, *, is_apart: bool | None = None) -> list[Plan]:
    """Up to four partners, spread over periods without regard to their totals.

    All of them have small projects financed apart, or none has.
    """
    apart = draw(st.booleans()) if is_apart is None else is_apart
    by_period = st.dictionaries(st.sampled_from([0, 1, 2, 3, 4, 255]), costs, max_size=4)
    return [
        Plan(
            str(k),
            draw(costs),
            draw(flat_rates),
            draw(fund_rates()),
            draw(by_period),
            draw(fund_rates()) if apart else None,
        )
        for k in range(draw(st.integers(0, 4)))
    ]
