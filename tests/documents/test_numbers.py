"""Numbers on documents: random, read out and typed in many ways."""

import pytest

from documents import numbers


def test_new_numbers_are_twelve_signs_and_differ():
    made = {numbers.new_number() for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(one) == 12 and set(one) <= set(numbers.SIGNS) for one in made)


@pytest.mark.parametrize(
    "typed",
    ["7K3M-9QXA-P2RT", "7k3m9qxap2rt", " 7K3M 9QXA P2RT ", "7K3M\u20119QXA\u2013P2RT", "7k3m--9qxa-p2rt"],
)
def test_read_takes_a_number_as_people_type_it(typed):
    assert numbers.read(typed) == "7K3M9QXAP2RT"


def test_read_takes_letters_for_the_digits_that_they_look_like():
    assert numbers.read("oOiI-lL00-1111") == "001111001111"
    assert numbers.printed("001111001111") == "0011-1100-1111"


@pytest.mark.parametrize(
    "typed",
    ["", "7K3M", "7K3M-9QXA-P2RU", "7K3M-9QXA-P2RT-0", "\x00" * 12, "\ud800" * 12, "٧" * 12, "x" * 9999],
)
def test_read_knows_what_is_no_number(typed):
    assert numbers.read(typed) is None
