"""Inviting, accepting, leaving: no address is told on, and somebody always manages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from projects import collaboration
from projects.collaboration import inviting
from projects.models import Collaborator, Invitation
from projects.states import Level
from tests.factories.accounts import UserFactory
from tests.factories.projects import CollaboratorFactory, ProjectFactory
from tests.projects.people import with_level

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory(acronym="CROSSROADS")


@pytest.fixture
def manager(project):
    return with_level(project)


def invite(project, by, email="new@example.org", level=Level.EDIT):
    return collaboration.invite(project, by=by, email=email, level=level)


def test_invitation_is_the_same_whether_the_address_has_an_account(project, manager):
    known = UserFactory(language="fr")
    facts = []
    for email in (known.email, "nobody@example.org"):
        invitation = invite(project, manager, email)
        facts.append((invitation.level, invitation.accepted_at, project.collaborators.count()))
    assert facts[0] == facts[1] == (Level.EDIT, None, 1)


def test_invitation_mail_goes_to_the_address_and_names_who_invites(project, manager):
    invite(project, manager, " New@Example.ORG ")
    mail = Message.objects.get()
    assert (mail.to_email, mail.recipient) == ("new@example.org", None)
    assert "CROSSROADS" in mail.subject
    assert str(manager) in mail.body


def test_inviting_again_changes_the_level_and_does_not_flood(project, manager):
    first = invite(project, manager)
    second = invite(project, manager, level=Level.VIEW)
    assert first == second
    assert Invitation.objects.get().level == Level.VIEW
    assert Message.objects.count() == 1
    Invitation.objects.update(sent_at=timezone.now() - timedelta(minutes=11))
    invite(project, manager)
    assert Message.objects.count() == 2


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "x\x00@example.org", "a" * 250 + "@example.org"])
def test_address_that_is_none_is_refused(project, manager, email):
    with pytest.raises(DomainError):
        invite(project, manager, email)
    assert not Invitation.objects.exists()


def test_level_that_is_none_is_refused(project, manager):
    with pytest.raises(DomainError, match="view, edit or manage"):
        invite(project, manager, level="owner")


def test_person_who_works_on_it_already_is_not_invited(project, manager):
    with pytest.raises(DomainError, match="already works"):
        invite(project, manager, manager.email.upper())


def test_number_of_open_invitations_is_bounded(project, manager, monkeypatch):
    monkeypatch.setattr(inviting, "MOST_OPEN_INVITATIONS", 1)
    invite(project, manager)
    with pytest.raises(DomainError, match="Too many"):
        invite(project, manager, "other@example.org")


def test_accept_never_lowers_a_level(project, manager):
    invitation = invite(project, manager, "twice@example.org", Level.VIEW)
    user = UserFactory(email="twice@example.org")
    CollaboratorFactory(project=project, user=user, level=Level.MANAGE)
    assert collaboration.accept(invitation, by=user).level == Level.MANAGE


def test_invitation_of_another_address_expired_or_cancelled_does_not_hold(project, manager):
    invitation = invite(project, manager)
    with pytest.raises(NotAllowed):
        collaboration.accept(invitation, by=UserFactory())
    user = UserFactory(email="new@example.org")
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(NotAllowed):
        collaboration.accept(invitation, by=user)
    invitation = invite(project, manager)
    collaboration.cancel_invitation(invitation, by=manager)
    with pytest.raises(NotAllowed):
        collaboration.accept(invitation, by=user)
    assert project.collaborators.count() == 1


def test_accepted_invitation_cannot_be_cancelled(project, manager):
    invitation = invite(project, manager)
    collaboration.accept(invitation, by=UserFactory(email="new@example.org"))
    with pytest.raises(DomainError, match="accepted already"):
        collaboration.cancel_invitation(invitation, by=manager)


def test_change_level_is_recorded(project, manager):
    other = CollaboratorFactory(project=project, level=Level.VIEW)
    assert collaboration.change_level(other, by=manager, level=Level.EDIT).level == Level.EDIT
    entry = TrailEntry.objects.get(action="change level")
    assert (entry.old["level"], entry.new["level"]) == ("view", "edit")


def test_last_manager_neither_leaves_nor_steps_down(project, manager):
    only = Collaborator.objects.get()
    with pytest.raises(DomainError, match="manages it"):
        collaboration.remove(only, by=manager)
    with pytest.raises(DomainError, match="manages it"):
        collaboration.change_level(only, by=manager, level=Level.EDIT)
    CollaboratorFactory(project=project)
    collaboration.remove(only, by=manager)
    assert project.collaborators.count() == 1


def test_manager_whose_account_is_closed_does_not_count(project, manager):
    CollaboratorFactory(project=project, user__is_active=False)
    with pytest.raises(DomainError, match="manages it"):
        collaboration.remove(Collaborator.objects.get(user=manager), by=manager)


def test_everyone_may_leave_but_only_managers_remove_others(project, manager):
    viewer, editor = (CollaboratorFactory(project=project, level=level) for level in (Level.VIEW, Level.EDIT))
    with pytest.raises(NotAllowed):
        collaboration.remove(viewer, by=editor.user)
    collaboration.remove(viewer, by=viewer.user)
    collaboration.remove(editor, by=manager)
    assert [row.user for row in project.collaborators.all()] == [manager]


@pytest.mark.parametrize("level", [Level.VIEW, Level.EDIT, None])
def test_only_managers_say_who_works_on_it(project, manager, level):
    user = with_level(project, level) if level else UserFactory()
    invitation, only = invite(project, manager), Collaborator.objects.get(user=manager)
    for act in (
        lambda: invite(project, user, "x@example.org"),
        lambda: collaboration.cancel_invitation(invitation, by=user),
        lambda: collaboration.change_level(only, by=user, level=Level.VIEW),
        lambda: collaboration.remove(only, by=user),
    ):
        with pytest.raises(NotAllowed):
            act()
