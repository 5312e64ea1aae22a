"""The committee's pages in a real browser: no faults on a phone or wide, and a member votes on a phone."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from assessments.committee import prepared, voting
from assessments.conditions import Term
from assessments.models import Vote
from assessments.states import Outcome, Position
from programmes.states import Role
from tests.browsing import faults, sign_in
from tests.factories.assessments import eligible_project, staff_of
from tests.factories.committee import committee, item_of, opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def project():
    return eligible_project()


@pytest.fixture
def officer(project):
    return staff_of(project, Role.OFFICER, Role.MANAGER)


@pytest.fixture
def members(project):
    return committee(project.call.programme_period.programme, voting=3, advisory=1)


@pytest.fixture
def session(project, officer, members):
    """Open, with votes on its proposal and a prepared decision with a condition."""
    made = opened(project, officer)
    item = item_of(made)
    rows = made.attendances.filter(has_vote=True)
    voting.record(item, by=officer, positions={row.delegation_id: Position.FOR for row in rows})
    draft = prepared.Draft(Outcome.APPROVED_WITH_CONDITIONS, "Well argued.", [Term("Name a deputy.")])
    prepared.prepare(item, draft, by=officer, seen_revision=0)
    return made


def keep(page, name):
    """A picture for people who look at the pages, when they ask for one."""
    folder = os.environ.get("PICTURES", "")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_pages_of_the_secretariat_have_no_faults(new_page, session, officer, project):
    programme = project.call.programme_period.programme
    addresses = {
        "sessions": reverse("secretariat:sessions"),
        "new": reverse("secretariat:session_new", args=[programme.pk]),
        "delegations": reverse("secretariat:delegations", args=[programme.pk]),
        "item": reverse("secretariat:session_item", args=[session.uid, item_of(session).pk]),
        **{
            name: reverse(f"secretariat:{name}", args=[session.uid])
            for name in ("session", "session_attendance", "session_decisions", "session_minutes")
        },
    }
    for width in (320, 1280):
        page = new_page(width=width)
        sign_in(page, officer)
        for name, address in addresses.items():
            page.goto(address)
            keep(page, f"{name}-{width}")
            assert (name, width, faults(page)) == (name, width, [])


def test_member_declares_and_votes_on_a_phone(new_page, session, members, officer):
    Vote.objects.all().delete()
    page = new_page(width=320)
    sign_in(page, members[0])
    page.goto(reverse("secretariat:session_vote", args=[session.uid]))
    assert faults(page) == []
    page.get_by_label("No, none").check()
    page.get_by_role("button", name="Declare").click()
    page.get_by_label("For", exact=True).wait_for()
    keep(page, "vote-320")
    assert faults(page) == []
    page.get_by_label("For", exact=True).check()
    page.get_by_role("button", name="Vote").click()
    page.get_by_text("Your vote is recorded").wait_for()
    assert Vote.objects.get().position == Position.FOR
