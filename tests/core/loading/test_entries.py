"""An entry tells everything that is wrong with it, once, in words that mend."""

from datetime import date
from decimal import Decimal

import pytest

from core.loading.entries import Entry
from core.loading.facts import read_facts
from core.texts import Text


def entry(data, problems=None):
    return Entry(data, file="f.yaml", where="thing A", problems=[] if problems is None else problems)


def faults(data, ask) -> list[str]:
    problems = []
    ask(entry(data, problems))
    return [problem.reason for problem in problems]


def test_good_values_come_back_typed():
    data = {
        "code": "A1",
        "title": {"nl": "Titel"},
        "number": 3,
        "money": Decimal("10.50"),
        "percent": 60,
        "on": True,
        "day": date(2029, 1, 1),
        "codes": ["a", "b"],
    }
    thing = entry(data)

    assert thing.string("code", pattern="[A-Z][0-9]") == "A1"
    assert thing.text("title") == Text(nl="Titel")
    assert thing.whole("number") == 3
    assert (thing.money("money"), thing.percent("percent")) == (Decimal("10.50"), Decimal(60))
    assert thing.flag("on") is True
    assert thing.day("day") == date(2029, 1, 1)
    assert thing.codes("codes") == ["a", "b"]
    thing.finish()
    assert thing.problems == []


def test_absent_values_are_unknown_not_wrong():
    thing = entry({})

    assert (thing.string("a"), thing.text("b"), thing.whole("c"), thing.money("d")) == (
        "",
        Text(),
        None,
        None,
    )
    assert (thing.percent("e"), thing.flag("f"), thing.day("g"), thing.codes("h")) == (None, False, None, [])
    assert thing.provenance() == {}
    assert thing.problems == []


@pytest.mark.parametrize(
    ("value", "ask", "reason"),
    [
        (None, lambda e: e.string("v", required=True), '"v" is missing'),
        (5, lambda e: e.string("v"), "\"v\" must be text (write it in quotes), not '5'"),
        ("a\x00b", lambda e: e.string("v"), "\"v\" must be text (write it in quotes), not 'a\\x00b'"),
        ("abc", lambda e: e.string("v", longest=2), "\"v\" must have at most 2 characters, not 'abc'"),
        ("abc", lambda e: e.string("v", pattern="[0-9]+"), "\"v\" must look like [0-9]+, not 'abc'"),
        ("x", lambda e: e.choice("v", ["b", "a"]), "\"v\" must be one of a, b, not 'x'"),
        ({"de": "x"}, lambda e: e.text("v"), "\"v\" has the language 'de'; known are nl, fr, en"),
        ({"nl": " "}, lambda e: e.text("v"), "\"v.nl\" must be text, or be left out, not ' '"),
        (True, lambda e: e.whole("v", most=9), "\"v\" must be a whole number from 0 to 9, not 'True'"),
        (10, lambda e: e.whole("v", most=9), "\"v\" must be a whole number from 0 to 9, not '10'"),
        (
            Decimal("100.01"),
            lambda e: e.percent("v"),
            "\"v\" must be a percentage from 0 to 100, with at most two decimals, not '100.01'",
        ),
        (
            Decimal("0.001"),
            lambda e: e.money("v"),
            "\"v\" must be an amount in EUR, such as 1000.50, with at most two decimals, not '0.001'",
        ),
        ("yes", lambda e: e.flag("v"), "\"v\" must be true or false, not 'yes'"),
        ("soon", lambda e: e.day("v"), "\"v\" must be a date such as 2022-11-29, not 'soon'"),
        ("a", lambda e: e.codes("v"), "\"v\" must be a list, not 'a'"),
        (["a", "a"], lambda e: e.codes("v"), "\"v\" holds a code twice, not 'a, a'"),
        (["a b"], lambda e: e.codes("v"), "\"v\" must hold codes that look like \\S+, not 'a b'"),
    ],
)
def test_wrong_value_is_told_once(value, ask, reason):
    assert faults({"v": value}, ask) == [reason]


def test_unknown_key_is_refused_with_the_known_ones():
    def ask(thing: Entry) -> None:
        thing.string("code")
        thing.string("name")
        thing.finish()

    assert faults({"code": "A", "nmae": "x"}, ask) == [
        'the key "nmae" is not known here; known are code, name'
    ]


def test_inner_entries_are_named_through_their_parents():
    problems = []
    outer = entry({"parts": [{"code": "P1", "odd": 1}, "text"]}, problems)
    for inner in outer.entries("parts", "part"):
        inner.string("code")
        inner.finish()

    assert [str(problem) for problem in problems] == [
        'f.yaml, thing A > part P1: the key "odd" is not known here; known are code',
        "f.yaml, thing A > part no. 2: must be a mapping of keys to values",
    ]


def test_provenance_names_fields_and_known_sources():
    data = {
        "title": {"nl": "x"},
        "provenance": {"*": "seed, own words", "title.nl": "rumour", "gone": "public"},
    }
    reasons = faults(data, lambda e: e.provenance())

    assert reasons[0].startswith(
        "provenance of \"title.nl\" is 'rumour'; it must begin with one of seed, reg"
    )
    assert reasons[1:] == ['provenance names the field "gone", which is not in this entry']
    assert entry({"provenance": "public: seen in a list"}).provenance() == {"*": "public: seen in a list"}


def test_facts_are_stored_as_plain_json():
    fact = {
        "key": "grant",
        "label": {"en": "Grant"},
        "kind": "money",
        "value": Decimal("11050315.91"),
        "approximate": True,
        "source": "seed",
    }

    assert read_facts(entry({"facts": [fact]})) == [
        {
            "key": "grant",
            "label": {"en": "Grant"},
            "kind": "money",
            "value": "11050315.91",
            "approximate": True,
            "source": "seed",
        }
    ]


def test_fact_of_unknown_kind_or_standing_twice_is_refused():
    fact = {"key": "a", "label": {"en": "A"}, "kind": "number", "value": 1, "source": "seed"}

    assert faults({"facts": [fact, fact]}, read_facts) == ['the fact "a" stands twice']
    assert faults({"facts": [{**fact, "kind": "colour"}]}, read_facts) == [
        "\"kind\" must be one of codes, date, money, number, percent, text, texts, not 'colour'"
    ]
