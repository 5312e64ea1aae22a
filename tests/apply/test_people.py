"""Who writes a proposal together."""

import pytest

from projects.models import Collaborator, Invitation
from projects.states import Level
from tests.factories.accounts import UserFactory
from tests.factories.projects import CollaboratorFactory


@pytest.fixture
def bob(project):
    return CollaboratorFactory(project=project, level=Level.EDIT, user=UserFactory(name="Bob"))


def test_people_are_listed_with_what_they_may_do(manager, bob, url):
    page = manager.get(url("people")).content.decode()
    assert "Bob" in page
    assert url("person_remove", bob.user.uid) in page


def test_invite_writes_one_invitation(manager, project, url):
    data = {"email": "New@Example.org", "level": "view"}
    for _ in range(2):
        assert manager.post(url("people"), data).url == url("people")
    assert list(project.invitations.values_list("email", "level")) == [("new@example.org", "view")]
    assert "new@example.org" in manager.get(url("people")).content.decode()


@pytest.mark.parametrize("data", [{"email": "nonsense", "level": "view"}, {"email": "a@example.org"}, {}])
def test_invite_refuses_with_a_summary(manager, project, url, data):
    answer = manager.post(url("people"), data)
    assert answer.status_code == 422
    assert "Something needs mending" in answer.content.decode()
    assert project.invitations.count() == 0


def test_invitation_can_be_taken_back(manager, project, url):
    manager.post(url("people"), {"email": "new@example.org", "level": "view"})
    manager.post(url("invitation_cancel", project.invitations.get().uid))
    assert Invitation.objects.open().count() == 0


def test_level_is_changed(manager, bob, url):
    manager.post(url("person_level", bob.user.uid), {"level": "view"})
    bob.refresh_from_db()
    assert bob.level == Level.VIEW


def test_last_manager_stays(manager, project, bob, url):
    answer = manager.post(url("person_level", project.created_by.uid), {"level": "edit"})
    assert answer.status_code == 409
    assert "needs somebody who manages it" in answer.content.decode()
    assert manager.post(url("person_remove", project.created_by.uid)).status_code == 409
    assert project.collaborators.get(user=project.created_by).level == Level.MANAGE


def test_remove_asks_first(manager, project, bob, url):
    assert "Remove Bob" in manager.get(url("person_remove", bob.user.uid)).content.decode()
    assert Collaborator.objects.filter(pk=bob.pk).exists()
    manager.post(url("person_remove", bob.user.uid))
    assert not Collaborator.objects.filter(pk=bob.pk).exists()


def test_anybody_may_leave(viewer, project, url):
    person = project.collaborators.get(level=Level.VIEW).user
    assert viewer.post(url("person_remove", person.uid)).url == "/en/apply/"
    assert viewer.get(url("proposal")).status_code == 404


def test_viewers_may_not_invite_or_remove(viewer, project, bob, url):
    assert "Send the invitation" not in viewer.get(url("people")).content.decode()
    assert viewer.post(url("people"), {"email": "new@example.org", "level": "view"}).status_code in {403, 422}
    assert viewer.post(url("person_remove", bob.user.uid)).status_code == 403
    assert viewer.post(url("person_level", bob.user.uid), {"level": "manage"}).status_code == 403
    assert project.invitations.count() == 0
    assert Collaborator.objects.filter(pk=bob.pk).exists()
