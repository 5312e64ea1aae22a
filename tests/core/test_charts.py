"""Charts: right lengths, all values as text, escaped, nothing inline."""

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from core.charts import Bar, Span, Step, bars, plan, shares, timeline

SVG = "{http://www.w3.org/2000/svg}"


def parse(figure):
    svg = ElementTree.fromstring(str(figure).removeprefix('<figure class="chart">').removesuffix("</figure>"))  # noqa: S314
    assert svg.get("role") == "img"
    assert svg[0].tag == f"{SVG}title"
    assert not any("style" in element.attrib for element in svg.iter())
    return svg


def widths(svg, kind):
    """Of the bars of a kind, which each bears itself or has from its group."""
    groups = [one for one in svg.iter(f"{SVG}g") if one.get("class") == kind]
    bars = [bar for group in groups for bar in group]
    bars += [one for one in svg.iter(f"{SVG}rect") if kind in one.get("class", "").split()]
    return [one.get("width") for one in bars]


def texts(svg):
    return [one.text for one in svg.iter(f"{SVG}text")]


def test_bars_are_measured_against_the_largest():
    rows = [Bar("A", Decimal(50), "€ 50"), Bar("B", Decimal(200), "€ 200"), Bar("C", Decimal(-1), "€ -1")]
    svg = parse(bars(rows, title="Costs", language="nl"))
    assert widths(svg, "c1") == ["25.00%", "100.00%", "0.00%"]
    assert texts(svg) == ["A", "B", "C", "€ 50", "€ 200", "€ -1"]
    assert svg[0].text == "Costs"
    assert svg[1].text == "A: € 50; B: € 200; C: € -1"
    assert svg.get("lang") == "nl"


def test_shares_fill_the_whole_and_carry_numbers():
    parts = [Bar("ERDF", Decimal(60), "60%"), Bar("Own", Decimal(40), "40%")]
    svg = parse(shares(parts, title="Funding", language="en"))
    assert widths(svg, "cut") == ["60.00%", "40.00%"]
    assert texts(svg) == ["1", "1", "ERDF", "60%", "2", "2", "Own", "40%"]


def test_timeline_places_spans_and_today():
    spans = [Span("Project", date(2026, 1, 1), date(2027, 1, 1), "2026")]
    svg = parse(timeline(spans, title="When", language="en", today=date(2026, 7, 2)))
    assert widths(svg, "c1") == ["50.00%"]
    now = next(one for one in svg.iter(f"{SVG}line") if one.get("class") == "now")
    assert now.get("x1") == "24.93%"
    assert "today" in texts(svg)
    assert "today" not in texts(parse(timeline(spans, title="When", language="en", today=date(2030, 1, 1))))


@pytest.mark.parametrize("draw", [bars, shares])
@pytest.mark.parametrize("rows", [[], [Bar("", Decimal(0), "")], [Bar("Zero", Decimal(0), "€ 0")]])
def test_charts_stand_nothing_to_show(draw, rows):
    assert len(widths(parse(draw(rows, title="T", language="en")), "track")) in (0, len(rows))


def test_timeline_stands_no_spans():
    assert texts(parse(timeline([], title="T", language="en"))) == []


def test_labels_are_escaped_and_wrapped():
    svg = parse(bars([Bar("<b>" + "long words " * 8, Decimal(1), "&")], title="<i>", language="en"))
    assert svg[0].text == "<i>"
    lines = texts(svg)
    assert lines[0].startswith("<b>long")
    assert all(len(line) <= 36 for line in lines)


def test_plan_draws_bars_and_points_over_periods():
    steps = [
        Step("1. Water", None, None, "", is_heading=True),
        Step("1.1 Dig", 1, 2, "Periods 1 to 2"),
        Step("D 1.1.1 Report", 4, 4, "Period 4", tone=2),
        Step("1.2 Fill", None, None, "not known"),
    ]
    svg = parse(plan(steps, periods=4, title="Time plan", language="en"))
    assert widths(svg, "c1") == ["50.00%"]
    assert [one.get("cx") for one in svg.iter(f"{SVG}circle")] == ["87.50%"]
    assert widths(svg, "track") == ["100%"] * 3
    assert texts(svg)[-4:] == ["1", "2", "3", "4"]
    assert svg[1].text == "1.1 Dig: Periods 1 to 2; D 1.1.1 Report: Period 4; 1.2 Fill: not known"


def test_plan_keeps_what_lies_beyond_the_last_period_within_the_width():
    svg = parse(
        plan([Step("Late", 9, 9, "Period 9"), Step("Long", 2, 99, "")], periods=3, title="t", language="en")
    )
    assert [one.get("x") for one in svg.iter(f"{SVG}rect") if one.get("class") == "c1"] == [
        "66.67%",
        "33.33%",
    ]
    assert widths(svg, "c1") == ["33.33%", "66.67%"]


def test_plan_numbers_at_most_ten_periods():
    svg = parse(plan([Step("A", 1, 1, "")], periods=99, title="t", language="en"))
    assert len([text for text in texts(svg) if text and text.isdigit()]) == 10
    parse(plan([], periods=0, title="t", language="en"))


@pytest.mark.parametrize("draw", [bars, shares])
def test_a_value_stands_beside_a_long_name_where_a_chart_is_wide(draw):
    rows = [Bar("Partners and their co-financers", Decimal(1), "€835,600.00")]
    narrow = parse(draw(rows, title="T", language="en"))
    wide = parse(draw(rows, title="T", language="en", characters=80))
    assert int(narrow.get("height")) - int(wide.get("height")) == 19  # a line of text
    assert texts(narrow) == texts(wide)
