"""The tables of money: the same figures as the dossier, to the cent."""

from decimal import Decimal

import pytest

from calls.models import Call
from projects import dossier
from projects.content.money import tables_of
from tests.factories.form import standard_project
from tests.factories.projects import AnswerFactory, CostItemFactory, complete_project

pytestmark = pytest.mark.django_db


def tables(project):
    loaded = dossier.load(project)
    return loaded, {table.key: table for table in tables_of(loaded)}


def test_tables_carry_the_totals_of_the_dossier():
    loaded, found = tables(standard_project(3))
    assert found["partners"].foot[0].cells[-1] == loaded.totals.total == Decimal("300000.00")
    assert found["budget"].foot[0].cells[-1] == loaded.totals.total
    assert found["funds"].foot[0].cells[-1] == loaded.totals.total
    for partner in loaded.partners:
        assert found[f"budget.{partner.uid}"].foot[0].cells[-1] == partner.budget.total


def test_rows_of_each_column_sum_to_its_foot():
    _loaded, found = tables(standard_project())
    for key in ("partners", "budget", "funds"):
        table = found[key]
        for index, total in enumerate(table.foot[0].cells):
            together = sum((row.cells[index] or Decimal(0) for row in table.rows), Decimal(0))
            assert together == (total or Decimal(0))


def test_items_are_listed_with_their_words():
    project = complete_project()
    Call.objects.filter(pk=project.call_id).update(budget_form="items")
    partner = project.partnerships.get(position=1)
    item = CostItemFactory(partnership=partner)
    AnswerFactory(project=project, field=f"cost.{item.uid}.description", language="nl", text="Een studie")
    _loaded, found = tables(type(project).objects.get(pk=project.pk))
    (row,) = found[f"items.{partner.uid}"].rows
    assert row.label == "Een studie"
    assert row.cells == (
        "External expertise and services",
        None,
        "2.00",
        Decimal("1000.00"),
        Decimal("2000.00"),
    )


def test_project_without_partners_has_no_tables():
    assert tables(complete_project(partners=0))[1] == {}
