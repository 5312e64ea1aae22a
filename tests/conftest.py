"""What every test may ask for."""

import gc
from collections.abc import Iterator
from itertools import count

import pytest
from django.utils import timezone, translation
from hypothesis import HealthCheck, settings

from core import presence, queue
from tests.browsing import browser, new_page
from tests.emptying import quick_emptying
from tests.live import django_db_setup, live_server
from tests.world import World

# A busy machine is no fault of the code.
settings.register_profile("portal", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("portal")

TO_SETTLE = 250  # tests
ENDED = count(1)

__all__ = ["browser", "django_db_setup", "live_server", "new_page", "quick_emptying"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A real browser on a busy machine may be late once: its tests may fail once, and the run says so."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Nothing of what is read here goes again: to look through it takes a quarter of the reading."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish() -> None:
    settle()


def pytest_runtest_logfinish() -> None:
    if next(ENDED) % TO_SETTLE == 0:
        settle()


def settle() -> None:
    """What was read by now stays to the end: nobody needs to look through it for what can go.

    Whatever makes documents looks after each few; among all that the tests read, that took longer than they.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def patience() -> Iterator[None]:
    """Redis may take its time: late by a third of a second, it would count as away for twenty."""
    with pytest.MonkeyPatch.context() as patch:
        for place in (presence, queue):
            patch.setattr(place, "PATIENCE", 60.0)
        yield


@pytest.fixture(autouse=True)
def plain_start() -> Iterator[None]:
    """Each test begins in English and in the portal's own zone, whatever the one before visited."""
    translation.activate("en")
    timezone.deactivate()
    yield
    translation.activate("en")


@pytest.fixture
def world(db: None) -> World:
    """A person of every kind, and objects that are made when first asked for."""
    return World()
