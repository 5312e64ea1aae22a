"""The application as PDF and the comparison of versions, for its writers."""

import pytest

from documents.models import Document
from projects import lifecycle
from projects.models import Answer, Project
from projects.states import State
from tests.apply.conftest import signed_in
from tests.factories.accounts import UserFactory


@pytest.fixture
def versions(project):
    """Two versions that differ in the title, and a draft that differs again."""
    lifecycle.submit(project, by=project.created_by)
    for text in ("Tweede titel", "Derde titel"):
        Project.objects.filter(pk=project.pk).update(state=State.RETURNED, returned_from=State.SUBMITTED)
        Answer.objects.filter(project=project, field="title", language="nl").update(text=text)
        if text.startswith("Tweede"):
            project.refresh_from_db()
            lifecycle.submit(project, by=project.created_by)
    return project


def test_draft_is_printed_when_asked_for(manager, project, url):
    page = manager.get(url("form", 0)).content.decode()
    assert "Make the PDF" in page
    assert Document.objects.filter(kind="application").count() == 0
    assert manager.post(url("form", 0)).url == url("form", 0)
    document = Document.objects.get(kind="application")
    assert "being made" in manager.get(url("form", 0)).content.decode()
    assert manager.get(url("form_file", 0)).status_code == 503
    Document.objects.filter(pk=document.pk).update(state="ready", sha256="0" * 64, file="documents/none.pdf")
    assert url("form_file", 0) in manager.get(url("form_state", 0)).content.decode()


def test_version_is_printed_from_its_frozen_data(manager, versions, url):
    manager.post(url("form", 1))
    document = Document.objects.get(kind="application")
    assert document.data["dossier"]["title"]["nl"] == "Titel (nl)"
    assert manager.get(url("form", 9)).status_code == 404
    assert manager.post(url("form", 9)).status_code == 404


def test_two_versions_are_compared_word_by_word(manager, versions, url):
    page = manager.get(url("compare") + "?old=1&new=2").content.decode()
    assert "Tweede" in page
    assert "<del>" in page
    assert "<ins>" in page
    assert "Derde" not in page
    assert "Derde" in manager.get(url("compare") + "?old=2&new=0").content.decode()


def test_version_compared_with_itself_says_so(manager, versions, url):
    assert "say the same" in manager.get(url("compare") + "?old=1&new=1").content.decode()


@pytest.mark.parametrize("query", ["?old=99&new=x", "?old=-1", "?old=%00", "?old=1e9&new=²", "?new=99999999"])
def test_unknown_numbers_show_the_last_two(manager, versions, url, query):
    answer = manager.get(url("compare") + query)
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        assert "Derde" in answer.content.decode()


def test_comparison_is_printed_for_the_two_that_were_chosen(manager, versions, url):
    address = url("compare") + "?old=1&new=2"
    assert manager.post(address).url == address
    document = Document.objects.get(kind="comparison")
    assert (document.data["old_number"], document.data["new_number"]) == (1, 2)
    assert manager.get(url("compare_file") + "?old=1&new=2").status_code == 503
    assert manager.get(url("compare_file") + "?old=1&new=0").status_code == 404


def test_draft_that_was_never_submitted_has_nothing_to_compare(manager, url):
    assert "nothing to compare yet" in manager.get(url("compare")).content.decode()


def test_strangers_find_nothing(versions, url):
    stranger = signed_in(UserFactory())
    for name in ("compare", "compare_state", "compare_file"):
        assert stranger.get(url(name)).status_code == 404
    assert stranger.post(url("form", 1)).status_code == 404
