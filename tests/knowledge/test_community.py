"""The community of a platform: consent first, seen by whom the member chose, forgotten on leaving."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import people
from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed, TooOften
from correspondence.models import Message
from knowledge import community
from knowledge.models import Member
from knowledge.personal import Learning
from knowledge.states import Visibility
from tests.factories.accounts import UserFactory
from tests.factories.knowledge import MemberFactory, PlatformFactory, TopicFactory
from tests.factories.programmes import RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def platform():
    return PlatformFactory()


def profile(**changed):
    given = {
        "organisation_name": "Demo Region",
        "function": "",
        "country": "",
        "region": "",
        "topics": [],
        "language": "en",
        "languages": ["en"],
        "offers": "Gauges",
        "seeks": "",
        "visibility": Visibility.EVERYBODY,
        "takes_messages": True,
    }
    return community.Profile(**{**given, **changed})


def seen(platform, **more):
    return MemberFactory(platform=platform, visibility=Visibility.EVERYBODY, **more)


def test_join_hides_and_logs_the_consent(platform):
    person = UserFactory()
    member = community.join(platform, by=person)
    assert community.join(platform, by=person) == member
    assert (member.visibility, member.takes_messages) == (Visibility.HIDDEN, False)
    (entry,) = TrailEntry.objects.for_chain(member.chain)
    assert entry.new == {"terms": 1, "visibility": "hidden", "takes_messages": False}


def test_change_keeps_texts_out_of_the_trail(platform):
    member = MemberFactory(platform=platform)
    community.change(member, profile(), revision=1, by=member.user)
    (entry,) = TrailEntry.objects.for_chain(member.chain)
    assert entry.new == {"visibility": "everybody", "takes_messages": True}
    with pytest.raises(DomainError, match="Another page"):
        community.change(member, profile(offers="Other"), revision=1, by=member.user)
    with pytest.raises(NotAllowed):
        community.change(member, profile(), revision=2, by=UserFactory())


def test_leave_erases_the_profile_and_lets_one_come_back(platform):
    member = seen(platform, offers="Gauges", country="BE", takes_messages=True)
    member.topics.add(TopicFactory(platform=platform))
    person = member.user
    community.leave(member, by=person)
    member.refresh_from_db()
    assert (member.user, member.offers, member.country, member.topics.count()) == (None, "", "", 0)
    assert member.left_at is not None
    assert community.join(platform, by=person) != member


def test_account_that_is_forgotten_takes_the_profile_along(platform):
    member = seen(platform, offers="Gauges")
    person = member.user
    assert Learning().export(person)["memberships"][0]["offers"] == "Gauges"
    people.erase_person(person, by=None)
    member.refresh_from_db()
    assert (member.user, member.offers) == (None, "")


def test_message_goes_by_the_portal_without_addresses(platform):
    sender, reader = seen(platform), seen(platform, takes_messages=True)
    for _time in range(2):
        community.write_to(reader, "Hello", by=sender.user, stamp="s")
    mail = Message.objects.get(kind="member")
    assert mail.recipient == reader.user
    assert "Hello" in mail.body
    assert sender.user.email not in mail.body
    assert str(sender.uid) in mail.body


def test_message_needs_consent_membership_and_patience(platform):
    sender, reader = seen(platform), seen(platform, takes_messages=True)
    with pytest.raises(NotAllowed, match="no messages"):
        community.write_to(seen(platform), "Hello", by=sender.user, stamp="s")
    with pytest.raises(NotAllowed, match="Join"):
        community.write_to(reader, "Hello", by=UserFactory(), stamp="s")
    hidden = MemberFactory(platform=platform, takes_messages=True)
    with pytest.raises(NotAllowed):
        community.write_to(hidden, "Hello", by=sender.user, stamp="s")
    for number in range(3):
        community.write_to(reader, "Hello", by=sender.user, stamp=str(number))
    with pytest.raises(TooOften):
        community.write_to(reader, "Hello", by=sender.user, stamp="4")


def test_directory_shows_to_each_what_they_may_see(client, platform):
    seen(platform, user=UserFactory(name="Open Person"))
    inner = MemberFactory(
        platform=platform, visibility=Visibility.MEMBERS, user=UserFactory(name="Inner Person")
    )
    MemberFactory(platform=platform, user=UserFactory(name="Hidden Person"))
    address = reverse("catalogue:members", args=[platform.slug])
    page = client.get(address).content.decode()
    assert ("Open Person" in page, "Inner Person" in page, "Hidden Person" in page) == (True, False, False)
    assert inner.user.email not in page
    client.force_login(MemberFactory(platform=platform).user)
    page = client.get(address).content.decode()
    assert ("Open Person" in page, "Inner Person" in page, "Hidden Person" in page) == (True, True, False)


def test_directory_is_narrowed_by_its_address_with_as_many_statements(client, platform):
    topic = TopicFactory(platform=platform)
    RegionFactory(code="FR")
    address = reverse("catalogue:members", args=[platform.slug])
    for number in range(3):
        member = seen(platform, user=UserFactory(name=f"Name {number}"), country="FR" if number else "BE")
        member.topics.add(topic)
    client.get(address)
    with CaptureQueriesContext(connection) as three:
        client.get(address)
    for asked, expected in (("country=FR", 2), (f"theme={topic.code}", 3), ("q=name+2", 1), ("q=nobody", 0)):
        found = client.get(f"{address}?{asked}").content.decode()
        assert found.count("<article") == expected
    Member.objects.filter(country="FR").delete()
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    assert len(one) == len(three)


def test_profile_page_joins_saves_offers_both_texts_and_leaves(client, platform):
    person = UserFactory()
    client.force_login(person)
    page = reverse("apply:membership", args=[platform.slug])
    assert "I agree, and join" in client.get(page).content.decode()
    client.post(reverse("apply:membership_join", args=[platform.slug]))
    sent = {"revision": 1, "language": "en", "offers": "Mine", "visibility": "members"}
    assert client.post(page, sent).status_code == 302
    stale = client.post(page, {**sent, "offers": "Second"})
    text = stale.content.decode()
    assert stale.status_code == 409
    assert "Second" in text
    assert "Mine" in text
    assert 'name="revision" value="2"' in text
    client.post(reverse("apply:membership_leave", args=[platform.slug]))
    assert not Member.objects.of(person).exists()


def test_message_page_sends_once(client, platform):
    sender, reader = seen(platform), seen(platform, takes_messages=True)
    client.force_login(sender.user)
    page = reverse("apply:member_message", args=[reader.uid])
    assert client.get(page).status_code == 200
    assert [client.post(page, {"stamp": "s", "text": "Hi"}).status_code for _time in range(2)] == [302, 302]
    assert Message.objects.filter(kind="member").count() == 1


def test_profile_that_is_sent_after_the_session_ended_is_shown_again(client, platform):
    page = reverse("apply:membership", args=[platform.slug])
    answer = client.post(page, {"revision": 1, "offers": "Long words about gauges"})
    assert answer.status_code == 401
    assert "Long words about gauges" in answer.content.decode()
