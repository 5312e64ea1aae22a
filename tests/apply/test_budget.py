"""The pages of the budget: tables by period and of items, live figures, overviews, pasted cells."""

import json
from datetime import date
from decimal import Decimal

import pytest

from apply.pages.overviews import overviews
from projects import dossier
from projects.models import BudgetLine, CostItem
from tests.factories.programmes import LumpSumFactory
from tests.factories.projects import (
    AnswerFactory,
    BudgetLineFactory,
    CostItemFactory,
    EntryFactory,
    LumpSumUseFactory,
    complete_partner,
    complete_project,
    show_fields,
)


@pytest.fixture
def project(db):
    """Two years in four periods."""
    project = complete_project(start_date=date(2026, 1, 1), end_date=date(2027, 12, 31))
    project.call.budget_form, project.call.period_months = "periods", 6
    project.call.save()
    return project


@pytest.fixture
def partner(project):
    return project.partnerships.first()


def test_partner_budget_has_a_cell_for_each_category_and_period(manager, url, partner):
    BudgetLineFactory(partnership=partner, category="travel", period=2, amount=Decimal("1234.50"))
    page = manager.get(url("partner_budget", partner.uid)).content.decode()
    for category in ("staff", "travel", "external", "equipment", "infrastructure"):
        for period in range(1, 5):
            assert f'name="budget.{partner.uid}.{category}.{period}"' in page
    assert f'budget.{partner.uid}.travel.5"' not in page
    assert 'value="1,234.50"' in page
    # the amount that was entered for the whole stands beside, so that it can be spread
    assert f'name="budget.{partner.uid}.staff"' in page
    assert f'name="budget.{partner.uid}.travel"' not in page


def test_partner_budget_shows_amounts_of_periods_that_are_no_longer_there(manager, url, partner):
    BudgetLineFactory(partnership=partner, category="travel", period=9, amount=Decimal("7.00"))
    page = manager.get(url("partner_budget", partner.uid)).content.decode()
    assert f'name="budget.{partner.uid}.travel.9"' in page
    assert f'name="budget.{partner.uid}.staff.9"' not in page


def test_cells_save_as_one_form_without_scripts(manager, url, project, partner):
    key = f"budget.{partner.uid}.travel.1"
    page = manager.get(url("partner_budget", partner.uid)).content.decode()
    token = page.split(f'name="token:{key}" value="')[1].split('"')[0]
    answer = manager.post(url("partner_budget", partner.uid), {key: "99,5", f"token:{key}": token})
    assert answer.status_code == 302
    assert BudgetLine.objects.get(partnership=partner, category="travel").amount == Decimal("99.50")
    wrong = manager.post(url("partner_budget", partner.uid), {key: "<b>", f"token:{key}": token})
    assert wrong.status_code == 422
    assert f'href="#f-budget-{partner.uid}-travel-1"' in wrong.content.decode()
    assert "&lt;b&gt;" in wrong.content.decode()


def test_figures_follow_what_is_saved(manager, url, partner):
    BudgetLineFactory(partnership=partner, category="travel", period=2, amount=Decimal("1234.50"))
    text = manager.get(url("partner_figures", partner.uid)).content.decode()
    assert '<data data-into="row-travel" value="">1,234.50</data>' in text
    assert '<data data-into="column-2" value="">1,234.50</data>' in text
    # 60 % of 1,234.50 is 740.70; the last period has the 100,000.00 without a period
    assert '<data data-into="way-fund-ERDF-2" value="">740.70</data>' in text
    assert '<data data-into="way-total-4" value="">100,000.00</data>' in text
    assert '<data data-into="way-total-all" value="">101,234.50</data>' in text


def test_partner_ways_tell_how_each_period_came_about(manager, url, partner):
    BudgetLineFactory(partnership=partner, category="travel", period=2, amount=Decimal("1234.50"))
    page = manager.get(url("partner_ways", partner.uid)).content.decode()
    assert "60% of 1,234.50, cut to the cent." in page
    assert "101,234.50 in all, less 1,234.50 in the other periods, leaves 100,000.00." in page


def test_items_have_their_own_rows(manager, url, project, partner):
    project.call.budget_form = "items"
    project.call.save()
    address = url("item_add", partner.uid)
    answer = manager.post(address, {"category": "external"})
    item = CostItem.objects.get(partnership=partner)
    assert answer.url == url("partner_budget", partner.uid) + f"#f-cost-{item.uid}-units"
    page = manager.get(url("partner_budget", partner.uid)).content.decode()
    for attribute in ("description.nl", "description.fr", "unit_type", "award", "units", "price", "period.4"):
        assert f'name="cost.{item.uid}.{attribute}"' in page
    manager.post(url("item_remove", item.uid))
    assert not CostItem.objects.exists()


def test_amounts_that_the_call_does_not_ask_for_can_only_be_cleared(manager, url, project, partner):
    project.call.budget_form = "items"
    project.call.save()
    BudgetLineFactory(partnership=partner, category="travel", period=2, amount=Decimal("7.00"))
    page = manager.get(url("partner_budget", partner.uid)).content.decode()
    table = page.split("Amounts entered in another way")[1].split("</table>")[0]
    assert f'name="budget.{partner.uid}.travel.2"' in table
    assert f'name="budget.{partner.uid}.travel.1"' not in table
    assert "no longer there" not in table


