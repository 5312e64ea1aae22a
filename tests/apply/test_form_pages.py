"""The pages of the whole form: every section, entries, partners; what they cost and what they save."""

import pytest
from django.urls import reverse

from projects.form import SECTIONS, STATE_AID_QUESTIONS
from projects.models import Answer, Entry
from projects.states import Level
from tests.apply.conftest import signed_in
from tests.factories.form import standard_project, titled, work_package
from tests.factories.projects import (
    AnswerFactory,
    CollaboratorFactory,
    CostItemFactory,
    EntryFactory,
    complete_partner,
)

OTHERS = ("partners", "budget", "unit_costs", "small_projects", "policy", "lump_sums", "annexes")
FIELDS = [name for name in SECTIONS if name not in OTHERS]


@pytest.fixture
def project(db):
    return standard_project()


def page_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("section", FIELDS)
def test_section_shows_the_fields_that_the_call_asks_for(manager, url, section):
    page = page_of(manager, url("section", section))
    assert "<h1>" in page
    assert "data-autosave" in page


def test_own_unit_costs_are_defined_and_chosen_in_the_budget(manager, project, url):
    assert manager.get(url("section", "unit_costs")).status_code == 404
    project.call.fields.filter(key="own_unit_costs").update(use="optional")
    project.call.budget_form = "items"
    project.call.save()
    own = EntryFactory(project=project, kind="own_unit_cost", choice="staff", price="35.00")
    AnswerFactory(project=project, field=f"own_unit_cost.{own.uid}.name", language="en", text="Coaching")
    page = page_of(manager, url("section", "unit_costs"))
    assert f'name="own_unit_cost.{own.uid}.price"' in page
    assert f'name="many:own_unit_cost.{own.uid}.categories"' in page
    partner = project.partnerships.first()
    CostItemFactory(partnership=partner, category="staff", own_unit_cost=own, price="35.00")
    budget = page_of(manager, reverse("apply:partner_budget", args=[project.uid, partner.uid]))
    assert f'<option value="{own.uid}" selected>Coaching (own)</option>' in budget


def fill_and_count(project, positions, count):
    """How many statements the page costs with entries at these positions too."""
    for position in positions:
        work_package(project, position)
        EntryFactory(project=project, kind="result", position=position)
        EntryFactory(project=project, kind="target_group", position=position)
    return count()


@pytest.mark.parametrize("section", ["identification", "relevance", "work_plan", "results", "partners"])
def test_section_costs_eight_statements_at_most(manager, project, url, section, ask_count):
    few = fill_and_count(project, range(1, 2), lambda: ask_count(manager, url("section", section)))
    for position in range(3, 21):
        complete_partner(project, position)
    many = fill_and_count(project, range(2, 21), lambda: ask_count(manager, url("section", section)))
    assert many == few <= 8


def test_work_package_costs_eight_statements_at_most(manager, project, url, ask_count):
    package = work_package(project, 1)
    few = ask_count(manager, url("entry", package.uid))
    for number in range(2, 21):
        work_package(project, number, activities=3)
    rich = work_package(project, 30, activities=20, outputs=10)
    assert few == 6
    assert ask_count(manager, url("entry", rich.uid)) == 6


def test_partner_page_costs_eight_statements_at_most(manager, project, url, ask_count):
    partner = project.partnerships.first()
    few = ask_count(manager, url("partner", partner.uid))
    for position in range(3, 21):
        complete_partner(project, position)
    for position in range(1, 21):
        work_package(project, position)
    assert ask_count(manager, url("partner", partner.uid)) == few <= 8


def test_work_package_shows_its_activities_with_deliverables(manager, project, url):
    package = work_package(project, 1, activities=2)
    page = page_of(manager, url("entry", package.uid))
    assert "Work package 1" in page
    assert "Activity 1.2" in page
    assert "Deliverable 1.2.1" in page
    assert "Output 1.1" in page
    assert "Activiteit 1.2" in page


def test_numbers_skip_what_was_removed(manager, project, url):
    first, second = work_package(project, 1), work_package(project, 2)
    Entry.objects.filter(pk=first.pk).update(removed_at=project.created_at)
    page = page_of(manager, url("entry", second.uid))
    assert "Activity 1.1" in page
    assert manager.get(url("entry", first.uid)).status_code == 404


def test_button_saves_the_page_and_adds_an_entry(manager, project, url):
    data = {"challenges.nl": "Droogte", "token:challenges.nl": "0"}
    key = "6f1b2c58-0000-4000-8000-000000000001"
    for _twice in range(2):
        answer = manager.post(url("section", "relevance"), data | {"do": f"add:target_group::{key}"})
    entry = Entry.objects.get(project=project)
    assert answer.url == f"{url('section', 'relevance')}#entry-{entry.uid}"
    assert Answer.objects.get(project=project, field="challenges").text == "Droogte"
    assert f'id="entry-{entry.uid}"' in page_of(manager, url("section", "relevance"))


