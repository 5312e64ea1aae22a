"""The budget as a workbook: out, filled in a spreadsheet, compared, and in again."""

import io
import json
from datetime import date
from decimal import Decimal
from html import unescape
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from projects import fields
from projects.fields import bulk
from projects.fields.outcomes import token_of
from projects.models import BudgetLine, CostItem, FieldChange
from projects.states import Level
from tests.apply.conftest import signed_in
from tests.factories.programmes import UnitCostFactory
from tests.factories.projects import (
    BudgetLineFactory,
    CollaboratorFactory,
    CostItemFactory,
    complete_project,
)


@pytest.fixture
def project(db):
    """Two years in four periods; nothing without a period."""
    project = complete_project(start_date=date(2026, 1, 1), end_date=date(2027, 12, 31))
    project.call.budget_form, project.call.period_months = "periods", 6
    project.call.save()
    BudgetLine.objects.update(period=1)
    return project


@pytest.fixture
def partner(project):
    return project.partnerships.first()


def fetched(manager, url):
    answer = manager.get(url("budget_export"))
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    return load_workbook(io.BytesIO(answer.content))


def upload(manager, url, book):
    content = io.BytesIO()
    book.save(content)
    return manager.post(url("budget_import"), {"file": SimpleUploadedFile("b.xlsx", content.getvalue())})


def cell_of(sheet, key):
    """The cell of a full key, found by the hidden row and column."""
    for row in sheet.iter_rows(min_row=4):
        for head, cell in zip(sheet[1], row, strict=True):
            if head.value and f"{row[0].value}.{head.value}" == key:
                return cell
    raise AssertionError(key)


def test_export_has_a_sheet_for_each_partner_and_the_overviews(manager, url, project, partner):
    book = fetched(manager, url)
    assert book.sheetnames == ["1 PARTNER 1", "2 PARTNER 2", "Financing", "Overviews"]
    sheet = book.worksheets[0]
    assert cell_of(sheet, f"budget.{partner.uid}.staff.1").value == 100000
    assert (sheet.column_dimensions["A"].hidden, sheet.row_dimensions[1].hidden) == (True, True)
    values = [cell.value for row in book["Overviews"].iter_rows() for cell in row]
    assert values.count(200000) >= 5


