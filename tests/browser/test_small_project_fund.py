"""The money of a small project fund in a real browser: a rate of one part saves itself, figures follow."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from projects.models import CoFinancing
from tests.browsing import faults, sign_in
from tests.factories.projects import small_project_fund

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_rate_of_small_projects_saves_itself_and_leaves_managing_alone(new_page):
    project = small_project_fund()
    partner = project.partnerships.get()
    page = new_page()
    sign_in(page, project.created_by)
    page.goto(reverse("apply:partner_budget", args=[project.uid, partner.uid]))
    assert faults(page) == []
    figures = page.locator(".figures-column")
    expect(figures).to_contain_text("180,000.00")
    rate = page.locator(f'[name="rate.{partner.uid}.small_projects.ERDF"]')
    rate.fill("50")
    rate.press("Tab")
    expect(figures).to_contain_text("200,000.00")
    expect(figures).to_contain_text("60,000.00")
    rows = CoFinancing.objects.order_by("part").values_list("part", "rate")
    assert list(rows) == [("", Decimal("60.00")), ("small_projects", Decimal("50.00"))]
    page.get_by_role("link", name=re.compile("Add another source.*Small projects")).click()
    expect(page.get_by_label("For what")).to_have_value("small_projects")
    assert faults(page) == []
