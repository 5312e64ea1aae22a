"""Each service walked on its pages by its roles, without a browser's script."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge.models import Meeting, PublishedService, ServiceRequest
from knowledge.service_states import ServiceKind, ServiceState
from knowledge.services import peers
from secretariat.todo import SOURCES as STAFF_TASKS
from tests.knowledge.services.asking import asked, make_member, post, signed_in, text_of, waiting

K, S = ServiceKind, ServiceState


def test_peer_review_is_walked_by_its_roles(house):  # noqa: PLR0915 - one walk, from the form to the library
    asker, team = signed_in(house.asker), signed_in(house.officer)
    expert, peer = signed_in(house.expert), signed_in(house.peer.user)
    request = asked(asker, house, K.PEER_REVIEW, questions="What first?", wished="March")
    uid = request.uid
    assert waiting(house.officer, STAFF_TASKS) == ["service_decide"]
    assert "Circular procurement of furniture" in text_of(
        team, "secretariat:services", query="?wait=live&q=ghent"
    )
    post(team, "secretariat:service_step", uid, "accept", text="Good.")
    assert waiting(house.officer, STAFF_TASKS) == ["service_prepare"]
    page = text_of(team, "secretariat:service_people", uid)
    assert "Pierre Peer" in page
    assert "works on the theme “Circular economy”; offers what the title speaks of" in page
    assert "pierre@peers.example" not in page
    post(team, "secretariat:service_people", uid, member=house.peer.uid)
    assert waiting(house.peer.user) == ["service_place"]
    invited = text_of(peer, "apply:service", uid)
    assert "anna@city.example" not in invited
    assert "pierre@peers.example" not in text_of(asker, "apply:service", uid)
    post(peer, "apply:service_place", uid, answer="accept")
    assert "pierre@peers.example" in text_of(asker, "apply:service", uid)
    assert "anna@city.example" in text_of(peer, "apply:service", uid)
    post(team, "secretariat:service_step", uid, "entrust", expert=house.expert.uid, seen="")
    point = {"starts": "09:00", "ends": "10:00", "title": "Welcome"}
    post(team, "secretariat:service_agenda", uid, day=1, **point)
    post(team, "secretariat:service_agenda", uid, status=400, day=3, **point)
    date = {"day": "2031-03-03", "starts": "09:30", "zone": "Europe/Brussels", "place": "Ghent"}
    post(team, "secretariat:service_step", uid, "fix", seen=0, **date)
    post(team, "secretariat:service_step", uid, "fix", status=409, seen=0, **date)
    ical = peer.get(reverse("apply:service_calendar", args=[uid])).content.decode()
    assert "DTSTART:20310303T083000Z" in ical
    assert "DTEND:20310304T160000Z" in ical
    assert "LOCATION:Ghent" in ical
    ago = timezone.now() - timedelta(days=3)
    Meeting.objects.update(starts_at=ago, ends_at=ago + timedelta(days=1))
    assert waiting(house.expert) == ["service_report"]
    post(expert, "apply:service_step", uid, "report", text="Buy used furniture.")
    request.report.follow_up_on = timezone.localdate()
    request.report.save()
    assert waiting(house.asker) == ["service_follow_up"]
    post(asker, "apply:service_step", uid, "follow_up", text="We buy used furniture now.")
    post(asker, "apply:service_consent", uid, answer="yes")
    assert waiting(house.officer, STAFF_TASKS) == ["service_publish"]
    words = {
        "title": "Buying used",
        "question": "How does one buy used furniture?",
        "answer": "Step by step.",
    }
    post(team, "secretariat:service_publish", uid, **words)
    library = text_of(Client(), "catalogue:service_library", "interreg-europe", query="?q=furnitures")
    assert "Buying used" in library
    record = text_of(Client(), "catalogue:service_record", PublishedService.objects.get().uid)
    assert "Step by step." in record
    assert "Anna" not in record
    assert waiting(house.officer, STAFF_TASKS) == []


def test_matchmaking_shows_its_link_to_participants_alone(house, world):
    asker, team, peer = signed_in(house.asker), signed_in(house.officer), signed_in(house.peer.user)
    request = asked(asker, house, K.MATCHMAKING, wished="")
    uid = request.uid
    post(team, "secretariat:service_step", uid, "accept", text="")
    post(team, "secretariat:service_people", uid, member=house.peer.uid)
    post(peer, "apply:service_place", uid, answer="accept", note="Gladly")
    post(team, "secretariat:service_step", uid, "entrust", expert=house.expert.uid, seen="")
    other = peers.invite(ServiceRequest.objects.get(), by=house.officer, member=make_member(house))
    date = {
        "day": "2031-03-03",
        "starts": "14:00",
        "zone": "Europe/Helsinki",
        "link": "https://meet.example/room",
    }
    post(team, "secretariat:service_step", uid, "fix", seen=0, **date)
    for person in (house.asker, house.peer.user, house.expert):
        assert "https://meet.example/room" in text_of(signed_in(person), "apply:service", uid)
    assert "meet.example" not in text_of(signed_in(other.person), "apply:service", uid)
    assert signed_in(world.stranger).get(reverse("apply:service", args=[uid])).status_code == 404
    peers.take_back(other, by=house.officer)
    assert signed_in(other.person).get(reverse("apply:service", args=[uid])).status_code == 404


def test_helpdesk_is_walked_by_its_roles(house):
    asker, team, expert = signed_in(house.asker), signed_in(house.officer), signed_in(house.expert)
    uid = asked(asker, house, K.HELPDESK).uid
    post(team, "secretariat:service_step", uid, "assign", expert=house.expert.uid, seen="")
    assert waiting(house.expert) == ["service_answer"]
    post(expert, "apply:service_step", uid, "answer", text="Ask your neighbours.")
    assert "Ask your neighbours." in text_of(asker, "apply:service", uid)
    post(asker, "apply:service_step", uid, "ask_again", text="Which ones?")
    post(expert, "apply:service_step", uid, "answer", text="Those in Lille.")
    assert "Ask once more" not in text_of(asker, "apply:service", uid)
    post(asker, "apply:service_step", uid, "ask_again", text="Why?", status=409)
    post(asker, "apply:service_step", uid, "close")
    assert ServiceRequest.objects.get().state == S.CLOSED
    assert asker.get(reverse("apply:service_step", args=[uid, "close"])).status_code == 409
