"""Inviting, accepting, leaving: no address is told on, and somebody always manages."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from projects import collaboration, partnership
from projects.collaboration import inviting
from projects.models import Collaborator, Invitation
from projects.states import Level
from tests.factories.accounts import UserFactory
from tests.factories.projects import CollaboratorFactory, PartnershipFactory, ProjectFactory
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


def test_invitation_to_an_unknown_address_is_in_the_language_of_the_page(project):
    manager = with_level(project)
    manager.language = "nl"
    with translation.override("fr"):
        invite(project, manager)
    mail = Message.objects.get(to_email="new@example.org")
    assert (mail.language, mail.subject) == ("fr", f"{manager} vous invite à travailler sur CROSSROADS")


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


@pytest.fixture
def partners(project):
    """Two partners of the project."""
    return [PartnershipFactory(project=project, position=position) for position in (1, 2)]


def place(user):
    """Level and partner of the person's one place; None when the person has none."""
    row = Collaborator.objects.filter(user=user).first()
    return row and (row.level, row.partnership)


def offered(project, by, user, level, partner=None):
    """Invites a person and accepts as that person."""
    invitation = collaboration.invite(project, by=by, email=user.email, level=level, partner=partner)
    return collaboration.accept(invitation, by=user)


def test_invitation_to_one_part_binds_who_accepts_it(project, manager, partners):
    user = UserFactory()
    offered(project, manager, user, Level.EDIT, partners[0])
    assert place(user) == (Level.EDIT, partners[0])
    assert partners[0].abbreviation in Message.objects.get().body
    entry = TrailEntry.objects.get(action="accept invitation")
    assert entry.new["partner"] == str(partners[0].uid)


def test_manager_of_a_part_says_who_writes_that_part_only(project, manager, partners):
    own, other = partners
    by = CollaboratorFactory(project=project, level=Level.MANAGE, partnership=own).user
    offered(project, by, colleague := UserFactory(), Level.MANAGE, own)
    for partner in (None, other):
        with pytest.raises(NotAllowed, match="one partner"):
            collaboration.invite(project, by=by, email="x@example.org", level=Level.VIEW, partner=partner)
    row = Collaborator.objects.get(user=colleague)
    for partner in (None, other):
        with pytest.raises(NotAllowed):
            collaboration.change_level(row, by=by, level=Level.VIEW, partner=partner)
    collaboration.change_level(row, by=by, level=Level.VIEW, partner=own)
    elsewhere = CollaboratorFactory(project=project, level=Level.EDIT, partnership=other)
    for row in (elsewhere, Collaborator.objects.get(user=manager)):
        with pytest.raises(NotAllowed):
            collaboration.remove(row, by=by)
        with pytest.raises(NotAllowed):
            collaboration.change_level(row, by=by, level=Level.VIEW, partner=own)
        with pytest.raises(NotAllowed):
            collaboration.hand_over(row, by=by, email="x@example.org")
    waiting = collaboration.invite(project, by=manager, email="y@example.org", level=Level.VIEW)
    with pytest.raises(NotAllowed):
        collaboration.cancel_invitation(waiting, by=by)
    with pytest.raises(NotAllowed):
        collaboration.invite(project, by=by, email="y@example.org", level=Level.VIEW, partner=own)


def test_part_of_another_project_is_refused(project, manager):
    strange = PartnershipFactory(project=ProjectFactory())
    with pytest.raises(DomainError, match="not in the proposal"):
        collaboration.invite(project, by=manager, email="x@example.org", level=Level.EDIT, partner=strange)
    row = CollaboratorFactory(project=project, level=Level.EDIT)
    with pytest.raises(DomainError, match="not in the proposal"):
        collaboration.change_level(row, by=manager, level=Level.EDIT, partner=strange)


def test_manager_of_a_part_does_not_keep_the_whole_managed(project, manager, partners):
    CollaboratorFactory(project=project, level=Level.MANAGE, partnership=partners[0])
    only = Collaborator.objects.get(user=manager)
    with pytest.raises(DomainError, match="manages it"):
        collaboration.remove(only, by=manager)
    with pytest.raises(DomainError, match="manages it"):
        collaboration.change_level(only, by=manager, level=Level.MANAGE, partner=partners[0])


WHOLE, OWN, OTHER = None, 0, 1


