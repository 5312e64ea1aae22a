"""A dossier told as a tree: what the call shows, in the order of the form, with stable keys."""

import pytest

from projects import dossier
from projects.content import content_of, texts_of
from projects.content.values import region
from projects.form import SECTIONS
from tests.factories.form import standard_project, work_package
from tests.factories.projects import AnswerFactory, complete_project

pytestmark = pytest.mark.django_db


def words(field):
    return {one.language: one.text for one in field.words}


def test_short_form_has_the_short_sections():
    keys = [section.key for section in content_of(dossier.load(complete_project()))]
    assert keys == ["identification", "summary", "partners", "budget"]


def test_standard_form_has_its_sections_in_order():
    keys = [section.key for section in content_of(dossier.load(standard_project()))]
    assert keys == sorted(keys, key=list(SECTIONS).index)
    assert {"relevance", "management", "durability"} <= set(keys)


def test_fields_hold_each_language_and_choices_in_words():
    project = standard_project()
    AnswerFactory(project=project, field="challenges", language="fr", text="L’eau monte.")
    AnswerFactory(project=project, field="cooperation.staffing", language="", text="yes")
    sections = {section.key: section for section in content_of(dossier.load(project))}
    fields = {field.key: field for section in sections.values() for field in section.fields}
    assert words(fields["challenges"]) == {"fr": "L’eau monte."}
    assert words(fields["cooperation.staffing"]) == {"": "Yes"}
    assert words(fields["approach"]) == {}


def test_entries_stand_as_a_tree_with_their_periods_and_partners():
    project = standard_project()
    package = work_package(project, 1)
    package.children.filter(kind="activity").update(first_period=1, last_period=255)
    (row,) = next(one for one in content_of(dossier.load(project)) if one.key == "work_plan").rows
    assert (row.number, row.title) == ("1", "Work package 1: Pakket 1")
    activity = next(below for below in row.rows if below.kind == "activity")
    found = {field.key.rpartition(".")[2]: words(field) for field in activity.fields}
    assert found["first_period"] == {"": "Period 1"}
    assert found["last_period"] == {"": "Closure"}
    assert found["partners"] == {"": "PARTNER 1, PARTNER 2"}


def test_pages_show_the_sections_that_say_something():
    project = standard_project()
    assert [section.key for section in texts_of(dossier.load(project))] == ["partners"]
    AnswerFactory(project=project, field="durability", text="Het blijft.")
    assert [section.key for section in texts_of(dossier.load(project))] == ["partners", "durability"]


def test_blank_sections_that_are_asked_for_stand_in_their_place():
    sections = texts_of(dossier.load(standard_project()), asked={"durability", "budget", ""})
    assert [(one.key, one.is_empty) for one in sections] == [("partners", False), ("durability", True)]


@pytest.mark.parametrize(
    ("code", "said"), [("BE251", "Arr. Brugge (BE251)"), ("PL213", "PL213"), ("BE", "BE"), ("", "")]
)
def test_a_region_is_named_where_its_name_is_kept(code, said):
    assert region(code) == said
