"""Each expert service walked by its roles, each in another language, by keyboard, also without scripts."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import User
from knowledge.models import Meeting, PublishedService, ServiceRequest
from knowledge.service_states import ServiceKind, ServiceState
from tests.browsing import faults, sign_in
from tests.knowledge.services.conftest import House, make_house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

K, S = ServiceKind, ServiceState
TEXTS = {
    "organisation": "City of Ghent",
    "title": "Circular procurement of furniture",
    "text": "How do others buy second-hand furniture?",
}
QUESTIONS = {K.PEER_REVIEW: {"questions": "What first?"}}
# Who speaks what: over each service all three languages.
TONGUES = {
    K.HELPDESK: {"asker": "fr", "team": "nl", "expert": "en"},
    K.PEER_REVIEW: {"asker": "nl", "team": "fr", "expert": "en", "peer": "fr"},
    K.MATCHMAKING: {"asker": "en", "team": "nl", "expert": "fr", "peer": "nl"},
}


class Hand:
    """One role at a keyboard, in a language; each page that comes is looked at by axe where scripts run."""

    def __init__(self, page: Page, person: User | None, language: str, *, looks: bool) -> None:
        self.page, self.language, self.looks = page, language, looks
        self._seen: set[str] = set()  # pages that axe has looked at
        if person is not None:
            sign_in(page, person)

    def go(self, address: str) -> None:
        """Open a page by its address without the language."""
        answer = self.page.goto(f"/{self.language}/{address}")
        assert answer is not None
        assert answer.status == 200, address
        self._look()

    def follow(self, end: str) -> None:
        """Press the first link in the page whose address ends so."""
        self._press(f'#main a[href$="{end}"]')

    def choose(self, selector: str) -> None:
        """Tick or choose with the space bar."""
        self.page.locator(selector).first.focus()
        self.page.keyboard.press("Space")

    def type(self, **texts: str) -> None:
        """Write into fields by their names."""
        for name, text in texts.items():
            self.page.locator(f"#id_{name}").focus()
            self.page.keyboard.type(text)

    def send(self, form: str = "") -> None:
        """Press the button of the form whose address ends so, or of the page's own."""
        which = f'form[action$="{form}"]' if form else 'form[method="post"]'
        self._press(f'#main {which} button[type="submit"]')

    def _press(self, selector: str) -> None:
        self.page.locator(selector).first.focus()
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self._look()

    def _look(self) -> None:
        assert self.page.locator("html").get_attribute("lang") == self.language
        assert self.page.locator("#main .error-summary").count() == 0
        if self.looks and self.page.url not in self._seen:
            self._seen.add(self.page.url)
            assert faults(self.page) == [], self.page.url