def test_lump_sums_are_taken_up_split_and_given_up(manager, url, project, partner):
    offer = LumpSumFactory(name={"en": "Preparation of the project"}, amount=Decimal("5000.00"))
    project.call.lump_sums.add(offer)
    project.call.fields.create(key="lump_sums", use="optional")
    assert "Preparation of the project" in manager.get(url("section", "lump_sums")).content.decode()
    manager.post(url("lump_sum_use"), {"lump_sum": offer.pk})
    use = project.lump_sum_uses.get()
    page = manager.get(url("section", "lump_sums")).content.decode()
    assert f'name="lump_sum.{use.uid}.share.{partner.uid}"' in page
    use.shares.create(partnership=partner, amount=Decimal("1200.00"))
    assert (
        f'data-into="gap-{use.uid}" value="">3,800.00<'
        in manager.get(url("lump_sum_figures")).content.decode()
    )
    manager.post(url("lump_sum_drop", use.uid))
    assert not project.lump_sum_uses.exists()


def test_cells_tell_what_pasted_texts_mean(manager, url, partner):
    key = f"budget.{partner.uid}.travel"
    asked = [[f"{key}.1", "1.234,50"], [f"{key}.2", "many"], ["x\x00", "1"]]
    answer = manager.post(url("cells"), {"cells": json.dumps(asked)}).json()["cells"]
    assert answer[0] == {"shown": "1,234.50"}
    assert "digits" in answer[1]["error"]
    assert "no such field" in answer[2]["error"]


@pytest.mark.parametrize("cells", ["", "{", "[1]", "[[1]]", '[["a"]]', "[" * 5000, "null"])
def test_cells_refuse_what_is_no_list_of_cells(manager, url, cells):
    assert manager.post(url("cells"), {"cells": cells}).status_code == 422


def test_overviews_show_the_same_total_in_each_table(manager, url, project):
    page = manager.get(url("section", "budget")).content.decode()
    for key in ("by-fund", "by-partner", "by-category", "by-period", "by-fund-and-period"):
        table = page.split(f'id="{key}-name"')[1].split("</table>")[0]
        assert "200,000.00" in table


@pytest.mark.parametrize("form", ["totals", "periods", "items"])
def test_budget_pages_take_eight_statements_at_most(manager, url, project, partner, ask_count, form):
    project.call.budget_form, project.call.period_months = form, 1
    project.call.save()
    project.call.fields.create(key="lump_sums", use="optional")
    offer = LumpSumFactory()
    project.call.lump_sums.add(offer)
    for position in range(3, 6):
        complete_partner(project, position)
    for row in project.partnerships.all():
        for period in range(1, 21):
            BudgetLineFactory(partnership=row, category="travel", period=period)
        CostItemFactory(partnership=row)
        LumpSumUseFactory(project=project, lump_sum=offer).shares.create(partnership=row, amount=1)
    for address in (
        url("section", "budget"),
        url("section", "lump_sums"),
        url("partner_budget", partner.uid),
        url("partner_figures", partner.uid),
        url("partner_ways", partner.uid),
    ):
        assert ask_count(manager, address) <= 8, address


def test_every_row_of_an_overview_has_a_value_in_each_column(project):
    loaded = dossier.load(project)
    for overview in overviews(loaded, dossier.whole_of(loaded)):
        assert {len(line.values) for line in overview.lines} == {len(overview.columns)}, overview.key


@pytest.mark.parametrize("form", ["totals", "periods", "items"])
def test_partner_budget_takes_eight_statements_at_most_whatever_the_rows(
    manager, url, project, partner, ask_count, form
):
    show_fields(project.call, "cost.comment")
    project.call.budget_form = form
    project.call.save()
    CostItemFactory(partnership=partner)
    EntryFactory(project=project, kind="investment")
    address = url("partner_budget", partner.uid)
    few = ask_count(manager, address)
    for position in (3, 4):
        complete_partner(project, position)
        EntryFactory(project=project, kind="investment")
        CostItemFactory(partnership=partner)
        BudgetLineFactory(partnership=partner, category="travel", period=position)
    assert ask_count(manager, address) == few <= 8


def test_partner_budget_names_what_the_rows_of_costs_hold(manager, url, project, partner):
    show_fields(project.call, "cost.comment")
    project.call.budget_form = "items"
    project.call.save()
    investment = EntryFactory(project=project, kind="investment")
    AnswerFactory(project=project, field=f"investment.{investment.uid}.title", language="nl", text="Een brug")
    item = CostItemFactory(partnership=partner, investment=investment)
    AnswerFactory(project=project, field=f"cost.{item.uid}.comment", language="", text="Drie offertes")
    AnswerFactory(project=project, field=f"cost.{item.uid}.description", language="fr", text="Le pont")
    page = manager.get(url("partner_budget", partner.uid)).content.decode()
    assert f'<option value="{investment.uid}" selected>Een brug</option>' in page
    assert 'value="Drie offertes"' in page
    assert 'value="Le pont"' in page
