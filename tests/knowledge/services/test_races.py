"""Acts at the same moment: exactly one wins, and the others are told."""

import pytest
from django.db.models import Count

from accounts import trail
from accounts.models import TrailEntry
from correspondence.models import Message
from knowledge.models import ServiceRequest
from knowledge.service_states import ServiceKind, ServiceState
from knowledge.services import deciding, peers
from tests.at_once import at_once
from tests.factories.knowledge import ExpertFactory
from tests.knowledge.services.conftest import make_house

pytestmark = pytest.mark.django_db(transaction=True)


def test_question_is_given_to_one_expert_however_many_try():
    house = make_house()
    request = house.ask(ServiceKind.HELPDESK)
    experts = [ExpertFactory(platform=house.platform).user for _number in range(8)]
    won, told = at_once(
        lambda number: deciding.entrust(request, by=house.officer, expert=experts[number], seen=None),
        threads=8,
        tries=1,
    )
    assert (won, len(told)) == (1, 7)
    assert all(text.startswith("Meanwhile it was given to") for text in told)
    given = Message.objects.about(request.chain).filter(recipient__in=experts)
    assert [mail.recipient for mail in given] == [ServiceRequest.objects.get().expert]
    assert list(trail.verify_chain(request.chain)) == []


def test_request_is_accepted_or_refused_once():
    house = make_house()
    request = house.ask(ServiceKind.PEER_REVIEW)

    def act(number):
        if number % 2:
            return deciding.accept(request, by=house.officer)
        return deciding.refuse(request, by=house.officer, reason="No")

    won, told = at_once(act, threads=8, tries=1)
    assert (won, len(told)) == (1, 7)
    request.refresh_from_db()
    assert request.state in {ServiceState.PREPARING, ServiceState.REFUSED}
    acts = TrailEntry.objects.for_chain(request.chain).values_list("action", flat=True)
    assert len(acts) == 2


def test_invitation_is_answered_once_and_never_after_it_was_taken_back():
    house = make_house()
    request = deciding.accept(house.ask(ServiceKind.PEER_REVIEW), by=house.officer)
    place = peers.invite(request, by=house.officer, member=house.peer)

    def act(number):
        if number == 0:
            return peers.take_back(place, by=house.officer)
        return peers.respond(place, by=house.peer.user, accepts=bool(number % 2))

    won, told = at_once(act, threads=6, tries=1)
    place.refresh_from_db()
    assert won in {1, 2}  # an answer may come just before the invitation is taken back
    assert won + len(told) == 6
    assert place.state == ("declined" if won == 1 and place.state == "declined" else "taken_back")


def test_member_is_invited_once_however_many_try():
    house = make_house()
    request = deciding.accept(house.ask(ServiceKind.PEER_REVIEW), by=house.officer)
    won, told = at_once(
        lambda _number: peers.invite(request, by=house.officer, member=house.peer), threads=6, tries=1
    )
    assert (won, len(told)) == (1, 5)
    mails = Message.objects.about(request.chain).filter(recipient=house.peer.user)
    assert mails.aggregate(n=Count("pk")) == {"n": 1}