class Walk:
    """The roles of one service, each with a browser of its own when first asked for."""

    def __init__(self, new_page, house: House, kind: ServiceKind, *, scripts: bool) -> None:
        self.house, self.kind, self.scripts, self._new_page = house, kind, scripts, new_page
        self._hands: dict[str, Hand] = {}

    def __getitem__(self, role: str) -> Hand:
        if role not in self._hands:
            people = {
                "asker": self.house.asker,
                "team": self.house.officer,
                "expert": self.house.expert,
                "peer": self.house.peer.user,
            }
            page = self._new_page(scripts=self.scripts)
            language = TONGUES[self.kind][role]
            self._hands[role] = Hand(page, people[role], language, looks=self.scripts)
        return self._hands[role]

    def ask(self) -> ServiceRequest:
        asker = self["asker"]
        asker.go(f"apply/services/ask/interreg-europe/{self.kind}/")
        asker.type(**TEXTS, **QUESTIONS.get(self.kind, {}))
        asker.send()
        return ServiceRequest.objects.get()

    def entrust(self, uid: object, step: str) -> None:
        team = self["team"]
        team.go(f"secretariat/services/{uid}/")
        team.follow(f"/steps/{step}/")
        team.choose('input[name="expert"]')
        team.send()

    def meet(self, uid: object) -> None:
        """Accepted, a peer invited who comes, an expert named, a date fixed, and it took place."""
        team, peer = self["team"], self["peer"]
        team.go(f"secretariat/services/{uid}/")
        team.follow("/steps/accept/")
        team.send()
        team.follow("/people/")
        team.send("/people/")
        peer.go(f"apply/services/{uid}/")
        peer.choose('input[name="answer"][value="accept"]')
        peer.send("/place/")
        self.entrust(uid, "entrust")
        team.follow("/steps/fix/")
        team.page.locator("#id_day").fill("2031-03-03")
        team.page.locator("#id_starts").fill("09:30")
        team.type(place="Ghent")
        team.send()
        ago = timezone.now() - timedelta(days=3)
        Meeting.objects.update(starts_at=ago, ends_at=ago + timedelta(days=1))

    def tell(self, uid: object, role: str, step: str, text: str) -> None:
        hand = self[role]
        hand.go(f"apply/services/{uid}/")
        hand.follow(f"/steps/{step}/")
        hand.type(text=text)
        hand.send()

    def publish(self, uid: object) -> None:
        asker, team = self["asker"], self["team"]
        asker.go(f"apply/services/{uid}/")
        asker.send("/consent/")
        team.go(f"secretariat/services/{uid}/publish/")
        for name, text in {"title": "Buying used", "question": "How?", "answer": "Step by step."}.items():
            team.page.locator(f"#id_{name}").fill(text)
        team.send()
        reader = Hand(self["asker"].page, None, "fr", looks=self.scripts)
        reader.go(f"learning/services/{PublishedService.objects.get().uid}/")
        assert "Step by step." in reader.page.locator("#main").inner_text()


def test_walks_speak_every_language_over_each_service():
    assert {kind: {*tongues.values()} for kind, tongues in TONGUES.items()} == {
        kind: {"nl", "fr", "en"} for kind in K
    }


@pytest.mark.parametrize("scripts", [True, False])
def test_helpdesk_is_walked(new_page, live_server, scripts):
    walk = Walk(new_page, make_house(), K.HELPDESK, scripts=scripts)
    request = walk.ask()
    walk.entrust(request.uid, "assign")
    walk.tell(request.uid, "expert", "answer", "Ask your neighbours.")
    walk.tell(request.uid, "asker", "ask_again", "Which neighbours?")
    walk.tell(request.uid, "expert", "answer", "All of them.")
    walk.publish(request.uid)
    walk["team"].go(f"secretariat/services/{request.uid}/")
    walk["team"].follow("/steps/close_answered/")
    walk["team"].send()
    request.refresh_from_db()
    assert (request.state, request.answers.count()) == (S.CLOSED, 2)


@pytest.mark.parametrize("scripts", [True, False])
def test_peer_review_is_walked(new_page, live_server, scripts):
    walk = Walk(new_page, make_house(), K.PEER_REVIEW, scripts=scripts)
    request = walk.ask()
    walk.meet(request.uid)
    walk.tell(request.uid, "expert", "report", "Buy used furniture.")
    walk.tell(request.uid, "asker", "follow_up", "We buy it now.")
    walk.publish(request.uid)
    request.refresh_from_db()
    assert (request.state, request.report.taken_over) == (S.CLOSED, "We buy it now.")


@pytest.mark.parametrize("scripts", [True, False])
def test_matchmaking_is_walked(new_page, live_server, scripts):
    walk = Walk(new_page, make_house(), K.MATCHMAKING, scripts=scripts)
    request = walk.ask()
    walk.meet(request.uid)
    walk.tell(request.uid, "expert", "conclude", "They wrote to each other.")
    walk.publish(request.uid)
    request.refresh_from_db()
    assert (request.state, request.report.text) == (S.CLOSED, "They wrote to each other.")
