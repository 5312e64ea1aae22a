from __future__ import annotations

from decimal import Decimal

from bs4 import BeautifulSoup

from core.charts import Bar
from core.page_bars import draw

ROWS = [Bar("A", Decimal(50), "€ 50"), Bar("B", Decimal(200), "€ 200"), Bar("C", Decimal(-1), "€ -1")]


def parse(figure):
    return BeautifulSoup(str(figure), "html.parser").figure


def test_bars_are_measured_against_the_largest():
    found = parse(draw(ROWS, title="Costs", language="nl"))
    assert [one["width"] for one in found.select("rect.c1")] == ["25.00%", "100.00%", "0.00%"]
    assert [one["width"] for one in found.select("rect.track")] == ["100%"] * 3


def test_words_stand_once_and_whole_beside_their_figures():
    label = "<b>" + "long words " * 8 + "end"
    found = parse(draw([Bar(label, Decimal(1), "&")], title="<i>", language="en"))
    assert [one.get_text() for one in found.select("p")] == [f"{label} &"]
    assert found.select("i, p span b") == []


def test_bars_are_one_picture_that_says_every_figure():
    found = parse(draw(ROWS, title="Costs", language="nl"))
    assert (found["role"], found["lang"]) == ("img", "nl")
    assert found["aria-label"] == "Costs: A: € 50; B: € 200; C: € -1"


def test_bars_stand_nothing_to_show():
    assert parse(draw([], title="T", language="en")).select("p, svg") == []
    zero = parse(draw([Bar("Zero", Decimal(0), "€ 0")], title="T", language="en"))
    assert [one["width"] for one in zero.select("rect")] == ["100%", "0.00%"]
