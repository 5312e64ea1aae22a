"""The section of policy instruments: what it shows, what it costs, how it saves itself."""

import pytest
from django.urls import reverse

from projects.models import Entry
from tests.apply.conftest import signed_in
from tests.factories.policy import instrument, policy_project
from tests.factories.projects import complete_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return policy_project(instruments=1)


def test_the_section_costs_the_same_for_any_number_of_instruments(manager, project, url, ask_count):
    first = project.entries.get(kind="policy_instrument")
    few = ask_count(manager, url("section", "policy")), ask_count(manager, url("entry", first.uid))
    for position in (2, 3):
        instrument(project, complete_partner(project, position))
    many = ask_count(manager, url("section", "policy")), ask_count(manager, url("entry", first.uid))
    assert many == few
    assert max(many) <= 8


def test_the_page_of_an_instrument_holds_all_that_hangs_under_it(manager, project, url):
    first = project.entries.get(kind="policy_instrument")
    page = manager.get(url("entry", first.uid)).content.decode()
    for kind, attribute in (
        ("stakeholder", "group"),
        ("action_plan", "title.nl"),
        ("pilot_action", "cost"),
        ("policy_improvement", "influenced"),
    ):
        entry = Entry.objects.get(kind=kind)
        assert f'name="{kind}.{entry.uid}.{attribute}"' in page
    assert 'value="large_enterprise"' in page
    assert 'value="natural_person"' not in page


def test_a_field_of_an_instrument_saves_itself(project):
    pilot = Entry.objects.get(kind="pilot_action")
    client = signed_in(project.created_by)
    page = client.get(reverse("apply:entry", args=[project.uid, pilot.parent.uid])).content.decode()
    name = f"pilot_action.{pilot.uid}.cost"
    token = page.split(f'name="token:{name}" value="')[1].split('"')[0]
    address = reverse("apply:field", args=[project.uid])
    answer = client.post(address, {"key": name, "value": "12500", "base": token})
    assert answer.status_code == 200
    pilot.refresh_from_db()
    assert str(pilot.price) == "12500.00"
