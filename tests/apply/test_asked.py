"""The applicant's form while the secretariat asks about single parts of it."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programmes.states import Role
from projects import fields, lifecycle
from projects.models import Correction, Project
from tests.factories.form import filled_project
from tests.projects.corrections.conftest import asked
from tests.projects.people import with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(client):
    found = filled_project()
    lifecycle.submit(found, by=found.created_by)
    client.force_login(found.created_by)
    return Project.objects.for_page().get(pk=found.pk)


@pytest.fixture
def officer(project):
    return with_role(project, Role.OFFICER)


def page(client, name, *args):
    answer = client.get(reverse(f"apply:{name}", args=args))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def editable(html):
    """The keys of the fields that take something."""
    return set(re.findall(r'data-key="([^"]+)"', html))


def test_overview_lists_what_is_asked_and_what_is_changed_already(client, project, officer):
    asked(project, officer, "summary", "challenges")
    html = page(client, "proposal", project.uid)
    assert "Asked of you (0 of 2 changed)" in html
    assert "Mend summary." in html
    assert "Thank you." in html
    assert "the time in which the secretariat checks it stands still" in html
    fresh = Project.objects.for_page().get(pk=project.pk)
    token = fields.tokens(fresh)["summary.nl"].token
    fields.save(fresh, "summary.nl", "Anders", base=token, by=project.created_by)
    assert "Asked of you (1 of 2 changed)" in page(client, "proposal", project.uid)


def test_section_opens_the_asked_field_with_its_note_and_no_other(client, project, officer):
    asked(project, officer, "challenges")
    html = page(client, "section", project.uid, "relevance")
    assert editable(html) == {"challenges.nl", "challenges.fr"}
    assert "Asked of you: Mend challenges." in html
    assert "Add: " not in html
    closed = page(client, "section", project.uid, "management")
    assert editable(closed) == set()
    assert "The secretariat asked you to correct other parts." in closed
    assert ">Save<" in html
    assert ">Save<" not in closed


def test_closed_pages_of_partners_and_money_say_why(client, project, officer):
    asked(project, officer, "challenges")
    for section in ("partners", "budget", "lump_sums"):
        assert "The secretariat asked you to correct other parts." in page(
            client, "section", project.uid, section
        )


def test_closed_days_are_told_in_words(client, project, officer):
    Project.objects.filter(pk=project.pk).update(start_date=date(2027, 3, 1))
    asked(project, officer, "challenges")
    html = page(client, "section", project.uid, "identification")
    assert "1 March 2027" in html
    assert "2027-03-01" not in html


@pytest.mark.parametrize(
    ("typed", "status"), [("soon", 422), ("9999-99-99", 422), ("x" * 10_000, 422), ("2027-03-02", 403)]
)
def test_day_that_is_sent_to_a_closed_field_is_refused_and_comes_back(
    client, project, officer, typed, status
):
    Project.objects.filter(pk=project.pk).update(start_date=date(2027, 3, 1))
    asked(project, officer, "challenges")
    url = reverse("apply:section", args=[project.uid, "identification"])
    answer = client.post(url, {"start_date": typed, "token:start_date": "x"})
    assert answer.status_code == status
    assert typed in answer.content.decode()
    assert Project.objects.get(pk=project.pk).start_date == date(2027, 3, 1)


def test_whole_section_and_rows_open_with_all_that_lies_in_them(client, project, officer):
    package = project.entries.filter(kind="work_package").first()
    asked(project, officer, "section.relevance", f"work_package.{package.uid}")
    html = page(client, "section", project.uid, "relevance")
    assert {"challenges.nl", "approach.fr"} <= editable(html)
    assert "Add: " in html
    own = editable(page(client, "entry", project.uid, package.uid))
    activity = project.entries.get(kind="activity", parent=package)
    assert {f"work_package.{package.uid}.title.nl", f"activity.{activity.uid}.title.nl"} <= own
    other = project.entries.filter(kind="work_package").last()
    assert editable(page(client, "entry", project.uid, other.uid)) == set()


def test_money_of_one_partner_opens_and_that_of_the_other_stays_closed(client, project, officer):
    first, second = project.partnerships.order_by("position")
    asked(project, officer, f"budget.{second.uid}", f"partner.{first.uid}.competence")
    assert f"budget.{second.uid}.travel" in editable(page(client, "partner_budget", project.uid, second.uid))
    assert editable(page(client, "partner_budget", project.uid, first.uid)) == set()
    assert editable(page(client, "partner", project.uid, first.uid)) == {
        f"partner.{first.uid}.competence.{language}" for language in ("nl", "fr")
    }
    html = page(client, "section", project.uid, "partners")
    assert "Find an organisation" not in html


def test_posted_and_autosaved_fields_outside_the_request_are_refused(client, project, officer):
    asked(project, officer, "challenges")
    fresh = Project.objects.for_page().get(pk=project.pk)
    token = fields.tokens(fresh)["approach.nl"].token
    address = reverse("apply:section", args=[project.uid, "relevance"])
    answer = client.post(address, {"approach.nl": "Sneaky", "token:approach.nl": token})
    assert answer.status_code == 403
    assert "asked you to correct other parts" in answer.content.decode()
    assert fields.tokens(fresh)["approach.nl"].value != "Sneaky"


def test_overdue_round_says_so_and_can_still_be_answered(client, project, officer):
    asked(project, officer, "challenges")
    Correction.objects.update(due=Correction.objects.get().asked_at - timedelta(days=1))
    assert "The day has passed" in page(client, "proposal", project.uid)
    answer = client.get(reverse("apply:submit", args=[project.uid]))
    assert answer.status_code == 200


def test_applicants_never_meet_what_is_only_collected(client, project, officer):
    item = Correction.objects.create(
        project=project, version=project.versions.get(), created_by=officer, note="SECRET"
    ).items.create(key="summary", name={"en": "Summary"}, note="SECRET")
    assert item.pk
    for name in ("proposal", "check"):
        assert "SECRET" not in page(client, name, project.uid)


def test_a_round_costs_at_most_one_statement_a_page(client, project, officer):
    package = project.entries.filter(kind="work_package").first()
    pages = [("section", project.uid, "relevance"), ("entry", project.uid, package.uid)]
    asked(project, officer, "challenges", f"work_package.{package.uid}", "section.budget")

    def counted():
        found = []
        for one in pages:
            with CaptureQueriesContext(connection) as statements:
                page(client, *one)
            found.append(len(statements))
        return found

    page(client, *pages[0])  # the first request of a session writes its own rows
    within = counted()
    Project.objects.filter(pk=project.pk).update(open_keys=None)
    assert all(mine <= free + 1 for mine, free in zip(within, counted(), strict=True))


def test_money_pages_of_a_round_take_eight_statements_at_most(client, project, officer):
    partner = project.partnerships.get(position=2)
    asked(project, officer, "summary", f"budget.{partner.uid}", "section.lump_sums")
    for name, *args in (
        ("section", project.uid, "budget"),
        ("section", project.uid, "lump_sums"),
        ("partner_budget", project.uid, partner.uid),
    ):
        address = reverse(f"apply:{name}", args=args)
        client.get(address)
        with CaptureQueriesContext(connection) as statements:
            assert client.get(address).status_code == 200
        assert len(statements) <= 8, "\n".join(one["sql"][:300] for one in statements)
