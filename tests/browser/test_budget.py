"""The tables of a budget in a real browser: keys, pasting, undo, live figures, narrow and wide."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from projects.models import BudgetLine
from tests.browsing import faults, sign_in
from tests.factories.programmes import LumpSumFactory
from tests.factories.projects import CostItemFactory, LumpSumUseFactory, complete_project

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def project():
    """Two years in four periods."""
    project = complete_project(start_date=date(2026, 1, 1), end_date=date(2027, 12, 31))
    project.call.budget_form, project.call.period_months = "periods", 6
    project.call.save()
    BudgetLine.objects.update(period=1)
    return project


@pytest.fixture
def partner(project):
    return project.partnerships.first()


@pytest.fixture
def address(project, partner):
    return reverse("apply:partner_budget", args=[project.uid, partner.uid])


def cell(page, category, period):
    return page.get_by_label(f"{category}, period {period}", exact=True)


def focused(page):
    return page.evaluate("document.activeElement.getAttribute('aria-label')")


def paste(page, text):
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const options = { clipboardData: data, bubbles: true, cancelable: true };
            const event = new ClipboardEvent("paste", options);
            document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


def test_cells_are_walked_and_filled_by_keyboard(new_page, project, partner, address):
    page = new_page()
    sign_in(page, project.created_by)
    page.goto(address)
    cell(page, "Travel and accommodation", 1).focus()
    page.keyboard.type("1234.5")
    page.keyboard.press("Enter")
    assert focused(page) == "External expertise and services, period 1"
    page.keyboard.press("ArrowRight")
    assert focused(page) == "External expertise and services, period 2"
    page.keyboard.press("ArrowUp")
    assert focused(page) == "Travel and accommodation, period 2"
    page.keyboard.press("Tab")
    assert focused(page) == "Travel and accommodation, period 3"
    page.keyboard.type("99")
    page.keyboard.press("Escape")
    assert cell(page, "Travel and accommodation", 3).input_value() == ""
    page.locator("#row-travel").filter(has_text="1,234.50").wait_for()
    page.locator("#way-total-1").filter(has_text="101,234.50").wait_for()
    line = BudgetLine.objects.get(partnership=partner, category="travel")
    assert (line.period, line.amount) == (1, Decimal("1234.50"))
    # only one cell stands in the order of tabbing; Escape and Tab lead out of the table
    expect(page.locator("[data-cell][tabindex='0']")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('[data-cell]')") is False


def test_pasted_cells_are_shown_first_when_some_do_not_fit_and_can_be_undone(
    new_page, project, partner, address
):
    page = new_page()
    sign_in(page, project.created_by)
    page.goto(address)
    cell(page, "Travel and accommodation", 3).focus()
    paste(page, "10\t1.000,50\t7\nmany\t20\n")
    dialog = page.get_by_role("dialog", name="Before pasting")
    dialog.wait_for()
    assert "Cells that will change: 3" in dialog.inner_text()
    assert "many" in dialog.inner_text()
    assert faults(page) == []
    dialog.get_by_role("button", name="Paste what fits").click()
    page.locator("#row-travel").filter(has_text="1,010.50").wait_for()
    page.locator("#row-external").filter(has_text="20.00").wait_for()
    assert BudgetLine.objects.filter(partnership=partner).count() == 4
    page.get_by_role("button", name="Undo").click()
    page.locator("#row-travel").filter(has_text="0.00").wait_for()
    page.locator("#row-external").filter(has_text="0.00").wait_for()
    assert BudgetLine.objects.filter(partnership=partner).count() == 1
    page.get_by_role("button", name="Redo").click()
    page.locator("#row-travel").filter(has_text="1,010.50").wait_for()


@pytest.mark.parametrize("width", [320, 1280])
def test_budget_pages_are_accessible(new_page, project, partner, address, width):
    offer = LumpSumFactory()
    project.call.lump_sums.add(offer)
    project.call.fields.create(key="lump_sums", use="optional")
    LumpSumUseFactory(project=project, lump_sum=offer)
    page = new_page(width=width)
    sign_in(page, project.created_by)
    for one in (
        address,
        reverse("apply:section", args=[project.uid, "budget"]),
        reverse("apply:section", args=[project.uid, "lump_sums"]),
        reverse("apply:partner_ways", args=[project.uid, partner.uid]),
        reverse("apply:budget_import", args=[project.uid]),
    ):
        page.goto(one)
        assert faults(page) == [], one
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), one


def test_tables_of_items_are_accessible(new_page, project, partner, address):
    project.call.budget_form = "items"
    project.call.save()
    CostItemFactory(partnership=partner)
    page = new_page(width=320)
    sign_in(page, project.created_by)
    page.goto(address)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_label("External expertise and services, row 1: Number of units").fill("3")
    page.keyboard.press("Enter")
    page.locator("[id^=amount-]").filter(has_text="3,000.00").wait_for()
