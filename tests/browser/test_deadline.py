"""The deadline counts down by the server's clock and says when it is where the reader is."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from calls.models import Call
from tests.browsing import faults, sign_in
from tests.factories.projects import complete_project

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def project():
    return complete_project()


def shown(page):
    return page.locator(".proposal-head .deadline")


def moving(page):
    return shown(page).locator("[data-deadline-left] [aria-hidden=true]")


def spoken(page):
    return shown(page).locator("[data-deadline-left] .visually-hidden")


def test_reader_elsewhere_sees_both_clocks(new_page, project):
    closes = datetime(timezone.now().year + 1, 7, 1, 12, 0, tzinfo=ZoneInfo("Europe/Brussels"))
    Call.objects.update(closes_at=closes)
    page = new_page(zone="Pacific/Auckland")
    sign_in(page, project.created_by, f"/en/apply/{project.uid}/")
    assert "12:00 (Europe/Brussels time)" in shown(page).inner_text()
    own = shown(page).locator("[data-deadline-own]")
    assert own.is_visible()
    assert "Where you are:" in own.inner_text()
    assert "(Pacific/Auckland)" in own.inner_text()
    assert faults(page) == []


def test_reader_in_the_zone_of_the_call_sees_one_clock(new_page, project):
    page = new_page(zone="Europe/Paris")
    sign_in(page, project.created_by, f"/en/apply/{project.uid}/")
    assert shown(page).locator("[data-deadline-own]").is_hidden()


def test_countdown_moves_for_eyes_and_stays_quiet_for_screen_readers(new_page, project):
    Call.objects.update(closes_at=timezone.now() + timedelta(minutes=30))
    page = new_page()
    sign_in(page, project.created_by, f"/en/apply/{project.uid}/")
    first = moving(page).inner_text()
    assert "minutes" in first
    page.wait_for_function(
        "before => document.querySelector('.proposal-head [data-deadline-left] [aria-hidden]')"
        ".textContent !== before",
        arg=first,
    )
    assert spoken(page).text_content() in {"29 minutes left", "30 minutes left"}
    expect(shown(page).locator("[role=status]")).to_have_count(0)


def test_passing_the_deadline_is_said_once_and_politely(new_page, project):
    page = new_page()
    sign_in(page, project.created_by, f"/en/apply/{project.uid}/")
    Call.objects.update(closes_at=timezone.now() + timedelta(seconds=3))
    page.reload()
    status = shown(page).locator("[role=status]")
    status.wait_for(state="attached")
    assert status.text_content() == "The call is closed."
    assert moving(page).inner_text() == "The call is closed."


def test_clock_of_the_reader_does_not_count(new_page, project):
    Call.objects.update(closes_at=timezone.now() + timedelta(hours=5, minutes=30))
    page = new_page()
    page.clock.set_system_time(timezone.now() + timedelta(days=2))
    sign_in(page, project.created_by, f"/en/apply/{project.uid}/")
    assert moving(page).inner_text().startswith("5 hours")
