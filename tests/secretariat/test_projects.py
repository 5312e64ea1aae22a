"""One proposal for staff: the frozen version, its steps, its publication."""

from datetime import date

import pytest
from django.urls import reverse

from assessments import decisions
from programmes.states import Role
from projects.lifecycle import Seen
from projects.models import Answer, Project, Version
from projects.states import State
from publications.models import Publication
from tests.factories.assessments import eligible_project, staff_of, submitted_project
from tests.factories.projects import VersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return submitted_project(criteria=0)


@pytest.fixture(autouse=True)
def officer(project, client):
    user = staff_of(project, Role.OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def approved(client):
    project = eligible_project()
    decisions.decide(
        project,
        by=staff_of(project, Role.MANAGER),
        outcome="approved",
        seen=Seen(State.ELIGIBLE, 1),
        decided_on=date(2026, 1, 20),
    )
    client.force_login(staff_of(project, Role.OFFICER))
    return project


def at(name, project, *more):
    return reverse(f"secretariat:{name}", args=[project.uid, *more])


def said(state="submitted", version=1, **more):
    return {"seen_state": state, "seen_version": version, "note": "Please add the map.", **more}


def state_of(project):
    return Project.objects.get(pk=project.pk).state


def test_project_shows_the_frozen_version_and_not_later_writing(client, project):
    Answer.objects.filter(project=project, field="title").update(text="Stealthily changed")
    text = client.get(at("project", project)).content.decode()
    assert text.count("<h1") == 1
    assert "Titel (nl)" in text
    assert "Stealthily changed" not in text


def test_project_shows_the_version_that_the_address_names(client, project):
    data = {**Version.objects.get().data, "acronym": "RENAMED"}
    VersionFactory(project=project, number=2, data=data)
    newest = client.get(at("project", project))
    assert (newest.context["dossier"].acronym, newest.context["is_newest"]) == ("RENAMED", True)
    older = client.get(at("project", project), {"version": "1"})
    assert (older.context["dossier"].acronym, older.context["is_newest"]) == ("ONTSLUIT", False)
    assert "This is an older version." in older.content.decode()


@pytest.mark.parametrize("version", ["3", "0", "-1", "x", "", "1.0", "٣", "9" * 30])
def test_project_has_no_other_versions(client, project, version):
    assert client.get(at("project", project), {"version": version}).status_code == 404


def test_step_is_taken_with_a_reason(client, project):
    page = at("step", project, "return_to_applicant")
    assert 'name="seen_version" value="1"' in client.get(page).content.decode()
    answer = client.post(page, said())
    assert (answer.status_code, answer.url) == (302, at("project", project))
    assert state_of(project) == State.RETURNED
    assert "Please add the map." in client.get(at("project", project)).content.decode()


@pytest.mark.parametrize("stale", [{"state": "eligible"}, {"version": 7}])
def test_step_from_a_stale_page_is_refused_and_keeps_the_reason(client, project, stale):
    answer = client.post(at("step", project, "return_to_applicant"), said(**stale))
    assert answer.status_code == 409
    assert "This page was out of date" in answer.content.decode()
    assert "Please add the map." in answer.content.decode()
    assert state_of(project) == State.SUBMITTED


def test_step_taken_by_somebody_else_is_told_and_keeps_the_reason(client, project):
    page = at("step", project, "return_to_applicant")
    client.post(page, said())
    answer = client.post(page, said(note="I want the budget too."))
    assert answer.status_code == 409
    assert "I want the budget too." in answer.content.decode()


@pytest.mark.parametrize("change", [{"note": ""}, {"note": "x" * 5001}, {"version": "x"}, {"state": ""}])
def test_step_shows_mistakes(client, project, change):
    answer = client.post(at("step", project, "return_to_applicant"), said(**change))
    assert answer.status_code == 400
    assert state_of(project) == State.SUBMITTED


def test_step_on_eligibility_waits_for_the_screening(client, project):
    answer = client.post(at("step", project, "declare_eligible"), said(decided_on="2026-01-20"))
    assert answer.status_code == 409
    assert "Conclude the screening of the newest version first." in answer.content.decode()
    assert state_of(project) == State.SUBMITTED


@pytest.mark.parametrize(
    ("role", "key"),
    [
        (Role.AUDITOR, "return_to_applicant"),
        (Role.COMMITTEE, "return_to_applicant"),
        (Role.OFFICER, "revert"),
        (Role.OFFICER, "approve"),
        (Role.OFFICER, "submit"),
        (Role.OFFICER, "delete_draft"),
        (Role.OFFICER, "no-such-step"),
    ],
)
def test_step_of_another_role_is_not_found(client, project, role, key):
    client.force_login(staff_of(project, role))
    assert client.get(at("step", project, key)).status_code == 404
    assert client.post(at("step", project, key), said()).status_code == 404
    assert state_of(project) == State.SUBMITTED


def test_publish_is_for_funded_projects_only(client, project):
    assert client.get(at("publish", project)).status_code == 404
    refused = client.post(at("publish", project), said())
    assert refused.status_code == 409
    assert "A project is published once it is approved." in refused.content.decode()
    assert not Publication.objects.exists()


def test_publish_shows_the_project_to_the_public(client, approved):
    page = at("publish", approved)
    assert client.get(page).status_code == 200
    assert not Publication.objects.exists()
    assert client.post(page, said("approved")).status_code == 302
    assert Publication.objects.get().code == Project.objects.get(pk=approved.pk).code


def test_publish_from_a_stale_page_is_refused(client, approved):
    answer = client.post(at("publish", approved), said("eligible"))
    assert answer.status_code == 409
    assert not Publication.objects.exists()
