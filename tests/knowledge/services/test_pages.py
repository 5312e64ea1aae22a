"""Each service walked on its pages by its roles, without a browser's script."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.holdings import holdings
from accounts.todo import tasks
from apply.todo import SOURCES as OWN_TASKS
from knowledge.models import Meeting, PublishedService, Service, ServicePlace, ServiceRequest
from knowledge.service_states import Consent, ServiceKind, ServiceState
from knowledge.services import deciding, outcomes, peers, publishing
from knowledge.services.publishing import Words
from programmes.states import Role
from secretariat.todo import SOURCES as STAFF_TASKS
from tests.factories.accounts import UserFactory
from tests.factories.knowledge import MemberFactory
from tests.factories.programmes import StaffRoleFactory
from tests.factories.services import ServiceRequestFactory

K, S = ServiceKind, ServiceState


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def post(client, name, *args, status=302, **data):
    response = client.post(reverse(name, args=args), data)
    assert response.status_code == status, response.content.decode()
    return response


def text_of(client, name, *args, query=""):
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


def asked(client, house, kind, **more):
    facts = {
        "organisation": "City of Ghent",
        "title": "Circular procurement of furniture",
        "text": "How do others buy second-hand furniture?",
        "topic": house.topic.pk,
        "region": "BE23",
        "language": "en",
        "key": uuid4(),
        **more,
    }
    post(client, "apply:service_ask", "interreg-europe", kind.value, **facts)
    return ServiceRequest.objects.latest("pk")


def waiting(person, sources=OWN_TASKS):
    return [task.source.kind for task in tasks(person, sources, most=20) if "service" in task.source.kind]


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


def make_member(house):
    return MemberFactory(platform=house.platform, visibility="members", takes_messages=True)


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


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_pages_open_in_each_language(house, language):
    request = house.ask(K.PEER_REVIEW)
    team, asker = signed_in(house.officer), signed_in(house.asker)
    for client, address in (
        (team, f"/{language}/secretariat/services/"),
        (team, f"/{language}/secretariat/services/{request.uid}/"),
        (team, f"/{language}/secretariat/services/{request.uid}/steps/accept/"),
        (asker, f"/{language}/apply/services/"),
        (asker, f"/{language}/apply/services/{request.uid}/"),
        (asker, f"/{language}/apply/services/ask/interreg-europe/helpdesk/"),
        (Client(), f"/{language}/learning/interreg-europe/services/"),
        (Client(), f"/{language}/learning/interreg-europe/services/library/?q=x"),
    ):
        assert client.get(address).status_code == 200, address


HOSTILE = ["\ud800", "a" * 20_000, "<script>alert(1)</script>", "' OR 1=1 --", "\u202e%s{{ 7*7 }}", '"(|&!']


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_never_break_a_page(house, words):
    client, asker = Client(), signed_in(house.asker)
    team = signed_in(house.officer)
    request = house.ask(K.PEER_REVIEW)
    words = words.encode("utf-8", "surrogatepass")
    for address in (
        reverse("catalogue:service_library", args=["interreg-europe"]),
        reverse("secretariat:services"),
        reverse("secretariat:service_people", args=[request.uid]),
    ):
        reader = client if "learning" in address else team
        answer = reader.get(
            address, {"q": words, "kind": words, "state": words, "page": words, "topic": words}
        )
        assert answer.status_code in {200, 400}
        assert b"<script>alert(1)" not in answer.content
    form = {"organisation": words, "title": words, "text": words, "questions": words, "language": words}
    sent = asker.post(
        reverse("apply:service_ask", args=["interreg-europe", "peer_review"]),
        {**form, "topic": words, "region": words, "key": words},
    )
    assert sent.status_code in {400, 422}
    date = {"day": words, "starts": words, "zone": words, "link": words, "seen": words}
    assert team.post(reverse("secretariat:service_step", args=[request.uid, "fix"]), date).status_code in {
        400,
        409,
    }


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_lists_ask_the_same_number_of_questions_at_one_row_and_three(house):
    def fill():
        request = ServiceRequestFactory(
            service=house.service(K.HELPDESK),
            asker=house.asker,
            expert=house.expert,
            state=S.CLOSED,
            consent="yes",
        )
        words = Words("Title of it", "Question", "Text")
        publishing.publish(request, by=house.officer, words=words, files=[])
        review = ServiceRequestFactory(
            service=house.service(K.PEER_REVIEW), asker=house.asker, state=S.PREPARING
        )
        ServicePlace.objects.create(request=review, person=house.peer.user)

    fill()
    pages = [
        (signed_in(house.officer), "/en/secretariat/services/"),
        (signed_in(house.asker), "/en/apply/services/"),
        (signed_in(house.peer.user), "/en/apply/services/"),
        (Client(), "/en/learning/interreg-europe/services/library/?q=question"),
        (Client(), "/en/learning/interreg-europe/services/"),
    ]
    for client, address in pages:
        client.get(address)
    before = [queries(client, address) for client, address in pages]
    fill(), fill()
    assert [queries(client, address) for client, address in pages] == before
    assert before[3:] == [4, 3]  # public pages, the statement of the edition with them


def test_pages_of_one_request_ask_the_same_however_many_take_part(house):
    request = deciding.accept(house.ask(K.PEER_REVIEW), by=house.officer)
    peers.respond(
        peers.invite(request, by=house.officer, member=house.peer), by=house.peer.user, accepts=True
    )
    pages = [
        (signed_in(house.officer), reverse("secretariat:service", args=[request.uid])),
        (signed_in(house.officer), reverse("secretariat:service_people", args=[request.uid])),
        (signed_in(house.asker), reverse("apply:service", args=[request.uid])),
    ]
    for client, address in pages:
        client.get(address)
    before = [queries(client, address) for client, address in pages]
    for number in range(3):
        member = make_member(house)
        member.topics.add(house.topic)
        if number:
            place = peers.invite(request, by=house.officer, member=member)
            peers.respond(place, by=member.user, accepts=True)
    assert [queries(client, address) for client, address in pages] == before


def test_person_is_handed_what_is_held_and_forgotten(house):
    request = house.ask(K.HELPDESK)
    review = deciding.accept(house.ask(K.PEER_REVIEW), by=house.officer)
    place = peers.invite(review, by=house.officer, member=house.peer)
    peers.respond(place, by=house.peer.user, accepts=True, note="With joy")
    part = next(one for one in holdings() if one.name == "expert_services")
    assert [one["service"] for one in part.export(house.asker)["asked"]] == ["helpdesk", "peer_review"]
    assert [one["note"] for one in part.export(house.peer.user)["invited"]] == ["With joy"]
    deciding.entrust(request, by=house.officer, expert=house.expert, seen=None)
    assert len(part.objections(house.expert)) == 1
    outcomes.answer(request, by=house.expert, text="So.")
    assert part.objections(house.expert) == []
    part.forget(house.peer.user)
    part.forget(house.asker)
    place.refresh_from_db()
    review.refresh_from_db()
    assert (place.state, place.note, review.state) == ("taken_back", "", S.WITHDRAWN)


def test_numbers_of_a_service_come_from_the_known_facts_and_settings_stay(db):
    call_command("load_reference", verbosity=0)
    rows = {row.kind: row for row in Service.objects.all()}
    assert (rows["peer_review"].visit_days, rows["peer_review"].assess_months) == (2, 1)
    assert (rows["matchmaking"].session_hours, rows["matchmaking"].assess_months) == (2, None)
    assert rows["peer_review"].provenance["visit_days"] == "public"
    Service.objects.filter(kind="helpdesk").update(answer_days=7)
    call_command("load_reference", verbosity=0)
    assert Service.objects.get(kind="helpdesk").answer_days == 7


def test_manager_sets_days_and_officer_does_not(house, world):
    manager = UserFactory()
    StaffRoleFactory(user=manager, programme=house.platform.programme, role=Role.MANAGER)
    service = house.service(K.HELPDESK)
    sent = {"service": service.pk, "helpdesk-answer_days": 5, "helpdesk-is_open": "on"}
    post(signed_in(manager), "secretariat:service_settings", **sent)
    assert house.service(K.HELPDESK).answer_days == 5
    post(
        signed_in(manager), "secretariat:service_settings", status=400, **{**sent, "helpdesk-answer_days": 0}
    )
    post(signed_in(house.officer), "secretariat:service_settings", status=404, **sent)


def test_consent_taken_back_takes_the_page_away(house):
    request = ServiceRequestFactory(service=house.service(K.HELPDESK), asker=house.asker, state=S.CLOSED)
    publishing.consent(request, by=house.asker, answer=Consent.YES)
    row = publishing.publish(request, by=house.officer, words=Words("T", "Q", "A"), files=[])
    address = reverse("catalogue:service_record", args=[row.uid])
    assert Client().get(address).status_code == 200
    post(signed_in(house.asker), "apply:service_consent", request.uid, answer="no")
    assert Client().get(address).status_code == 404
