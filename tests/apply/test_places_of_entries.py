"""Findings lead to fields of entries and partners on their own pages."""

import pytest

from apply.pages.places import address_of, is_blank, section_of
from projects import dossier
from projects.models import Entry
from tests.factories.form import standard_project, work_package


@pytest.fixture
def project(db):
    return standard_project()


def test_fields_of_entries_stand_on_the_page_of_their_work_package(manager, project, url):
    package = work_package(project, 1)
    output, deliverable = Entry.objects.get(kind="output"), Entry.objects.get(kind="deliverable")
    loaded = dossier.load(project)
    address = url("entry", package.uid)
    cases = {
        f"output.{output.uid}.title.nl": f"{address}#f-output-{output.uid}-title-nl",
        f"deliverable.{deliverable.uid}.period": f"{address}#f-deliverable-{deliverable.uid}-period",
        f"output.{output.uid}": f"{address}#entry-{output.uid}",
        f"activity.{package.uid}": f"{address}#list-activity-{package.uid}",
        "work_package": f"{url('section', 'work_plan')}#list-work_package",
        "result": f"{url('section', 'results')}#list-result",
    }
    assert {where: address_of(loaded, where) for where in cases} == cases
    for found in cases.values():
        page, _hash, anchor = found.partition("#")
        assert f'id="{anchor}"' in manager.get(page).content.decode(), found


def test_fields_of_partners_stand_on_their_own_page(manager, project, url):
    partner = project.partnerships.first()
    loaded = dossier.load(project)
    found = address_of(loaded, f"partner.{partner.uid}.competence.fr")
    assert found == f"{url('partner', partner.uid)}#f-partner-{partner.uid}-competence-fr"
    assert (
        f'id="f-partner-{partner.uid}-competence-fr"' in manager.get(found.partition("#")[0]).content.decode()
    )


@pytest.mark.parametrize(
    ("where", "section"),
    [
        ("challenges.nl", "relevance"),
        ("cooperation.staffing", "management"),
        ("work_plan", "work_plan"),
        ("", ""),
    ],
)
def test_section_of_a_plain_field(where, section):
    assert section_of(where) == section


def test_what_was_never_given_is_missing_and_not_wrong(project):
    work_package(project, 1)
    output = Entry.objects.get(kind="output")
    loaded = dossier.load(project)
    assert is_blank(loaded, f"output.{output.uid}.target")
    assert is_blank(loaded, "challenges.nl")
    assert is_blank(loaded, "result")
    assert not is_blank(loaded, "title.nl")
    assert not is_blank(loaded, "budget.x.staff")
