"""What every test may ask for."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import timezone, translation
from hypothesis import HealthCheck, settings

from tests.browsing import browser, new_page
from tests.emptying import quick_flush
from tests.world import World

# A busy machine is no fault of the code.
settings.register_profile("portal", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("portal")

__all__ = ["browser", "new_page"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A real browser on a busy machine may be late once: its tests may fail once, and the run says so."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session", autouse=True)
def quick_emptying() -> None:
    connection.ops.sql_flush = quick_flush


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
