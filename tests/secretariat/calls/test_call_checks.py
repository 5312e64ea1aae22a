"""What officers look at by hand in a call: the page, the limits, and what a screening takes from it."""

import pytest
from django.urls import reverse

from assessments import decisions
from calls import setting_up
from calls.checks import checks_of, usual
from calls.facts import facts_of
from calls.models import Call
from calls.setting_up import Wrong
from core.texts import Text
from programmes.states import Role
from tests.factories.assessments import staff_of, submitted_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return submitted_project(criteria=0)


@pytest.fixture
def manager(project, client):
    user = staff_of(project, Role.MANAGER)
    client.force_login(user)
    return user


def check(title="Is the map there?", **change):
    row = {
        "title": Text({"en": title}),
        "help": Text(),
        "group": "content",
        "section": "",
        "is_required": True,
    }
    return {**row, **change}


def test_call_without_a_list_has_the_usual_one_on_its_page(client, project, manager):
    page = client.get(reverse("secretariat:call_part", args=[project.call.code, "checks"])).content.decode()
    assert checks_of(project.call) == usual()
    assert all(one.title["en"].replace("'", "&#x27;") in page for one in usual()[:3])


def test_own_list_takes_the_place_of_the_usual_one_in_screenings(project, manager):
    wanted = {
        "map": check(is_required=False),
        "budget": check("Enough money?", group="money", section="budget"),
    }
    setting_up.change(project.call, {"checks": wanted, "screening_days": 20}, by=manager)
    call = Call.objects.get(pk=project.call.pk)
    assert ([one.key for one in checks_of(call)], call.screening_days) == (["map", "budget"], 20)
    assert facts_of(call)["check.map"]["group"] == "content"
    screening = decisions.open_screening(project, by=manager)
    by_hand = screening.checks.filter(machine_verdict="").values_list("key", "group", "is_required")
    assert set(by_hand) == {("map", "content", False), ("budget", "money", True)}


def test_list_stands_once_a_proposal_was_screened(project, manager):
    decisions.open_screening(project, by=manager)
    with pytest.raises(Wrong, match="screened already"):
        setting_up.change(project.call, {"checks": {"map": check()}}, by=manager)
    setting_up.change(project.call, {"screening_days": 30}, by=manager)
    assert Call.objects.get(pk=project.call.pk).screening_days == 30


@pytest.mark.parametrize(
    "row", [check(""), check(group="x"), check(section="nowhere"), check("x" * 10, group="")]
)
def test_wrong_checks_are_refused(project, manager, row):
    with pytest.raises(Wrong):
        setting_up.change(project.call, {"checks": {"map": row}}, by=manager)


def test_optional_check_does_not_hold_up_the_conclusion(project, manager):
    setting_up.change(project.call, {"checks": {"map": check(is_required=False)}}, by=manager)
    screening = decisions.open_screening(project, by=manager)
    screening.checks.filter(is_required=True).update(verdict="passed")
    done = decisions.conclude_screening(screening, by=manager, conclusion="passed")
    assert done.conclusion == "passed"


def test_copied_call_keeps_the_list(project, manager):
    setting_up.change(project.call, {"checks": {"map": check()}}, by=manager)
    copy = setting_up.copy(project.call, code="copy-of-it", number=7, days=30, by=manager)
    assert [one.key for one in checks_of(copy)] == ["map"]
