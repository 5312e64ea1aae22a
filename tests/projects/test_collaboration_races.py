"""People of a project changing each other's place at the same moment, by real connections."""

import pytest

from accounts.models import TrailEntry
from projects import collaboration
from projects.models import Collaborator, Invitation
from projects.states import Level
from tests.factories.accounts import UserFactory
from tests.factories.projects import CollaboratorFactory, ProjectFactory
from tests.projects.fields.test_races import kinds, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def managers():
    """Two people who manage one project."""
    project = ProjectFactory()
    return [CollaboratorFactory(project=project) for _each in range(2)]


def test_of_two_managers_who_demote_each_other_one_stays(managers):
    one, other = managers
    found = together(
        lambda: collaboration.change_level(other, by=one.user, level=Level.VIEW),
        lambda: collaboration.change_level(one, by=other.user, level=Level.VIEW),
    )
    assert kinds(found) == ["Collaborator", "NotAllowed"]
    assert sorted(Collaborator.objects.values_list("level", flat=True)) == ["manage", "view"]


def test_of_two_managers_who_remove_each_other_or_leave_one_stays(managers):
    one, other = managers
    for acts in (
        [lambda: collaboration.remove(other, by=one.user), lambda: collaboration.remove(one, by=other.user)],
        [lambda: collaboration.remove(one, by=one.user), lambda: collaboration.remove(other, by=other.user)],
    ):
        found = together(*acts)
        assert kinds(found)[1] == "NoneType" or kinds(found)[0] == "NoneType"
        assert Collaborator.objects.filter(level=Level.MANAGE).count() == 1
        Collaborator.objects.all().delete()
        for row in managers:
            row.pk = None
            row.save(force_insert=True)


def test_invitation_accepted_many_times_at_once_gives_one_place(managers):
    user = UserFactory()
    invitation = collaboration.invite(
        managers[0].project, by=managers[0].user, email=user.email, level=Level.EDIT
    )
    found = together(*[lambda: collaboration.accept(invitation, by=user)] * 5)
    assert kinds(found) == ["Collaborator"] * 5
    assert Collaborator.objects.filter(user=user).count() == 1
    assert TrailEntry.objects.filter(action="accept invitation").count() == 1


def test_address_invited_many_times_at_once_has_one_invitation(managers):
    found = together(
        *[
            lambda: collaboration.invite(
                managers[0].project, by=managers[0].user, email="new@example.org", level=Level.EDIT
            )
        ]
        * 4
    )
    assert kinds(found) == ["Invitation"] * 4
    assert Invitation.objects.count() == 1


def test_accepting_and_taking_back_at_once_ends_in_one_of_both(managers):
    user, by = UserFactory(), managers[0].user
    invitation = collaboration.invite(managers[0].project, by=by, email=user.email, level=Level.EDIT)
    found = together(
        lambda: collaboration.accept(invitation, by=user),
        lambda: collaboration.cancel_invitation(invitation, by=by),
    )
    invitation.refresh_from_db()
    works = Collaborator.objects.filter(user=user).exists()
    assert works is (invitation.accepted_at is not None) is (invitation.cancelled_at is None)
    assert kinds(found) in (["Collaborator", "DomainError"], ["NoneType", "NotAllowed"])
