"""Indicators as a table, out and in."""

from decimal import Decimal

import pytest

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from programmes.models import ProgrammeIndicator
from programmes.setting_up.importing import COLUMNS, bring_in, write_table
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory
from tests.factories.programmes import (
    IndicatorFactory,
    PriorityFactory,
    ProgrammeIndicatorFactory,
    ProgrammePeriodFactory,
    SpecificObjectiveFactory,
    StaffRoleFactory,
)

pytestmark = pytest.mark.django_db
TABLE = """identifier;kind;objective;common;name_nl;name_en;unit_en;baseline;target;results
O1;output;RSO1.1;RCO84;Proeven;Pilots;pilots;0;1 234,50;R1
R1;result;RSO1.1;;;Taken up;solutions;;3;
"""


@pytest.fixture
def edition():
    made = ProgrammePeriodFactory()
    SpecificObjectiveFactory(priority=PriorityFactory(programme_period=made), code="RSO1.1")
    IndicatorFactory(code="RCO84")
    return made


@pytest.fixture
def manager(edition):
    return StaffRoleFactory(user=UserFactory(), programme=edition.programme, role=Role.MANAGER).user


def acts(lines):
    return [(line.number, line.identifier, line.act) for line in lines]


def test_a_look_changes_nothing_and_the_import_does_what_it_said(edition, manager):
    said = bring_in(edition, TABLE, by=manager, keep=False)
    assert acts(said) == [(2, "O1", "added"), (3, "R1", "added")]
    assert not ProgrammeIndicator.objects.exists()
    assert not TrailEntry.objects.exists()

    assert bring_in(edition, TABLE, by=manager, keep=True) == said
    output = ProgrammeIndicator.objects.get(identifier="O1")
    assert (output.baseline, output.target) == (Decimal(0), Decimal("1234.50"))
    assert (output.common_id, dict(output.name)) == ("RCO84", {"nl": "Proeven", "en": "Pilots"})
    assert [one.identifier for one in output.results.all()] == ["R1"]
    assert acts(bring_in(edition, TABLE, by=manager, keep=True)) == [(2, "O1", "same"), (3, "R1", "same")]


def test_what_was_written_is_read_back_unchanged(edition, manager):
    bring_in(edition, TABLE, by=manager, keep=True)
    ProgrammeIndicator.objects.filter(identifier="R1").update(comment="=SUM(A1)")
    table = write_table(edition)
    assert table.splitlines()[0] == ";".join(COLUMNS)
    assert "'=SUM(A1)" in table
    assert {line.act for line in bring_in(edition, table, by=manager, keep=True)} == {"same"}


def test_missing_column_changes_nothing_and_an_empty_cell_empties(edition, manager):
    bring_in(edition, TABLE, by=manager, keep=True)
    table = "identifier,target,name_fr\nO1,,Pilotes\n"
    assert acts(bring_in(edition, table, by=manager, keep=True)) == [(2, "O1", "changed")]
    output = ProgrammeIndicator.objects.get(identifier="O1")
    assert (output.target, output.baseline) == (None, Decimal(0))
    assert dict(output.name) == {"nl": "Proeven", "en": "Pilots", "fr": "Pilotes"}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("O2;output;RSO9.9;;;Name;;;;", "RSO9.9 is not known"),
        ("O2;output;RSO1.1;RCO999;;Name;;;;", "RCO999 is not known"),
        ("O2;both;RSO1.1;;;Name;;;;", "Kind"),
        ("O2;output;RSO1.1;;;;;;;", "at least one language"),
        ("O2;output;RSO1.1;;;Name;;1.234.5;;", "is not a number"),
        ("O2;output;RSO1.1;;;Name;;1e999;;", "is not a number"),
        ("O2;output;RSO1.1;;;Name;;NaN;;", "is not a number"),
        ("O2;output;RSO1.1;;;Name;;-1;;", "below zero"),
        ("O2;output;RSO1.1;;;Name;;;;R9", "No indicator has the identifier R9"),
        ("O1;output;RSO1.1;;;Name;;;;", "identifier of its own"),
        (";output;RSO1.1;;;Name;;;;", "identifier of its own"),
        ("O2\x00;output;RSO1.1;;;Name;;;;", ""),
    ],
)
def test_one_wrong_line_keeps_all_out_and_says_why(edition, manager, line, told):
    try:
        lines = bring_in(edition, TABLE + line + "\n", by=manager, keep=True)
    except DomainError:
        assert "\x00" in line
    else:
        assert [one.act for one in lines][:2] == ["added", "added"]
        assert (lines[2].act, told in lines[2].text) == ("wrong", True)
    assert not ProgrammeIndicator.objects.exists()


@pytest.mark.parametrize(
    "table",
    ["", "x", "name;kind\nA;b", "identifier;colour\nO1;red", 'identifier\n"O1', "identifier\n" + "O\n" * 301],
)
def test_table_that_cannot_be_read_is_refused(edition, manager, table):
    with pytest.raises(DomainError):
        bring_in(edition, table, by=manager, keep=True)


def test_published_call_holds_units_fast_here_too(edition, manager):
    objective = SpecificObjectiveFactory(priority=PriorityFactory(programme_period=edition))
    ProgrammeIndicatorFactory(objective=objective, identifier="O7")
    CallFactory(programme_period=edition, objectives=[objective])
    lines = bring_in(edition, "identifier;unit_en\nO7;tonnes\n", by=manager, keep=True)
    assert (lines[0].act, "can't change" in lines[0].text) == ("wrong", True)


def test_only_a_manager_brings_in(edition):
    with pytest.raises(NotAllowed):
        bring_in(edition, TABLE, by=UserFactory(), keep=False)
