"""What every test may ask for."""

import pytest

from tests.world import World


@pytest.fixture
def world(db: None) -> World:
    """A person of every kind, and objects that are made when first asked for."""
    return World()
