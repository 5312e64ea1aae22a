"""Facts from a JSON column, typed; and what provenance says."""

from datetime import date
from decimal import Decimal

import pytest

from core.facts import KINDS, is_reliable, read, source_of
from core.texts import Text

LABEL = {"en": "Label"}


@pytest.mark.parametrize(
    ("kind", "stored", "value"),
    [
        ("money", "11050315.91", Decimal("11050315.91")),
        ("percent", "80", Decimal(80)),
        ("number", 114, 114),
        ("date", "2029-09-30", date(2029, 9, 30)),
        ("text", {"nl": "Overal"}, Text(nl="Overal")),
        ("texts", [{"fr": "a"}, {"fr": "b"}], (Text(fr="a"), Text(fr="b"))),
        ("codes", ["RSO1.1", "RSO1.2"], ("RSO1.1", "RSO1.2")),
    ],
)
def test_read_gives_each_kind_its_type(kind, stored, value):
    (fact,) = read([{"key": "k", "label": LABEL, "kind": kind, "value": stored, "source": "seed"}])

    assert kind in KINDS
    assert (fact.value, type(fact.value)) == (value, type(value))
    assert (fact.label, fact.unit, fact.approximate, fact.codes) == (Text(LABEL), "", False, ())


def test_read_keeps_the_order_and_the_particulars():
    stored = {"label": LABEL, "kind": "number", "value": 1, "source": "public"}
    facts = read(
        [
            {**stored, "key": "b", "unit": "km²", "approximate": True, "codes": ["BE32"]},
            {**stored, "key": "a"},
        ]
    )

    assert [fact.key for fact in facts] == ["b", "a"]
    assert (facts[0].unit, facts[0].approximate, facts[0].codes) == ("km²", True, ("BE32",))


def test_source_of_takes_the_narrowest():
    provenance = {"*": "public", "title": "seed", "title.fr": "translation"}

    assert source_of(provenance, "title", "fr") == "translation"
    assert source_of(provenance, "title", "nl") == "seed"
    assert source_of(provenance, "eu_budget") == "public"
    assert source_of({}, "title") == ""


@pytest.mark.parametrize(
    ("source", "reliable"),
    [
        ("seed", True),
        ("public, own words", True),
        ("regulation: Art. 3", True),
        ("memory", False),
        ("translation", False),
        ("unverified: a note, with a comma", False),
        ("", False),
    ],
)
def test_is_reliable_reads_the_first_word(source, reliable):
    assert is_reliable(source) is reliable