def test_export_takes_no_text_for_a_formula(manager, url, project, partner):
    partner.organisation.name = "=cmd|'/c calc'!A0"
    partner.organisation.save()
    partner.abbreviation = "=1+1"
    partner.save()
    book = fetched(manager, url)
    assert not [
        cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def test_import_shows_old_and_new_before_anything_changes(manager, url, project, partner):
    book = fetched(manager, url)
    sheet = book.worksheets[0]
    cell_of(sheet, f"budget.{partner.uid}.travel.2").value = 12.5
    cell_of(sheet, f"budget.{partner.uid}.staff.1").value = None
    cell_of(sheet, f"budget.{partner.uid}.external.3").value = "many"
    cell_of(sheet, f"budget.{partner.uid}.equipment.3").value = "=1+1"
    answer = upload(manager, url, book)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "2 cells will change" in page
    assert "2 cells can’t be taken" in page
    assert "12.50" in page
    assert "stored value" in page
    assert BudgetLine.objects.filter(partnership=partner).count() == 1
    posted = page.split('name="changes" value="')[1].split('"')[0].replace("&quot;", '"')
    answer = manager.post(url("budget_import_apply"), {"changes": posted})
    assert answer.url == url("section", "budget")
    assert list(
        BudgetLine.objects.filter(partnership=partner).values_list("category", "period", "amount")
    ) == [("travel", 2, Decimal("12.50"))]
    assert set(FieldChange.objects.values_list("key", "old", "new")) == {
        (f"budget.{partner.uid}.travel.2", "", "12.50"),
        (f"budget.{partner.uid}.staff.1", "100000.00", ""),
    }


def test_import_of_what_was_exported_changes_nothing(manager, url, project, partner):
    BudgetLineFactory(partnership=partner, category="travel", period=None, amount=Decimal("3.00"))
    BudgetLineFactory(partnership=partner, category="travel", period=9, amount=Decimal("4.00"))
    assert "nothing to change" in upload(manager, url, fetched(manager, url)).content.decode()


def test_import_of_items_brings_texts_units_and_periods(manager, url, project, partner):
    project.call.budget_form = "items"
    project.call.save()
    item = CostItemFactory(partnership=partner)
    fields.save(
        project, f"cost.{item.uid}.description.nl", "=Studie", base="0", by=project.created_by, language="nl"
    )
    book = fetched(manager, url)
    sheet = book.worksheets[0]
    described = cell_of(sheet, f"cost.{item.uid}.description.nl")
    assert (described.value, described.data_type) == ("=Studie", "s")
    described.value = "Een studie"
    cell_of(sheet, f"cost.{item.uid}.units").value = 3
    cell_of(sheet, f"cost.{item.uid}.period.2").value = 3000
    page = upload(manager, url, book).content.decode()
    assert "3 cells will change" in page
    posted = page.split('name="changes" value="')[1].split('"')[0].replace("&quot;", '"')
    manager.post(url("budget_import_apply"), {"changes": posted})
    item.refresh_from_db()
    assert (item.units, item.periods.get().amount) == (Decimal("3.00"), Decimal("3000.00"))
    assert fields.tokens(project)[f"cost.{item.uid}.description.nl"].value == "Een studie"


def test_rows_that_are_new_in_the_file_are_shown_and_added(manager, url, project, partner):
    project.call.budget_form = "items"
    project.call.save()
    offer = UnitCostFactory(price=Decimal("50.00"), categories=["travel"], name={"en": "Day trip"})
    project.call.unit_costs.add(offer)
    item = CostItemFactory(partnership=partner, category="staff")
    book = fetched(manager, url)
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    copied, typed, lost = (sheet.max_row + number for number in (1, 2, 3))
    for column in range(1, sheet.max_column + 1):
        sheet.cell(copied, column).value = sheet.cell(4, column).value
    sheet.cell(copied, columns["units"]).value = 7
    sheet.cell(typed, 2).value = "travel and accommodation"
    sheet.cell(typed, columns["unit_cost"]).value = "Day trip"
    sheet.cell(typed, columns["units"]).value = 2
    sheet.cell(lost, 2).value = "Castles"
    page = upload(manager, url, book).content.decode()
    assert "2 rows will be added" in page
    assert "1 cell can’t be taken" in page
    assert CostItem.objects.count() == 1
    sent = {name: hidden(page, name) for name in ("changes", "added")}
    for _press in range(2):
        manager.post(url("budget_import_apply"), sent)
    new = CostItem.objects.exclude(pk=item.pk).order_by("category")
    assert [(row.category, row.units, row.price, row.unit_cost) for row in new] == [
        ("staff", Decimal("7.00"), item.price, None),
        ("travel", Decimal("2.00"), Decimal("50.00"), offer),
    ]


def test_a_row_of_another_partner_cannot_be_added(project, partner, url):
    project.call.budget_form = "items"
    project.call.save()
    person = CollaboratorFactory(
        project=project, level=Level.EDIT, partnership=project.partnerships.last()
    ).user
    added = json.dumps([[str(uuid4()), str(partner.uid), "staff"]])
    answer = signed_in(person).post(url("budget_import_apply"), {"changes": "[]", "added": added})
    assert answer.status_code == 403
    assert not CostItem.objects.exists()


def hidden(page, name):
    return unescape(page.split(f'name="{name}" value="')[1].split('"')[0])


def test_import_of_another_proposal_is_refused(manager, url, project):
    other = complete_project()
    book = load_workbook(
        io.BytesIO(
            signed_in(other.created_by)
            .get(url("budget_export").replace(str(project.uid), str(other.uid)))
            .content
        )
    )
    answer = upload(manager, url, book)
    assert answer.status_code == 422
    assert "another proposal" in answer.content.decode()


def test_import_is_all_or_nothing(manager, url, project, partner):
    key = f"budget.{partner.uid}.travel."
    empty = token_of("")
    stale = [[f"{key}1", "5.00", empty], [f"{key}2", "5.00", token_of("1.00")]]
    assert manager.post(url("budget_import_apply"), {"changes": json.dumps(stale)}).status_code == 409
    beyond = [[f"{key}1", "5.00", empty], [f"{key}5", "5.00", empty]]
    assert manager.post(url("budget_import_apply"), {"changes": json.dumps(beyond)}).status_code == 422
    assert not BudgetLine.objects.filter(category="travel").exists()


def test_import_keeps_to_the_own_part(project, partner, url):
    other = project.partnerships.last()
    person = CollaboratorFactory(project=project, level=Level.EDIT, partnership=other).user
    client, empty = signed_in(person), token_of("")
    theirs = [[f"budget.{partner.uid}.travel.1", "5.00", empty]]
    assert client.post(url("budget_import_apply"), {"changes": json.dumps(theirs)}).status_code == 403
    own = [[f"budget.{other.uid}.travel.1", "5.00", empty]]
    assert client.post(url("budget_import_apply"), {"changes": json.dumps(own)}).status_code == 302


@pytest.mark.parametrize("changes", ["", "{", "[1]", "null", "[" * 5000, '[["a"]]'])
def test_import_refuses_what_it_did_not_send(manager, url, changes):
    assert manager.post(url("budget_import_apply"), {"changes": changes}).status_code == 409


def test_many_cells_take_a_constant_number_of_statements(project, partner, django_assert_max_num_queries):
    empty = token_of("")
    cells = [
        (f"budget.{row.uid}.{category}.{period}", "5.00", empty)
        for row in project.partnerships.all()
        for category in ("travel", "external", "equipment", "infrastructure")
        for period in range(1, 5)
    ]
    with django_assert_max_num_queries(16):
        assert bulk.apply(project, cells, by=project.created_by) == 32


def test_import_stands_on_its_page_until_it_is_undone(manager, url, project, partner):
    key = f"budget.{partner.uid}.staff.1"
    base = fields.tokens(project)[key].token
    changes = json.dumps([[key, "5.00", base]])
    manager.post(url("budget_import_apply"), {"changes": changes})
    page = manager.get(url("budget_import")).content.decode()
    assert "cells changed: 1, rows added: 0" in unescape(page)
    done = project.budget_imports.get()
    answer = manager.post(url("budget_import_undo", done.uid))
    assert answer.status_code == 302
    page = manager.get(url("budget_import")).content.decode()
    assert ("undone by" in page, "Undo this import" in page) == (True, False)
    assert fields.tokens(project)[key].value == "100000.00"