@pytest.mark.parametrize(
    ("held", "offer", "then"),
    [
        ((Level.EDIT, WHOLE), (Level.VIEW, WHOLE), (Level.EDIT, WHOLE)),
        ((Level.VIEW, WHOLE), (Level.EDIT, OWN), (Level.EDIT, OWN)),
        ((Level.EDIT, WHOLE), (Level.EDIT, OWN), (Level.EDIT, WHOLE)),
        ((Level.EDIT, OWN), (Level.EDIT, WHOLE), (Level.EDIT, WHOLE)),
        ((Level.MANAGE, OWN), (Level.VIEW, WHOLE), (Level.MANAGE, OWN)),
        ((Level.VIEW, OWN), (Level.MANAGE, OTHER), (Level.MANAGE, OTHER)),
        ((Level.EDIT, OWN), (Level.MANAGE, OWN), (Level.MANAGE, OWN)),
        ((Level.EDIT, OWN), (Level.EDIT, OTHER), None),
        ((Level.EDIT, WHOLE), (Level.MANAGE, OWN), None),
        ((Level.MANAGE, OWN), (Level.EDIT, WHOLE), None),
    ],
)
def test_second_place_takes_nothing_away(project, manager, partners, held, offer, then):
    def part(number):
        return None if number is None else partners[number]

    user = UserFactory()
    invitation = collaboration.invite(
        project, by=manager, email=user.email, level=offer[0], partner=part(offer[1])
    )
    CollaboratorFactory(project=project, user=user, level=held[0], partnership=part(held[1]))
    if then is None:
        with pytest.raises(DomainError, match="another place"):
            collaboration.accept(invitation, by=user)
    else:
        collaboration.accept(invitation, by=user)
    level, number = then or held
    assert place(user) == (level, part(number))


def test_accepting_twice_gives_one_place_and_one_entry(project, manager):
    user = UserFactory()
    invitation = collaboration.invite(project, by=manager, email=user.email, level=Level.EDIT)
    first = collaboration.accept(invitation, by=user)
    assert collaboration.accept(invitation, by=user) == first
    assert TrailEntry.objects.filter(action="accept invitation").count() == 1


def test_accepted_invitation_gives_no_way_back_after_leaving(project, manager):
    user = UserFactory()
    invitation = collaboration.invite(project, by=manager, email=user.email, level=Level.MANAGE)
    collaboration.remove(collaboration.accept(invitation, by=user), by=manager)
    with pytest.raises(NotAllowed):
        collaboration.accept(invitation, by=user)
    assert place(user) is None


def test_declined_invitation_does_not_hold_and_may_be_made_again(project, manager):
    user = UserFactory()
    invitation = invite(project, manager, user.email)
    with pytest.raises(NotAllowed):
        collaboration.decline(invitation, by=UserFactory())
    collaboration.decline(invitation, by=user)
    collaboration.decline(invitation, by=user)
    assert TrailEntry.objects.filter(action="decline invitation").count() == 1
    with pytest.raises(NotAllowed):
        collaboration.accept(invitation, by=user)
    again = invite(project, manager, user.email)
    assert again != invitation
    assert collaboration.accept(again, by=user).level == Level.EDIT


def test_last_manager_hands_over_and_leaves_when_it_is_accepted(project, manager):
    only, successor = Collaborator.objects.get(), UserFactory()
    invitation = collaboration.hand_over(only, by=manager, email=successor.email)
    assert place(manager) == (Level.MANAGE, None)
    collaboration.accept(invitation, by=successor)
    assert (place(manager), place(successor)) == (None, (Level.MANAGE, None))


def test_handing_over_to_somebody_who_writes_it_happens_at_once(project, manager, partners):
    writer = CollaboratorFactory(project=project, level=Level.VIEW)
    assert (
        collaboration.hand_over(Collaborator.objects.get(user=manager), by=manager, email=writer.user.email)
        is None
    )
    assert (place(manager), place(writer.user)) == (None, (Level.MANAGE, None))


def test_manager_replaces_who_left_a_part(project, manager, partners):
    leaver = CollaboratorFactory(project=project, level=Level.EDIT, partnership=partners[1])
    successor = UserFactory()
    collaboration.accept(collaboration.hand_over(leaver, by=manager, email=successor.email), by=successor)
    assert (place(leaver.user), place(successor)) == (None, (Level.EDIT, partners[1]))


def test_handing_over_asks_for_somebody_else_who_manages(project, manager):
    only = Collaborator.objects.get()
    with pytest.raises(DomainError, match="somebody other than"):
        collaboration.hand_over(only, by=manager, email=manager.email.upper())
    editor = CollaboratorFactory(project=project, level=Level.EDIT)
    with pytest.raises(NotAllowed):
        collaboration.hand_over(editor, by=editor.user, email="x@example.org")


def test_handed_over_place_stays_when_the_offer_was_lowered_meanwhile(project, manager):
    """Otherwise nobody would manage the project."""
    successor = UserFactory()
    invitation = collaboration.hand_over(Collaborator.objects.get(), by=manager, email=successor.email)
    Invitation.objects.update(level=Level.VIEW)
    collaboration.accept(invitation, by=successor)
    assert (place(manager), place(successor)) == ((Level.MANAGE, None), (Level.VIEW, None))


def test_removing_a_partner_takes_its_people_off(project, manager, partners):
    bound = CollaboratorFactory(project=project, level=Level.EDIT, partnership=partners[1])
    collaboration.invite(project, by=manager, email="x@example.org", level=Level.VIEW, partner=partners[1])
    partnership.remove_partner(partners[1], by=manager)
    assert place(bound.user) is None
    assert not Invitation.objects.exists()
    entry = TrailEntry.objects.get(action="remove partner")
    assert entry.old["people"] == [{"person": f"user:{bound.user.pk}", "level": "edit"}]
