"""Each service from the form to its end, by its verbs."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts import trail
from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from knowledge.models import Meeting, PublishedService, ServicePlace
from knowledge.service_states import Consent, PlaceState, ServiceKind, ServiceState
from knowledge.services import asking, deciding, meetings, outcomes, peers, publishing
from knowledge.services.deadlines import months_after, working_days_after
from knowledge.services.meetings import Wanted
from knowledge.services.publishing import Words
from tests.factories.knowledge import TopicFactory

K, S = ServiceKind, ServiceState
SOON = Wanted(day=date(2031, 3, 3), starts=time(9, 30), zone="Europe/Brussels", place="Ghent")


def mails(request):
    """Subjects by reader, in the order in which they were written."""
    rows = Message.objects.about(request.chain).order_by("pk").values_list("recipient__name", "subject")
    return [(name, subject.partition(":")[0].partition("?")[0]) for name, subject in rows]


def happened(request):
    """Let the meeting lie in the past."""
    ago = timezone.now() - timedelta(days=3)
    Meeting.objects.filter(request=request).update(starts_at=ago, ends_at=ago + timedelta(hours=2))


def test_helpdesk_goes_from_question_to_published_answer(house):
    request = house.ask(K.HELPDESK)
    due = working_days_after(timezone.localdate(), 10)
    assert (request.state, request.due_on, request.answers.get().due_on) == (S.ASKED, due, due)
    request = deciding.entrust(request, by=house.officer, expert=house.expert, seen=None)
    assert (request.state, request.due_on) == (S.ASSIGNED, due)
    outcomes.answer(request, by=house.expert, text="Ask Anna Asker of the City of Ghent.")
    outcomes.ask_again(request, by=house.asker, text="And chairs?")
    outcomes.answer(request, by=house.expert, text="The same.")
    with pytest.raises(DomainError, match="once more already"):
        outcomes.ask_again(request, by=house.asker, text="And tables?")
    request = publishing.consent(request, by=house.asker, answer=Consent.YES)
    words = publishing.proposed(request)
    assert words.question == "How do others buy second-hand furniture?\n\nAnd chairs?"
    with pytest.raises(DomainError, match="still names “Anna Asker”"):
        publishing.publish(request, by=house.officer, words=words, files=[])
    with pytest.raises(DomainError, match="still names “City of Ghent”"):
        publishing.publish(request, by=house.officer, words=Words("T", "Q", "city of ghent"), files=[])
    published = publishing.publish(
        request, by=house.officer, words=Words("Second-hand furniture", "How?", "Like this."), files=[]
    )
    assert (published.title, published.kind, published.topic) == (
        "Second-hand furniture",
        K.HELPDESK,
        house.topic,
    )
    assert mails(request) == [
        ("Anna Asker", "We received your request"),
        ("Eva Expert", "A request was given to you"),
        ("Anna Asker", "The answer to your question"),
        ("Eva Expert", "The same person asks once more"),
        ("Anna Asker", "The answer to your question"),
        ("Anna Asker", "Published"),
    ]
    publishing.consent(request, by=house.asker, answer=Consent.NO)
    assert not PublishedService.objects.exists()
    assert list(trail.verify_chain(request.chain)) == []


def test_peer_review_goes_from_request_to_follow_up(house):
    request = house.ask(K.PEER_REVIEW, questions="What first?", wished="March")
    assert request.due_on == months_after(timezone.localdate(), 1)
    request = deciding.accept(request, by=house.officer, note="A good fit.")
    assert (request.state, request.due_on, request.decided_by) == (S.PREPARING, None, house.officer)
    with pytest.raises(DomainError, match="Nobody has accepted"):
        meetings.fix(request, by=house.officer, wanted=SOON, seen=0)
    place = peers.invite(request, by=house.officer, member=house.peer)
    assert place.reason == (
        "works on the theme “Circular economy”; comes from another country: France; "
        "speaks the language of the request"
    )
    peers.respond(place, by=house.peer.user, accepts=True)
    deciding.entrust(request, by=house.officer, expert=house.expert, seen=None)
    meetings.add_item(request, by=house.officer, day=2, starts=time(9), ends=time(12, 30), title="Results")
    meeting = meetings.fix(request, by=house.officer, wanted=SOON, seen=0)
    assert (meeting.starts_at.isoformat(), meeting.ends_at.isoformat()) == (
        "2031-03-03T08:30:00+00:00",
        "2031-03-04T11:30:00+00:00",
    )
    with pytest.raises(DomainError, match="has not taken place yet"):
        outcomes.report(request, by=house.expert, text="Buy used.")
    happened(request)
    report = outcomes.report(request, by=house.expert, text="Buy used.")
    assert report.follow_up_on == months_after(timezone.localdate(), 6)
    outcomes.follow_up(request, by=house.asker, text="We did.")
    request.refresh_from_db()
    assert (request.state, request.report.taken_over) == (S.CLOSED, "We did.")
    assert mails(request) == [
        ("Anna Asker", "We received your request"),
        ("Anna Asker", "Your request was accepted"),
        ("Pierre Peer", "You are invited to take part"),
        ("Anna Asker", "Somebody takes part"),
        ("Eva Expert", "A request was given to you"),
        ("Anna Asker", "The date is fixed"),
        ("Eva Expert", "The date is fixed"),
        ("Pierre Peer", "The date is fixed"),
        ("Anna Asker", "What came of it"),
        ("Pierre Peer", "What came of it"),
        ("Eva Expert", "What was taken over"),
        ("Pierre Peer", "What was taken over"),
    ]
    assert list(trail.verify_chain(request.chain)) == []


def test_matchmaking_needs_a_moderator_and_lasts_two_hours(house):
    request = deciding.accept(house.ask(K.MATCHMAKING), by=house.officer)
    place = peers.invite(request, by=house.officer, member=house.peer)
    peers.respond(place, by=house.peer.user, accepts=True)
    wanted = Wanted(
        day=date(2031, 7, 1), starts=time(14), zone="Europe/Helsinki", link="https://meet.example/x"
    )
    with pytest.raises(DomainError, match="Name the moderator first"):
        meetings.fix(request, by=house.officer, wanted=wanted, seen=0)
    deciding.entrust(request, by=house.officer, expert=house.expert, seen=None)
    meeting = meetings.fix(request, by=house.officer, wanted=wanted, seen=0)
    assert (meeting.starts_at.hour, meeting.ends_at - meeting.starts_at) == (11, timedelta(hours=2))
    told = Message.objects.about(request.chain).get(recipient=house.asker, dedupe_key__contains=":fixed:")
    assert told.body.startswith(f"Dear {house.asker},\n")
    assert "1 July 2031, 14:00 (Europe/Helsinki)" in told.body
    happened(request)
    outcomes.conclude(request, by=house.expert, text="They will visit each other.")
    request.refresh_from_db()
    assert (request.state, request.report.text) == (S.CLOSED, "They will visit each other.")
    assert request.report.follow_up_on is None


def test_invitation_shows_no_address_and_is_answered_once(house):
    request = deciding.accept(house.ask(K.PEER_REVIEW), by=house.officer)
    place = peers.invite(request, by=house.officer, member=house.peer)
    mail = Message.objects.about(request.chain).get(recipient=house.peer.user)
    assert house.asker.email not in mail.body
    to_asker = Message.objects.about(request.chain).filter(recipient=house.asker)
    assert not any(house.peer.user.email in message.body for message in to_asker)
    with pytest.raises(NotAllowed):
        peers.respond(place, by=house.expert, accepts=True)
    assert peers.respond(place, by=house.peer.user, accepts=False).state == PlaceState.DECLINED
    with pytest.raises(DomainError, match="not open any more"):
        peers.respond(place, by=house.peer.user, accepts=True)
    with pytest.raises(DomainError, match="was asked already: Declined"):
        peers.invite(request, by=house.officer, member=house.peer)


def test_invitation_is_taken_back_and_sent_again(house):
    request = deciding.accept(house.ask(K.PEER_REVIEW), by=house.officer)
    place = peers.invite(request, by=house.officer, member=house.peer)
    peers.take_back(place, by=house.officer)
    with pytest.raises(DomainError, match="not open any more"):
        peers.respond(place, by=house.peer.user, accepts=True)
    again = peers.invite(request, by=house.officer, member=house.peer)
    assert (again.pk, again.state, ServicePlace.objects.count()) == (place.pk, PlaceState.INVITED, 1)


def test_hidden_member_and_who_takes_no_messages_are_not_suggested(house):
    request = deciding.accept(house.ask(K.PEER_REVIEW), by=house.officer)
    assert [one.member for one in peers.suggest(request)] == [house.peer]
    for change in ({"visibility": "hidden"}, {"visibility": "everybody", "takes_messages": False}):
        for name, value in change.items():
            setattr(house.peer, name, value)
        house.peer.save()
        assert peers.suggest(request) == []
        with pytest.raises(DomainError, match="takes no invitations"):
            peers.invite(request, by=house.officer, member=house.peer)


def test_suggestion_says_why(house):
    request = deciding.accept(house.ask(K.PEER_REVIEW), by=house.officer)
    (found,) = peers.suggest(request)
    assert found.reasons == (
        "works on the theme “Circular economy”",
        "offers what the title speaks of",
        "comes from another country: France",
        "speaks the language of the request",
    )


def test_strangers_and_other_teams_may_do_nothing(house, world):
    request = house.ask(K.HELPDESK)
    for person in (world.stranger, world.officer_elsewhere, house.expert, house.asker):
        with pytest.raises(NotAllowed):
            deciding.entrust(request, by=person, expert=house.expert, seen=None)
        with pytest.raises(NotAllowed):
            deciding.refuse(request, by=person, reason="No")
    for person in (world.stranger, house.officer, house.expert):
        with pytest.raises(NotAllowed):
            deciding.withdraw(request, by=person)
        with pytest.raises(NotAllowed):
            publishing.consent(request, by=person, answer=Consent.YES)


def test_refusal_and_cancellation_need_a_reason_that_is_sent(house):
    request = house.ask(K.PEER_REVIEW)
    with pytest.raises(DomainError, match="Say why"):
        deciding.refuse(request, by=house.officer, reason="  ")
    refused = deciding.refuse(request, by=house.officer, reason="No peers know this.")
    assert (refused.state, refused.due_on) == (S.REFUSED, None)
    assert "No peers know this." in Message.objects.about(request.chain).order_by("pk").last().body
    running = deciding.accept(house.ask(K.PEER_REVIEW), by=house.officer)
    peers.invite(running, by=house.officer, member=house.peer)
    deciding.cancel(running, by=house.officer, reason="Strike.")
    assert mails(running)[-2:] == [
        ("Anna Asker", "This does not take place"),
        ("Pierre Peer", "This does not take place"),
    ]


def test_hours_that_clocks_skip_and_unknown_zones_are_refused(house):
    request = deciding.accept(house.ask(K.PEER_REVIEW), by=house.officer)
    place = peers.invite(request, by=house.officer, member=house.peer)
    peers.respond(place, by=house.peer.user, accepts=True)
    night = Wanted(day=date(2031, 3, 30), starts=time(2, 30), zone="Europe/Brussels")
    for wanted, why in (
        (night, "skip this hour"),
        (Wanted(day=SOON.day, starts=SOON.starts, zone="Mars/Base"), "time zone"),
        (Wanted(day=date(2020, 1, 1), starts=time(9), zone="Europe/Brussels"), "still to come"),
    ):
        with pytest.raises(DomainError, match=why):
            meetings.fix(request, by=house.officer, wanted=wanted, seen=0)
    meetings.fix(request, by=house.officer, wanted=SOON, seen=0)
    with pytest.raises(DomainError, match="changed the date meanwhile"):
        meetings.fix(request, by=house.officer, wanted=SOON, seen=0)


def test_agenda_stays_within_the_days_and_without_overlap(house):
    request = deciding.accept(house.ask(K.PEER_REVIEW), by=house.officer)
    add = {"by": house.officer, "title": "Talk"}
    item = meetings.add_item(request, day=1, starts=time(9), ends=time(10), **add)
    for day, starts, ends, why in (
        (3, time(9), time(10), "has 2 days"),
        (1, time(9, 30), time(11), "Another point"),
        (2, time(10), time(10), "ends before it begins"),
    ):
        with pytest.raises(DomainError, match=why):
            meetings.add_item(request, day=day, starts=starts, ends=ends, **add)
    meetings.remove_item(request, by=house.officer, uid=item.uid)
    meetings.remove_item(request, by=house.officer, uid=item.uid)
    assert request.agenda.count() == 0


def test_form_sent_twice_makes_one_request_and_many_are_limited(house):
    key = uuid4()
    asked = {"by": house.asker, "asked": house.asked()}
    first = asking.ask(house.service(K.HELPDESK), key=key, **asked)
    assert asking.ask(house.service(K.HELPDESK), key=key, **asked) == first
    for _number in range(4):
        house.ask(K.HELPDESK)
    with pytest.raises(DomainError, match="You asked for several services"):
        house.ask(K.HELPDESK)


def test_closed_service_and_foreign_topic_are_refused(house):
    foreign = TopicFactory()
    with pytest.raises(DomainError, match="theme of this platform"):
        house.ask(K.HELPDESK, topic=foreign)
    service = house.service(K.HELPDESK)
    service.is_open = False
    service.save()
    with pytest.raises(DomainError, match="takes no requests"):
        house.ask(K.HELPDESK)
