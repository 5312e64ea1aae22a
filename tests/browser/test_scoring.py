"""Assessors, rapporteurs and blind calls in a real browser: saved by itself, by keys, against a tab."""

import re

import pytest
from django.urls import reverse

from assessments import blind, consolidating, decisions
from assessments.models import Assessment, Score
from calls.models import Call, ScalePoint
from programmes.states import Role
from projects.models import Version
from tests.assessments.test_consolidating import day, write
from tests.browsing import faults, sign_in
from tests.factories.assessments import AssessmentFactory, scored, staff_of, submitted_project
from tests.factories.projects import InterestFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVED = re.compile(r"^Saved \d\d:\d\d$")
WORDS = ("missing", "very weak", "weak", "adequate", "good", "excellent")


@pytest.fixture
def project():
    made = submitted_project(criteria=3)
    for value, words in enumerate(WORDS):
        ScalePoint.objects.create(call=made.call, value=value, words={"en": words})
    made.call.criteria.filter(key="c1").update(
        section="summary", question={"en": "Is it needed?"}, help={"en": "Look at the need."}
    )
    made.call.criteria.filter(key="c2").update(section="budget", group="operational", threshold=3)
    return made


@pytest.fixture
def assessment(project):
    """One in work, of an assessor without a conflict of interest."""
    person = staff_of(project, Role.ASSESSOR)
    InterestFactory(project=project, person=person)
    version = Version.objects.get(project=project)
    return AssessmentFactory(version=version, assessor=person)


@pytest.fixture
def consolidation(project):
    people = [staff_of(project, Role.ASSESSOR) for _each in range(2)]
    for person, value in zip(people, (1, 5), strict=True):
        decisions.finish_assessment(scored(project, person, value), by=person, recommendation="recommended")
    officer = staff_of(project, Role.OFFICER)
    return consolidating.name_rapporteur(project, by=officer, rapporteur=people[0])


def at(assessment, name="assessment"):
    return reverse(f"secretariat:{name}", args=[assessment.pk])


def item(page, number):
    return page.locator("[data-criterion]").nth(number - 1)


def test_scores_save_themselves_and_are_finished_after_a_look_back(new_page, assessment):
    page = new_page()
    sign_in(page, assessment.assessor, at(assessment))
    for number in (1, 2, 3):
        item(page, number).get_by_role("radio", name="4 good").check()
        item(page, number).get_by_role("textbox").fill("Well argued.")
    page.get_by_role("radio", name="Recommended", exact=True).check()
    page.get_by_text("Nothing is missing: you can finish.").wait_for()
    page.reload()
    assert item(page, 2).get_by_role("radio", name="4 good").is_checked()
    page.get_by_role("button", name="Look back and finish").click()
    page.get_by_role("heading", name="Finish the assessment").wait_for()
    assert faults(page) == []
    page.get_by_role("button", name="Finish", exact=True).click()
    page.get_by_text("The assessment is finished").wait_for()
    assert Assessment.objects.get(pk=assessment.pk).finished_at is not None


def test_keys_score_and_walk_from_criterion_to_criterion(new_page, assessment):
    page = new_page()
    sign_in(page, assessment.assessor, at(assessment))
    page.keyboard.press("j")
    page.keyboard.press("5")
    item(page, 1).locator("[data-field-state]").first.filter(has_text=SAVED).wait_for()
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.type("5 reasons")
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    states = item(page, 2).locator("[data-field-state]")
    for state in (states.first, states.last):  # the score's and the comment's
        state.filter(has_text=SAVED).wait_for()
    given = Score.objects.order_by("criterion__position").values_list("value", "comment")
    assert list(given) == [(5, ""), (3, "5 reasons")]
    page.keyboard.press("Shift+?")
    page.get_by_text("next and previous criterion").wait_for()


def test_two_tabs_get_both_texts_and_a_choice(new_page, assessment):
    first, second = new_page(), new_page(tolerates="409")
    sign_in(first, assessment.assessor, at(assessment))
    sign_in(second, assessment.assessor, at(assessment))
    item(first, 1).get_by_role("radio", name="5 excellent").check()
    item(first, 1).locator("[data-field-state]").first.filter(has_text=SAVED).wait_for()
    item(second, 1).get_by_role("radio", name="1 very weak").check()
    panel = second.get_by_role("group", name="Two texts for one field")
    panel.wait_for()
    assert "5 excellent" in panel.inner_text()
    assert faults(second) == []
    assert Score.objects.get().value == 5
    panel.get_by_role("button", name="Take theirs").click()
    assert item(second, 1).get_by_role("radio", name="5 excellent").is_checked()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_pages_of_scoring_have_no_faults(new_page, project, assessment, consolidation, width, scheme):
    page = new_page(width=width, scheme=scheme)
    sign_in(page, assessment.assessor, at(assessment))
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.goto(at(assessment, "assessment_finish"))
    assert faults(page) == []
    write(consolidation, consolidation.rapporteur)
    writer = new_page(width=width, scheme=scheme)
    sign_in(writer, consolidation.rapporteur, reverse("secretariat:consolidation", args=[project.uid]))
    assert faults(writer) == []
    assert writer.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    consolidating.send(consolidation, by=consolidation.rapporteur, due=day())
    writer.reload()
    assert faults(writer) == []


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_pages_of_setting_up_and_blind_copies_have_no_faults(new_page, project, assessment, width, scheme):
    Call.objects.update(is_blind=True)
    manager = staff_of(project, Role.MANAGER)
    page = new_page(width=width, scheme=scheme)
    sign_in(page, manager, reverse("secretariat:blind_copy", args=[project.uid]))
    assert faults(page) == []
    blind.save(Version.objects.get(project=project), by=manager, added=["Titel"], kept=[], files=[])
    for address in (
        reverse("secretariat:blind_copy", args=[project.uid]),
        reverse("secretariat:second_round", args=[project.uid]),
        reverse("secretariat:consolidation_rapporteur", args=[project.uid]),
        *(reverse("secretariat:call_part", args=[project.call.code, part]) for part in ("scale", "criteria")),
    ):
        page.goto(address)
        assert faults(page) == [], address
