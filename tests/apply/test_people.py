"""Who writes a proposal together."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from correspondence.models import Message
from projects.models import Collaborator, Invitation
from projects.states import Level
from tests.apply.conftest import signed_in
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.projects import CollaboratorFactory


@pytest.fixture
def bob(project):
    return CollaboratorFactory(project=project, level=Level.EDIT, user=UserFactory(name="Bob"))


def test_people_are_listed_with_what_they_may_do(manager, bob, url):
    page = manager.get(url("people")).content.decode()
    assert "Bob" in page
    assert url("person_remove", bob.user.uid) in page


def test_levels_say_who_submits(manager, bob, url):
    page = manager.get(url("people")).content.decode()
    assert "Edit: read, write and submit" in page
    assert signed_in(bob.user).get(url("submit")).status_code == 200


def test_levels_of_a_part_say_nothing_of_submitting(carla, url):
    browser = signed_in(carla.user)
    page = browser.get(url("people")).content.decode()
    assert "Edit: read and write</option>" in page
    assert "write and submit" not in page
    assert browser.get(url("submit")).status_code == 403


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
    assert "Something needs correcting" in answer.content.decode()
    assert project.invitations.count() == 0


def test_invitation_can_be_taken_back(manager, project, url):
    manager.post(url("people"), {"email": "new@example.org", "level": "view"})
    manager.post(url("invitation_cancel", project.invitations.get().uid))
    assert Invitation.objects.open().count() == 0


def test_level_is_changed(manager, project, bob, url):
    partner = project.partnerships.get(position=2)
    manager.post(url("person_level", bob.user.uid), {"level": "view"})
    bob.refresh_from_db()
    assert (bob.level, bob.partnership) == (Level.VIEW, None)
    manager.post(url("person_level", bob.user.uid), {"level": "edit", "partner": str(partner.uid)})
    bob.refresh_from_db()
    assert (bob.level, bob.partnership) == (Level.EDIT, partner)


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


@pytest.fixture
def carla(project):
    """Manages the part of the second partner."""
    partner = project.partnerships.get(position=2)
    return CollaboratorFactory(
        project=project, level=Level.MANAGE, partnership=partner, user=UserFactory(name="Carla")
    )


@pytest.fixture
def invited(project):
    """Somebody with an account, invited to edit."""
    user = UserFactory(email="invited@example.org")
    row = Invitation.objects.create(project=project, email=user.email, invited_by=project.created_by)
    return signed_in(user), row


def answer_page(invitation):
    return reverse("apply:invitation", args=[invitation.uid])


def test_manager_of_a_part_invites_to_that_part_only(carla, project, bob, url):
    client = signed_in(carla.user)
    page = client.get(url("people")).content.decode()
    assert "Send the invitation" in page
    assert url("person_level", carla.user.uid) in page
    assert url("person_level", bob.user.uid) not in page
    own, other = carla.partnership, project.partnerships.get(position=1)
    data = {"email": "new@example.org", "level": "edit"}
    for strange in ("", str(other.uid), "nonsense"):
        assert client.post(url("people"), {**data, "partner": strange}).status_code == 422
    assert client.post(url("people"), {**data, "partner": str(own.uid)}).status_code == 302
    assert project.invitations.get().partnership == own


def test_invitation_is_answered_on_its_page(invited, project, url):
    client, row = invited
    page = client.get(answer_page(row)).content.decode()
    assert "You are invited to ONTSLUIT" in page
    assert client.post(answer_page(row), {"answer": "accept"}).url == url("proposal")
    assert project.collaborators.get(user__email=row.email).level == Level.EDIT
    for _ in range(2):  # again, by a second click or from the mail
        assert client.post(answer_page(row), {"answer": "accept"}).url == url("proposal")
    assert client.get(answer_page(row)).url == url("proposal")


def test_invitation_is_declined_and_the_list_says_so(invited, project, manager, url):
    client, row = invited
    assert client.post(answer_page(row), {"answer": "decline"}).url == reverse("apply:dashboard")
    assert client.get(answer_page(row)).status_code == 404
    assert not project.collaborators.filter(user__email=row.email).exists()
    assert "declined on" in manager.get(url("people")).content.decode()


def test_answer_that_is_none_changes_nothing(invited, project):
    client, row = invited
    assert client.post(answer_page(row), {"answer": "maybe"}).status_code == 409
    row.refresh_from_db()
    assert row.is_open


def test_forwarded_mail_tells_another_account_nothing(invited, project):
    """The same page as for an invitation that never was."""
    _client, row = invited
    other = signed_in(UserFactory(email="other@example.org"))
    answers = [
        (one.status_code, one.content.decode().replace(str(uid), ""))
        for uid in (row.uid, project.uid)
        for one in [other.get(reverse("apply:invitation", args=[uid]))]
    ]
    assert answers[0][0] == 404
    assert "ONTSLUIT" not in answers[0][1]
    assert "other@example.org" in answers[0][1]
    strip = re.compile(r"[A-Za-z0-9]{32,}")
    assert strip.sub("", answers[0][1]) == strip.sub("", answers[1][1])
    assert other.post(answer_page(row), {"answer": "accept"}).status_code == 404
    assert project.collaborators.count() == 1


def test_invitation_to_an_address_not_confirmed_or_run_out_does_not_hold(invited, project):
    client, row = invited
    EmailAddress.objects.filter(email=row.email).update(verified=False)
    assert client.post(answer_page(row), {"answer": "accept"}).status_code == 404
    EmailAddress.objects.filter(email=row.email).update(verified=True)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.post(answer_page(row), {"answer": "accept"}).status_code == 404
    assert project.collaborators.count() == 1


def test_expired_invitation_is_listed_as_such(invited, manager, url):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert "ran out on" in manager.get(url("people")).content.decode()


def test_place_is_handed_over(manager, project, url):
    page = url("person_replace", project.created_by.uid)
    assert "Hand over your place" in manager.get(page).content.decode()
    assert manager.post(page, {"email": "nonsense"}).status_code == 422
    assert manager.post(page, {"email": project.created_by.email}).status_code == 422
    assert manager.post(page, {"email": "successor@example.org"}).url == url("people")
    user = UserFactory(email="successor@example.org")
    signed_in(user).post(answer_page(project.invitations.get()), {"answer": "accept"})
    assert manager.get(url("proposal")).status_code == 404
    assert project.collaborators.get().user == user


def link_in(mail):
    """The path of the address that a mail gives."""
    return re.search(r"https?://[^/]+(/\S+)", mail.body)[1]


def test_invited_person_without_account_gets_from_the_mail_to_the_proposal(manager, project, url):
    """Mail, sign-up, confirmation, sign-in, acceptance: each address is the one that the step before gave."""
    partner = project.partnerships.get(position=2)
    data = {"email": "Newcomer@Example.org", "level": "edit", "partner": str(partner.uid)}
    manager.post(url("people"), data)
    address = link_in(Message.objects.get(to_email="newcomer@example.org"))
    browser = Client()
    sign_in = browser.get(address).url
    assert sign_in == f"/en/account/login/?next={address}"
    sign_up = re.search(r'href="(/en/account/signup/[^"]*)"', browser.get(sign_in).content.decode())[1]
    new = {"name": "Nora New", "email": "newcomer@example.org", "password1": PASSWORD, "password2": PASSWORD}
    browser.post(sign_up.replace("&amp;", "&"), new)
    assert not project.invitations.filter(accepted_at__isnull=False).exists()
    confirm = link_in(Message.objects.filter(to_email="newcomer@example.org").latest("pk"))
    browser.post(confirm)
    browser.post(sign_in, {"login": "newcomer@example.org", "password": PASSWORD})
    assert "You are invited to ONTSLUIT" in browser.get(reverse("apply:dashboard")).content.decode()
    assert "You are invited to ONTSLUIT" in browser.get(address).content.decode()
    assert browser.post(address, {"answer": "accept"}).url == url("proposal")
    assert browser.get(url("proposal")).status_code == 200
    held = project.collaborators.get(user__email="newcomer@example.org")
    assert (held.level, held.partnership) == (Level.EDIT, partner)
