"""What takes longer than a page may wait is added up by a worker, and found by the next reader."""

import pytest
from django.core.cache import caches
from django.db import connection

from publications import figures, finding
from publications.figures import Dimension, later, reckoned
from publications.tasks import add_up_figures
from tests.publications.figures.world import here_and_there

pytestmark = pytest.mark.django_db(transaction=True)

LOOKS = [
    lambda query: figures.cuts(query, [Dimension.YEAR])[Dimension.YEAR].whole.projects,
    lambda query: figures.by_region(query, within="BE", level=2).whole.projects,
    lambda query: len(figures.network(query).pairs) and 0,
]


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Emptied tables count their changes from one again: editions of other tests look like ours."""
    caches["figures"].clear()


@pytest.fixture
def held_up():
    """Somebody else holds the partners, so that nothing can be added up until the rollback."""
    other = connection.copy()
    other.set_autocommit(False)
    yield (
        lambda: other.cursor().execute("LOCK TABLE publications_publishedpartner IN ACCESS EXCLUSIVE MODE"),
        other.rollback,
    )
    other.close()


@pytest.mark.parametrize(("look", "projects"), list(zip(LOOKS, (4, 2, 0), strict=True)))
def test_a_worker_adds_up_what_a_page_gave_up(held_up, look, projects):
    here_and_there()
    query = finding.query({"status": "unknown"})
    hold, let_go = held_up
    hold()
    with reckoned.patiently(50), pytest.raises(figures.TooMany):
        look(query)
    let_go()
    with pytest.raises(figures.TooMany):
        look(query)  # nobody tries again while a worker is asked to
    assert add_up_figures() == 1
    assert look(query) == projects
    assert later.work() == 0


def test_what_is_asked_twice_waits_once(held_up):
    here_and_there()
    query = finding.query({"status": "unknown"})
    hold, let_go = held_up
    hold()
    for _ in range(2):
        with reckoned.patiently(50), pytest.raises(figures.TooMany):
            figures.totals(query)
    let_go()
    assert later.work() == 1
