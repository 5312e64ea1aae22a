"""A dossier survives being frozen."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.texts import Text
from projects import dossier
from projects.dossier import call, record
from projects.form import DEFAULTS
from tests.factories.projects import complete_project
from tests.projects.budget import strategies

st.register_type_strategy(Decimal, strategies.amounts)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
texts = st.builds(Text, st.dictionaries(st.sampled_from(["nl", "fr", "en"]), words))
partners = st.builds(
    record.Partner,
    rates=strategies.flat_rates,
    costs=strategies.costs,
    co_financing=st.tuples(st.builds(record.CoFinancing, words, strategies.rates, strategies.amounts)),
    contributions=st.tuples(st.builds(record.Contribution, st.integers(), words, words, strategies.amounts)),
    partner_share=strategies.amounts,
)
moments = st.datetimes(timezones=st.just(UTC))
facts = st.builds(
    call.CallFacts,
    title=texts,
    programme_name=texts,
    funds=st.lists(st.builds(call.FundOffer, name=texts, rate=strategies.rates), max_size=2).map(tuple),
    rules=st.lists(
        st.builds(call.Rule, words, st.dictionaries(words, st.integers() | words | st.none())), max_size=2
    ).map(tuple),
    opens_at=moments,
    closes_at=moments,
)
dossiers = st.builds(
    record.Dossier,
    schema=st.just(record.SCHEMA),
    title=texts,
    summary=texts,
    objective=st.none() | st.builds(record.Objective, title=texts, priority_title=texts),
    theme=st.none() | st.builds(record.Theme, title=texts),
    call=facts,
    partners=st.lists(partners, max_size=2).map(tuple),
)


@given(dossiers)
def test_from_data_gives_back_exactly_what_to_data_wrote(given_dossier):
    stored = json.loads(json.dumps(dossier.to_data(given_dossier)))
    found = dossier.from_data(stored)
    assert found == given_dossier
    assert dossier.to_data(found) == stored
    assert dossier.digest(stored) == dossier.digest(dossier.to_data(given_dossier))


@pytest.mark.django_db
def test_a_loaded_dossier_survives_the_database_column():
    project = complete_project(partners=3)
    loaded = dossier.load(project)
    stored = json.loads(dossier.canonical(dossier.to_data(loaded)))
    assert dossier.from_data(stored) == loaded
    assert dossier.digest(stored) == dossier.digest(dossier.to_data(loaded))


def test_digest_does_not_depend_on_the_order_of_keys():
    one, other = {"a": 1, "b": {"c": "é", "d": []}}, {"b": {"d": [], "c": "é"}, "a": 1}
    assert dossier.digest(one) == dossier.digest(other)
    assert dossier.canonical({"b": "é", "a": 1}) == '{"a":1,"b":"é"}'.encode()


@pytest.mark.parametrize("data", [{}, {"schema": 0}, {"schema": "1"}, {"schema": None}, {"schema": 3}])
def test_from_data_refuses_a_schema_that_was_never_written(data):
    with pytest.raises(ValueError, match="unknown schema"):
        dossier.from_data(data)


def test_a_version_of_schema_1_is_read_as_it_was_frozen():
    kept = json.loads((Path(__file__).parent / "schema_1.json").read_text())
    data = kept["data"]
    assert dossier.digest(data) == kept["digest"]
    found = dossier.from_data(data)
    assert (found.schema, found.acronym, found.totals.total) == (2, "ONTSLUIT", Decimal("215000.00"))
    assert (dict(found.title), dict(found.summary)) == (data["title"], data["summary"])
    assert (found.answers, found.entries, found.annexes, found.lump_sums) == ({}, (), (), ())
    assert (found.call.step, found.call.options, found.call.terms.period_months) == (2, {}, None)
    assert found.call.fields.items() <= DEFAULTS.items()
    assert len(found.call.fields) == 22
    assert data["schema"] == 1
    assert "answers" not in data
    again = dossier.to_data(found)
    assert dossier.from_data(again) == found
    assert {key: again[key] for key in data if key not in {"schema", "call", "partners"}} == {
        key: data[key] for key in data if key not in {"schema", "call", "partners"}
    }


@pytest.mark.django_db
def test_amounts_are_stored_as_text_and_dates_as_iso():
    data = dossier.to_data(dossier.load(complete_project()))
    assert data["totals"]["total"] == "200000.00"
    assert data["start_date"] == "2026-01-01"
    assert datetime.fromisoformat(data["call"]["closes_at"]).tzinfo == UTC
    assert Decimal(data["partners"][0]["co_financing"][0]["amount"]) == Decimal("60000.00")