def test_button_does_nothing_when_a_field_is_refused(manager, project, url):
    data = {"overall_objective.nl": "x" * 501, "token:overall_objective.nl": "0", "do": "add:synergy::"}
    answer = manager.post(url("section", "relevance"), data)
    assert answer.status_code == 422
    assert "x" * 501 in answer.content.decode()
    assert not Entry.objects.exists()


def test_removed_entry_is_offered_back(manager, project, url):
    entry = EntryFactory(project=project, kind="synergy")
    answer = manager.post(url("section", "relevance"), {"do": f"remove:{entry.uid}"})
    assert answer.url == f"{url('section', 'relevance')}?removed={entry.uid}"
    assert page_of(manager, answer.url).count(f'value="restore:{entry.uid}"') == 2
    answer = manager.post(url("section", "relevance"), {"do": f"restore:{entry.uid}"})
    assert answer.url.endswith(f"#entry-{entry.uid}")
    assert Entry.objects.present().count() == 1


@pytest.mark.parametrize(
    "asked", ["add", "add:nothing::", "add:output:x:y", "remove:", "move:x:up", "fly:away", "remove:\x00"]
)
def test_unknown_button_is_refused(manager, project, url, asked):
    assert manager.post(url("section", "relevance"), {"do": asked}).status_code in (400, 404, 409)


def test_entry_of_another_project_is_not_there(manager, project, url):
    other = EntryFactory()
    assert manager.get(url("entry", other.uid)).status_code == 404
    assert manager.post(url("section", "work_plan"), {"do": f"remove:{other.uid}"}).status_code == 404


def test_partners_of_an_activity_are_saved_without_scripts(manager, project, url):
    package = work_package(project, 1)
    activity = Entry.objects.get(kind="activity")
    page = page_of(manager, url("entry", package.uid))
    key = f"activity.{activity.uid}.partners"
    token = page.split(f'name="token:{key}" value="')[1].split('"')[0]
    _first, second = project.partnerships.all()
    address = url("entry", package.uid)
    answer = manager.post(address, {key: [str(second.uid)], f"token:{key}": token, f"many:{key}": "1"})
    assert answer.status_code == 302
    assert list(activity.partners.all()) == [second]
    page = page_of(manager, address)
    token = page.split(f'name="token:{key}" value="')[1].split('"')[0]
    manager.post(address, {f"token:{key}": token, f"many:{key}": "1"})
    assert list(activity.partners.all()) == []


def test_texts_that_lack_are_listed_by_language(manager, project, url):
    page = page_of(manager, url("section", "durability"))
    assert '<a href="#f-ownership-fr">Ownership (Français)</a>' in page
    assert '<a href="#f-ownership-nl">Ownership (Nederlands)</a>' in page
    assert 'data-only="fr"' in page_of(manager, url("section", "durability") + "?only=fr")


def test_optional_field_says_so(manager, project, url):
    project.call.fields.filter(key="challenges").update(use="optional")
    page = page_of(manager, url("section", "relevance"))
    assert page.count("(optional)") == 1


def test_hidden_section_is_not_there(manager, project, url):
    project.call.fields.filter(key__in=["ownership", "durability", "transferability"]).delete()
    assert manager.get(url("section", "durability")).status_code == 404
    assert "Durability" not in page_of(manager, url("section", "summary"))


def test_own_part_can_be_written_by_who_is_bound_to_the_partner(project, url):
    first, second = project.partnerships.all()
    bound = CollaboratorFactory(project=project, level=Level.EDIT, partnership=second)
    client = signed_in(bound.user)
    assert "<textarea" in page_of(client, url("partner", second.uid))
    assert "<textarea" not in page_of(client, url("partner", first.uid))
    assert client.post(url("partner", first.uid), {}).status_code == 403


def test_viewer_reads_entries_without_buttons(viewer, project, url):
    package = work_package(project, 1)
    page = page_of(viewer, url("entry", package.uid))
    assert "Activiteit 1.1" in page
    assert 'name="do"' not in page


@pytest.mark.parametrize(("country", "codes"), [("BE", ["BE251"]), ("", []), ("\x00", []), ("BEL", [])])
def test_regions_are_those_of_the_country(manager, project, country, codes):
    answer = manager.get(reverse("apply:regions"), {"country": country})
    if answer.status_code == 200:
        assert [code for code, _name in answer.json()["regions"]] == codes


def test_name_of_an_entry_is_escaped(manager, project, url):
    titled(EntryFactory(project=project), "<script>alert(1)</script>")
    page = page_of(manager, url("section", "work_plan"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_state_aid_follows_from_the_answers(manager, project, url):
    partner = project.partnerships.first()
    assert "Not all questions are answered yet" in page_of(manager, url("partner", partner.uid))
    for name in STATE_AID_QUESTIONS:
        AnswerFactory(project=project, field=f"partner.{partner.uid}.{name}", language="", text="yes")
    assert "Risk of state aid" in page_of(manager, url("partner", partner.uid))
    assert "Risk of state aid" in page_of(manager, f"{url('guide')}?section=partners&partner={partner.uid}")
