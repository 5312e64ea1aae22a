"""The time plan of a document, cut into drawings that each fit a page."""

from itertools import chain

from core.charts import Step
from projects.printing.shown import PLANNED, _pages_of


def steps(count, *headings):
    return [Step(f"Step {one}", 1, 2, "1-2", is_heading=one in headings) for one in range(count)]


def test_a_plan_of_one_page_stays_whole():
    plan = steps(PLANNED)
    assert [list(page) for page in _pages_of(plan)] == [plan]


def test_a_long_plan_goes_on_and_loses_nothing():
    plan = steps(3 * PLANNED + 1)
    pages = [list(page) for page in _pages_of(plan)]
    assert [len(page) for page in pages] == [PLANNED, PLANNED, PLANNED, 1]
    assert list(chain(*pages)) == plan


def test_a_heading_goes_with_what_follows_it():
    plan = steps(2 * PLANNED, PLANNED - 1)
    assert [len(page) for page in _pages_of(plan)] == [PLANNED - 1, PLANNED, 1]
    assert [one.is_heading for one in list(_pages_of(plan))[1]][:2] == [True, False]


def test_pages_of_headings_alone_come_to_an_end():
    plan = steps(PLANNED + 2, *range(PLANNED + 2))
    assert list(chain(*_pages_of(plan))) == plan
