"""Looking for circular garbage seldom, and as usual afterwards."""

import gc

import pytest

from core.garbage import OBJECTS, seldom_sought


def test_garbage_is_sought_seldom_and_as_usual_afterwards() -> None:
    usual = gc.get_threshold()
    with seldom_sought():
        assert gc.get_threshold() == (OBJECTS, *usual[1:])
    assert gc.get_threshold() == usual


def test_garbage_is_sought_as_usual_after_a_failure() -> None:
    usual = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), seldom_sought():
        _ = 1 / 0
    assert gc.get_threshold() == usual
