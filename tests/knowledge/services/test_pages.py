"""The pages of services: in each language, with hostile words, at any number of rows, and what they keep."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.holdings import holdings
from knowledge.models import Service, ServicePlace
from knowledge.service_states import Consent, ServiceKind, ServiceState
from knowledge.services import deciding, outcomes, peers, publishing
from knowledge.services.publishing import Words
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.programmes import StaffRoleFactory
from tests.factories.services import ServiceRequestFactory
from tests.knowledge.services.asking import make_member, post, signed_in

K, S = ServiceKind, ServiceState


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
    sent = {"service": service.pk, "helpdesk-answer_days": 5, "helpdesk-close_days": 20}
    sent["helpdesk-is_open"] = "on"
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
