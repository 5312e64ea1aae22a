"""Mails in a call's own words: variables are filled in, nothing else is read in them."""

import pytest

from calls import texts
from core.texts import Text
from tests.factories.calls import CallFactory, CallTextFactory


def test_fill_replaces_known_variables_by_plain_text():
    values = {"recipient": "Ann {project} {{ 1 }}", "project": "VL-1"}

    filled = texts.fill("receipt", "Dear {recipient}: {project} {note} {% now 'Y' %} {version}.", values)

    assert filled == "Dear Ann {project} {{ 1 }}: VL-1 {note} {% now 'Y' %} ."


def test_unknown_variables_are_named_in_their_order():
    assert texts.unknown_variables("receipt", "{note} {project} {password} {Project}") == ["note", "password"]


def test_example_shows_what_variables_stand_for():
    subject, body = texts.example("receipt", (Text(en="About {project}"), Text(nl="Beste {recipient}")), "en")

    assert subject == "About [number and acronym of the proposal]"
    assert body == "Beste [the name of the person who gets the e-mail]"


@pytest.mark.django_db
def test_own_words_hold_in_their_languages_alone():
    call = CallFactory()
    CallTextFactory(call=call, kind="receipt", subject={"nl": "S"}, body={"nl": "B"})

    assert texts.own_words(call, "receipt", "nl") == ("S", "B")
    assert texts.own_words(call, "receipt", "fr") is None
    assert texts.own_words(call, "decision_approved", "nl") is None
    assert texts.own_words(call, "assessor_invited", "nl") is None
