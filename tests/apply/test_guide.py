"""The marks of the sections and the findings of one, fetched beside the form."""

import re

import pytest
from django.utils import timezone

from projects.models import Project
from projects.states import State
from tests.factories.projects import complete_partner


def marks(page):
    """The words of each section's mark."""
    found = re.findall(r'data-mark="(\w+)">\s*<span class="mark mark-(\w+)" title="([^"]*)"', page)
    return {name: (stand, words) for name, stand, words in found}


def test_guide_marks_what_is_missing_and_what_is_wrong(manager, project, url):
    Project.objects.filter(pk=project.pk).update(objective=None)
    project.answers.filter(field="summary").delete()
    project.partnerships.filter(position=1).update(staff_rate=99)
    found = marks(manager.get(url("guide")).content.decode())
    assert found["identification"] == ("work", "In progress: 1 thing missing")
    assert found["summary"] == ("rest", "Not started")
    assert found["partners"] == ("done", "Complete")
    assert found["budget"][0] == "wrong"


def test_blank_section_of_a_submitted_proposal_is_not_waiting_to_be_started(manager, project, url):
    project.answers.filter(field="summary").delete()
    before = marks(manager.get(url("guide")).content.decode())
    assert before["annexes"] == ("rest", "Not started")
    Project.objects.filter(pk=project.pk).update(
        state=State.SUBMITTED, code="2026-1-001", first_submitted_at=timezone.now()
    )
    found = marks(manager.get(url("guide")).content.decode())
    assert found["annexes"] == ("rest", "Left blank")
    assert "Not started" not in {words for _stand, words in found.values()}


def test_guide_lists_the_findings_of_the_named_section_only(manager, project, url):
    Project.objects.filter(pk=project.pk).update(objective=None)
    project.answers.filter(field="summary", language="fr").delete()
    page = manager.get(url("guide"), {"section": "summary"}).content.decode()
    assert "Missing in French." in page
    assert "#f-summary-fr" in page
    assert "Choose the specific objective" not in page


@pytest.mark.parametrize("section", ["", "nothing", "\x00", "<script>"])
def test_guide_of_an_unknown_section_lists_nothing(manager, url, section):
    answer = manager.get(url("guide"), {"section": section})
    assert answer.status_code in (200, 400)
    assert "finding-error" not in answer.content.decode()


def test_guide_costs_the_same_with_twenty_partners(manager, project, url, ask_count):
    few = ask_count(manager, url("guide"))
    for position in range(3, 21):
        complete_partner(project, position)
    assert ask_count(manager, url("guide")) == few


def test_section_shows_the_list_of_parts_without_asking_for_the_checks(manager, url):
    page = manager.get(url("section", "summary")).content.decode()
    assert 'data-mark="identification"></span>' in page
    assert f'data-guide="{url("guide")}?section=summary"' in page
    assert f'href="{url("check")}#section-summary"' in page


def test_check_lists_what_is_missing_section_by_section(manager, project, url):
    Project.objects.filter(pk=project.pk).update(objective=None)
    project.answers.filter(field="summary").delete()
    page = manager.get(url("check")).content.decode()
    assert page.index('id="section-identification"') < page.index("#f-objective")
    assert page.index("#f-objective") < page.index('id="section-summary"') < page.index("#f-summary-nl")


def test_budget_without_partners_has_its_checks_and_marks(manager, project, url):
    project.partnerships.all().delete()
    page = manager.get(url("section", "budget")).content.decode()
    assert f'data-guide="{url("guide")}?section=budget"' in page
    answer = manager.get(url("guide"), {"section": "budget"}).content.decode()
    assert marks(answer)["budget"][0] == "rest"
    assert "Nothing is budgeted yet" in answer
