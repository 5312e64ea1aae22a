"""Pages of expert services in a real browser, narrow and wide; an invitation answered without scripts."""

import pytest
from playwright.sync_api import expect

from knowledge.models import ServiceRequest
from knowledge.service_states import Consent, ServiceKind
from knowledge.services import deciding, outcomes, peers, publishing
from knowledge.services.publishing import Words
from tests.browsing import found_on, sign_in
from tests.knowledge.services.conftest import make_house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def filled(live_server):
    """A review in preparation with an invitation, a session asked for, and a published answer."""
    house = make_house()
    review = deciding.accept(house.ask(ServiceKind.PEER_REVIEW, questions="What first?"), by=house.officer)
    peers.invite(review, by=house.officer, member=house.peer)
    session = house.ask(ServiceKind.MATCHMAKING)
    question = house.ask(ServiceKind.HELPDESK)
    deciding.entrust(question, by=house.officer, expert=house.expert, seen=None)
    outcomes.answer(question, by=house.expert, text="Ask your neighbours.")
    question = publishing.consent(question, by=house.asker, answer=Consent.YES)
    row = publishing.publish(question, by=house.officer, words=Words("Used chairs", "How?", "So."), files=[])
    return house, review, session, question, row


@pytest.mark.parametrize(("language", "width", "scheme"), [("nl", 320, "dark"), ("fr", 1280, "light")])
def test_pages_of_services_have_no_faults(new_page, filled, language, width, scheme):
    house, review, session, question, row = filled
    page = new_page(width=width, scheme=scheme)
    public = ["learning/interreg-europe/services/", "learning/interreg-europe/services/library/?q=chairs"]
    assert (
        found_on(page, [f"/{language}/{path}" for path in [*public, f"learning/services/{row.uid}/"]]) == {}
    )
    sign_in(page, house.asker)
    mine = ["services/", "services/ask/interreg-europe/peer_review/", f"services/{question.uid}/"]
    assert found_on(page, [f"/{language}/apply/{path}" for path in mine]) == {}
    team = new_page(width=width, scheme=scheme)
    sign_in(team, house.officer)
    rooms = [
        "",
        f"{review.uid}/",
        f"{review.uid}/people/?q=Peer",
        f"{review.uid}/agenda/",
        f"{review.uid}/steps/fix/",
        f"{session.uid}/steps/refuse/",
        f"{question.uid}/publish/",
    ]
    assert found_on(team, [f"/{language}/secretariat/services/{path}" for path in rooms]) == {}


def test_invitation_is_answered_by_keyboard_without_scripts(new_page, filled):
    house, review, *_others = filled
    page = new_page(scripts=False)
    sign_in(page, house.peer.user, then="/en/apply/services/")
    page.get_by_role("link", name=review.title).first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("I take part").focus()
    page.keyboard.press("Space")
    page.get_by_label("A word to the team").focus()
    page.keyboard.press("Enter")
    page.get_by_text("You take part.").wait_for()
    expect(page.get_by_text("anna@city.example")).to_have_count(1)
    assert ServiceRequest.objects.get(pk=review.pk).places.get().state == "accepted"
