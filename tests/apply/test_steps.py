"""Check, submit, withdraw, delete, and what remains readable."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from projects import dossier, lifecycle
from projects.models import Project, Version
from projects.states import State
from tests.apply.conftest import signed_in
from tests.factories.projects import VersionFactory


def test_check_lists_what_is_in_order(manager, url):
    page = manager.get(url("check")).content.decode()
    assert "Nothing stands in the way of submitting." in page
    assert "finding-passed" in page


def test_check_links_each_finding_to_its_field(manager, project, url):
    Project.objects.filter(pk=project.pk).update(start_date=None)
    page = manager.get(url("check")).content.decode()
    assert f'href="{url("section", "identification")}#f-start_date"' in page


def test_proposal_shows_sections_by_state(manager, project, url):
    Project.objects.filter(pk=project.pk).update(start_date=None)
    project.answers.filter(field="summary").delete()
    sections = manager.get(url("proposal")).context["frame"].sections
    states = {tab.label: tab.mark.words for tab in sections}
    assert states["Summary"] == "Not started"
    assert states["Partners"] == "Complete"
    assert states["Identification"] == "In progress: 2 things missing"


def test_submit_asks_first_and_sends_nothing(manager, project, url):
    page = manager.get(url("submit")).content.decode()
    assert "What will be frozen" in page
    assert Version.objects.count() == 0
    answer = manager.post(url("submit"), {"acronym": "TAKEN", "state": "approved"})
    assert answer.url == url("submitted")
    project.refresh_from_db()
    assert (project.acronym, project.state) == ("ONTSLUIT", State.SUBMITTED)


def test_submit_twice_makes_one_version(manager, project, url):
    for _ in range(2):
        assert manager.post(url("submit")).url == url("submitted")
    version = Version.objects.get(project=project)
    page = manager.get(url("submitted")).content.decode()
    assert version.hash in page
    project.refresh_from_db()
    assert project.code in page


def test_submit_with_errors_is_refused_with_the_findings(manager, project, url):
    Project.objects.filter(pk=project.pk).update(start_date=None)
    answer = manager.post(url("submit"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The proposal was not submitted" in page
    assert "#f-start_date" in page
    assert Version.objects.count() == 0


def test_submit_after_the_deadline_is_refused_and_the_draft_is_kept(manager, project, url):
    call = project.call
    call.closes_at = timezone.now() - timedelta(seconds=1)
    call.save()
    answer = manager.post(url("submit"))
    assert answer.status_code == 409
    assert "The call closed on" in answer.content.decode()
    project.refresh_from_db()
    assert project.state == State.DRAFT


def test_viewers_can_not_submit(viewer, project, url):
    assert viewer.post(url("submit")).status_code in {403, 409}
    assert Version.objects.count() == 0
    assert "Submit" not in [step.label for step in viewer.get(url("proposal")).context["steps"]]


def test_withdraw_asks_first(manager, project, url):
    lifecycle.submit(project, by=project.created_by)
    assert "The secretariat stops its work" in manager.get(url("withdraw")).content.decode()
    manager.post(url("withdraw"), {"note": "No partner left"})
    project.refresh_from_db()
    assert project.state == State.WITHDRAWN
    assert "No partner left" in manager.get(url("proposal")).content.decode()


def test_withdraw_of_a_draft_is_refused(manager, url):
    assert manager.get(url("withdraw")).status_code == 409


def test_delete_asks_twice(manager, project, url):
    assert "This can't be undone." in manager.get(url("delete")).content.decode()
    assert manager.post(url("delete"), {}).status_code == 200
    assert Project.objects.filter(pk=project.pk).exists()
    assert manager.post(url("delete"), {"sure": "on"}).url == "/en/apply/"
    assert not Project.objects.filter(pk=project.pk).exists()


def test_delete_of_a_submitted_proposal_is_refused(manager, project, url):
    lifecycle.submit(project, by=project.created_by)
    assert manager.post(url("delete"), {"sure": "on"}).status_code == 409
    assert Project.objects.filter(pk=project.pk).exists()


def test_returned_proposal_can_be_mended_and_submitted_again(manager, project, url):
    lifecycle.submit(project, by=project.created_by)
    Project.objects.filter(pk=project.pk).update(state=State.RETURNED, returned_from=State.SUBMITTED)
    assert 'name="acronym"' in manager.get(url("section", "identification")).content.decode()
    assert manager.post(url("submit")).url == url("submitted")
    assert list(Version.objects.filter(project=project).values_list("number", flat=True)) == [2, 1]


def test_version_shows_what_was_frozen(manager, project, url):
    lifecycle.submit(project, by=project.created_by)
    Project.objects.filter(pk=project.pk).update(acronym="LATER")
    page = manager.get(url("version", 1)).content.decode()
    assert "ONTSLUIT" in page
    assert "Samenvatting (nl)" in page
    assert "€100,000.00" in page


def test_version_that_does_not_exist_is_not_there(manager, url):
    assert manager.get(url("version", 7)).status_code == 404


def test_receipt_is_handed_out_to_writers_only(manager, stranger, project, url):
    lifecycle.submit(project, by=project.created_by)
    assert stranger.get(url("receipt", 1)).status_code == 404
    assert stranger.get(url("document", 1)).status_code == 404
    assert manager.get(url("document", 1)).status_code == 200


def test_receipt_of_another_project_is_not_there(project, url):
    other = VersionFactory(project__call=project.call, data=dossier.to_data(dossier.load(project)))
    manager = signed_in(project.created_by)
    assert manager.get(url("receipt", other.number)).status_code == 404


@pytest.mark.parametrize(
    "name", ["proposal", "check", "submit", "submitted", "withdraw", "delete", "people", "partner_find"]
)
def test_strangers_find_nothing(stranger, url, name):
    assert stranger.get(url(name)).status_code == 404
    assert stranger.post(url(name)).status_code in {404, 405}


def title_of(answer):
    return re.search(r"<title>(.*?)</title>", answer.content.decode(), re.DOTALL).group(1).strip()


def test_every_page_has_a_title_of_its_own(manager, url):
    names = ["proposal", "check", "submit", "people", "partner_find", "delete"]
    titles = [title_of(manager.get(url(name))) for name in names]
    sections = ["identification", "summary", "partners", "budget"]
    titles += [title_of(manager.get(url("section", name))) for name in sections]
    assert len(set(titles)) == len(titles)
