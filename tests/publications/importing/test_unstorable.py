"""What no database can hold, in any place of a list, is no crash."""

import json

import pytest
from openpyxl import Workbook

from core import sheets
from publications.models import ImportRow, ImportRun
from tests.factories.programmes import ProgrammePeriodFactory
from tests.publications.importing.lists import mapping, taken, written

pytestmark = pytest.mark.django_db
ODD = ("a\x00b", "a\ud800b", "\udfff", "\x00")


@pytest.fixture
def chosen():
    return mapping(ProgrammePeriodFactory())


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("name", ["Code", "Title", "Start", "Budget", "Organisatie", "Rol", "Land", "Else"])
def test_odd_letters_in_any_value(chosen, tmp_path, name, odd):
    row = {"Code": "P1", "Title": "Water", name: odd}
    run = taken(chosen, written(tmp_path, json.dumps([row]), "a.json"))
    assert (run.state, ImportRow.objects.filter(run=run).count()) == (ImportRun.State.DONE, 1)


@pytest.mark.parametrize("odd", ODD)
def test_odd_letters_in_headings_and_partners(tmp_path, odd):
    chosen = mapping(ProgrammePeriodFactory(), facts={"Note": "Note"}, partners="list")
    row = {"Code": "P1", "Title": "Water", odd: 1, "Note": odd, "list": [{odd: odd}, odd]}
    assert taken(chosen, written(tmp_path, json.dumps([row]), "a.json")).state == ImportRun.State.DONE


@pytest.mark.filterwarnings("ignore:Title is more than 31")
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_sheets_of_long_names(chosen, tmp_path, kind):
    path = tmp_path / f"a.{kind}"
    if kind == "ods":
        with path.open("wb") as file:
            sheets.write(file, sheets.Format.ODS, "x" * 80, ("Code", "Title"), [("P1", "Water")])
    else:
        made = Workbook()
        made.active.title = "x" * 80
        for row in (["Code", "Title"], ["P1", "Water"]):
            made.active.append(row)
        made.save(path)
    assert taken(chosen, path).counts["new"] == 1
