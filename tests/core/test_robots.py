"""Forms that robots do not get through, and people always do."""

from datetime import timedelta

import pytest
import time_machine
from django import forms
from django.http import QueryDict
from django.utils import timezone

from core.robots import LATEST, SOONEST, PeopleForm


class Words(PeopleForm):
    words = forms.CharField()


def filled(stamp, **more):
    data = QueryDict(mutable=True)
    data.update({"stamp": stamp, "words": "Hello", **more})
    return Words(data)


def later(seconds):
    return time_machine.travel(timezone.now() + timedelta(seconds=seconds), tick=False)


def test_form_of_a_person_passes_however_often():
    stamp = Words().initial["stamp"]
    with later(SOONEST + 1):
        first, second = filled(stamp), filled(stamp)
        assert first.is_valid()
        assert second.is_valid()
        assert first.mark == second.mark != ""
        assert first.words() == {"words": "Hello"}


def test_form_sent_at_once_is_asked_to_wait_and_passes_then():
    stamp = Words().initial["stamp"]
    form = filled(stamp)
    assert not form.is_valid()
    assert "faster" in form.non_field_errors()[0]
    with later(SOONEST + 1):
        assert filled(form["stamp"].value()).is_valid()


@pytest.mark.parametrize("stamp", ["", "forged", "a:b:c", "\ud800", "x" * 10_000])
def test_forged_stamp_is_refused_and_what_was_typed_stays(stamp):
    form = filled(stamp)
    assert not form.is_valid()
    assert form["words"].value() == "Hello"
    with later(SOONEST + 1):
        assert filled(form["stamp"].value()).is_valid()


def test_old_page_gets_a_new_stamp():
    stamp = Words().initial["stamp"]
    with later(LATEST + 1):
        form = filled(stamp)
        assert not form.is_valid()
        assert form["stamp"].value() != stamp


def test_filled_trap_is_refused():
    stamp = Words().initial["stamp"]
    with later(SOONEST + 1):
        assert not filled(stamp, homepage="https://spam.example").is_valid()


def test_seal_holds_for_these_words_on_this_page_only():
    stamp, other = Words().initial["stamp"], Words().initial["stamp"]
    with later(SOONEST + 1):
        form = filled(stamp)
        assert form.is_valid()
        seal = form.seal()
        assert form.is_sealed(seal)
        for changed in (filled(stamp, words="Other"), filled(other)):
            assert changed.is_valid()
            assert not changed.is_sealed(seal)
        assert not form.is_sealed("\ud800é")
