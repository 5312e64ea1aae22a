"""Links for advice: they read one project, for a time, until they are taken back."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import people
from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from projects import advice, collaboration
from projects.models import AdviceLink, Collaborator
from projects.states import Level
from tests.factories.accounts import UserFactory
from tests.factories.projects import CollaboratorFactory, PartnershipFactory, ProjectFactory
from tests.projects.people import with_level

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def manager(project):
    return with_level(project)


def make(project, by, reader="A colleague", days=7, key=None):
    return advice.make(project, by=by, reader=reader, days=days, key=key or uuid.uuid4())


def test_link_opens_its_project_and_counts(project, manager):
    link = make(project, manager)
    token = advice.token_of(link)
    assert token not in (link.token_hash, link.uid.hex)
    for count in (1, 2):
        found = advice.opened(token)
        assert (found.project, found.openings) == (project, count)
    assert TrailEntry.objects.filter(action="make advice link").count() == 1


@pytest.mark.parametrize("token", ["", "x", "0" * 64, "\ud800", "a" * 10_000, "%00"])
def test_other_secrets_open_nothing(project, manager, token):
    link = make(project, manager)
    assert [advice.opened(one) for one in (token, link.token_hash, str(link.uid))] == [None] * 3
    assert AdviceLink.objects.get().openings == 0


def test_link_that_ran_out_or_was_taken_back_opens_nothing(project, manager):
    link, other = make(project, manager), make(project, manager)
    advice.revoke(link, by=manager)
    advice.revoke(link, by=manager)
    AdviceLink.objects.filter(pk=other.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert [advice.opened(advice.token_of(one)) for one in (link, other)] == [None, None]
    assert TrailEntry.objects.filter(action="revoke advice link").count() == 1


def test_one_form_makes_one_link(project, manager):
    key = uuid.uuid4()
    assert make(project, manager, key=key) == make(project, manager, key=key)
    other = ProjectFactory()
    with pytest.raises(DomainError, match="used already"):
        make(other, with_level(other), key=key)


def test_only_who_manages_the_whole_makes_and_takes_back(project, manager):
    link = make(project, manager)
    part = PartnershipFactory(project=project)
    bound = CollaboratorFactory(project=project, level=Level.MANAGE, partnership=part).user
    for by in (with_level(project, Level.EDIT), bound, UserFactory()):
        with pytest.raises(NotAllowed):
            make(project, by)
        with pytest.raises(NotAllowed):
            advice.revoke(link, by=by)


WRONG = [("", 7), ("x" * 151, 7), ("a\x00b", 7), ("\u202eabc", 7), ("x", 0), ("x", 61)]


@pytest.mark.parametrize(("reader", "days"), WRONG)
def test_link_for_nobody_or_for_ever_is_refused(project, manager, reader, days):
    with pytest.raises(DomainError):
        make(project, manager, reader, days)


def test_number_of_open_links_is_bounded(project, manager, monkeypatch):
    monkeypatch.setattr(advice, "MOST_OPEN", 1)
    advice.revoke(make(project, manager), by=manager)
    make(project, manager)
    with pytest.raises(DomainError, match="Too many"):
        make(project, manager)


def test_links_of_who_leaves_open_nothing_more(project, manager):
    other = CollaboratorFactory(project=project)
    theirs, mine = make(project, other.user), make(project, manager)
    collaboration.remove(other, by=manager)
    assert advice.opened(advice.token_of(theirs)) is None
    assert advice.opened(advice.token_of(mine)) == mine
    only = Collaborator.objects.get()
    invitation = collaboration.hand_over(only, by=manager, email="next@example.org")
    collaboration.accept(invitation, by=UserFactory(email="next@example.org"))
    assert advice.opened(advice.token_of(mine)) is None


def test_secret_is_not_shown_after_the_key_of_the_portal_changed(project, manager, settings):
    link = make(project, manager)
    token = advice.token_of(link)
    settings.SECRET_KEY = "another key of the portal"
    assert advice.token_of(link) == ""
    assert advice.opened(token) == link


def test_links_of_a_person_who_is_forgotten_open_nothing_more(project, manager):
    CollaboratorFactory(project=project)
    link = make(project, manager)
    people.erase_person(manager, by=manager)
    assert advice.opened(advice.token_of(link)) is None
