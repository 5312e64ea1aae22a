"""A card shows by consent alone: to exactly its words, for a year, until its person ends it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from editorial import consenting
from editorial.models import ContactCard
from editorial.personal import ContactCards
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.programmes import ProgrammeFactory, StaffRoleFactory

pytestmark = pytest.mark.django_db
WORDS = {"name": "Ann Example", "office": {"nl": "Adviseur"}, "phone": "+32 2 000 00 00"}


@pytest.fixture
def editor():
    user = UserFactory()
    StaffRoleFactory(user=user, role=Role.OFFICER, programme=ProgrammeFactory(code="VLNED", slug="vl-nl"))
    return user


@pytest.fixture
def card(editor) -> ContactCard:
    programme = ProgrammeFactory(code="VLNED")
    who = {"email": "Ann@Example.org", "language": "nl"}
    return consenting.ask(programme, WORDS, by=editor, key=uuid4(), **who)


def token_of(card: ContactCard) -> str:
    return consenting.link(card).rstrip("/").rsplit("/", 1)[1]


def path(card: ContactCard) -> str:
    return "/" + consenting.link(card).split("/", 3)[3]


def test_the_person_is_asked_with_all_that_the_card_shows(card) -> None:
    mail = Message.objects.get()
    assert mail.to_email == "ann@example.org"
    for words in ("Ann Example\nAdviseur\n+32 2 000 00 00", f"/nl/contact-cards/{card.pk}:1:"):
        assert words in mail.body
    assert list(ContactCard.objects.shown()) == []


def test_opening_the_link_does_nothing_and_agreeing_shows_the_card(client, card) -> None:
    assert client.get(path(card)).status_code == 200
    assert not ContactCard.objects.shown().exists()
    client.post(path(card), {"act": "agree"}, headers={"sec-fetch-site": "same-origin"})
    assert list(ContactCard.objects.shown()) == [card]


def test_the_same_link_ends_it_at_any_time_and_nothing_is_kept(client, card) -> None:
    address = path(card)
    consenting.agree(address.rstrip("/").rsplit("/", 1)[1])
    client.post(address, {"act": "end"}, headers={"sec-fetch-site": "same-origin"})
    card.refresh_from_db()
    assert [card.name, card.email, card.phone, card.office, card.is_shown] == ["", "", "", {}, False]
    assert client.get(address).status_code == 410


def test_changed_words_need_a_new_consent(card, editor) -> None:
    old = consenting.link(card).rstrip("/").rsplit("/", 1)[1]
    consenting.agree(old)
    consenting.change(card, {"phone": "+31 20 000 00 00"}, base=1, by=editor)
    assert not ContactCard.objects.shown().exists()
    assert consenting.agree(old) is None
    assert Message.objects.count() == 2


def test_a_forged_link_says_nothing() -> None:
    for token in ("", "x", "1:1", "1:1:abc", "\x00", "9" * 500):
        assert consenting.found(token) is None


def test_consent_runs_out_and_silence_is_forgotten(card) -> None:
    token = consenting.link(card).rstrip("/").rsplit("/", 1)[1]
    now = timezone.now()
    assert consenting.forget_ended(now + timedelta(days=29)) == 0
    consenting.agree(token)
    assert consenting.forget_ended(now + timedelta(days=364)) == 0
    assert consenting.forget_ended(now + timedelta(days=366)) == 1
    card.refresh_from_db()
    assert [card.name, card.email] == ["", ""]


def test_strangers_ask_nobody_and_end_nothing(card) -> None:
    stranger = UserFactory()
    with pytest.raises(NotAllowed):
        consenting.ask(card.programme, WORDS, email="a@example.org", language="nl", by=stranger, key=uuid4())
    with pytest.raises(NotAllowed):
        consenting.end(card, by=stranger)


def test_a_card_that_ended_cannot_be_changed(card, editor) -> None:
    consenting.end(card, by=editor)
    with pytest.raises(DomainError, match="withdrawn"):
        consenting.change(card, WORDS, base=1, by=editor)


def test_a_person_gets_and_takes_along_what_is_held(card) -> None:
    person = UserFactory(email="ann@example.org")
    assert [one["name"] for one in ContactCards().export(person)] == ["Ann Example"]
    ContactCards().forget(person)
    assert ContactCards().export(person) == []


def test_the_secretariat_asks_by_a_form(client, editor) -> None:
    client.force_login(editor)
    place = "/en/secretariat/pages/contacts/"
    data = {
        "key": str(uuid4()),
        "programme": "VLNED",
        "name": "Bo",
        "email": "bo@example.org",
        "language": "fr",
    }
    assert client.post(f"{place}new/", {**data, "phone": "<script>"}).status_code == 400
    assert client.post(f"{place}new/", data).status_code == 302
    assert "Bo" in client.get(place).content.decode()


def test_the_same_words_keep_the_consent_and_a_stale_page_changes_nothing(card, editor) -> None:
    consenting.agree(token_of(card))
    consenting.change(card, WORDS, base=1, by=editor)
    assert list(ContactCard.objects.shown()) == [card]
    consenting.change(card, {"phone": "+31 20 000 00 00"}, base=1, by=editor)
    with pytest.raises(DomainError, match="Somebody else"):
        consenting.change(card, {"phone": "+31 20 000 00 01"}, base=1, by=editor)
    card.refresh_from_db()
    assert [card.phone, Message.objects.count()] == ["+31 20 000 00 00", 2]


def test_the_secretariat_changes_a_card_by_a_form(client, editor, card) -> None:
    client.force_login(editor)
    consenting.agree(token_of(card))
    place = f"/en/secretariat/pages/contacts/{card.uid}/"
    assert place in client.get("/en/secretariat/pages/contacts/").content.decode()
    page = client.get(place).content.decode()
    assert "Adviseur" in page
    assert "ann@example.org" in page
    data = {"base": "1", "name": "Ann Example", "office_nl": "Hoofd", "phone": "+32 2 000 00 00"}
    assert client.post(place, {**data, "name": ""}).status_code == 400
    assert client.post(place, data).status_code == 302
    card.refresh_from_db()
    assert [card.office, card.shows_email, card.revision] == [{"nl": "Hoofd"}, False, 2]
    assert not card.is_shown
    assert client.post(place, {**data, "office_nl": "Chef"}).status_code == 409
    consenting.end(card, by=editor)
    assert client.get(place).status_code == 404


def test_a_person_is_reminded_once_and_agrees_for_another_year(client, card) -> None:
    now = timezone.now()
    consenting.agree(token_of(card))
    assert consenting.remind(now + timedelta(days=336)) == 0
    assert consenting.remind(now + timedelta(days=338)) == 1
    assert consenting.remind(now + timedelta(days=339)) == 0
    assert consenting.remind(now + timedelta(days=366)) == 0
    mail = Message.objects.latest("pk")
    assert mail.to_email == "ann@example.org"
    assert f"/nl/contact-cards/{card.pk}:1:" in mail.body
    ContactCard.objects.update(expires_at=now + timedelta(days=20))
    assert 'value="agree"' in client.get(path(card)).content.decode()
    client.post(path(card), {"act": "agree"}, headers={"sec-fetch-site": "same-origin"})
    card.refresh_from_db()
    assert card.expires_at > now + timedelta(days=364)
    assert 'value="agree"' not in client.get(path(card)).content.decode()


def test_a_card_of_the_demo_reminds_nobody(card) -> None:
    consenting.agree(token_of(card))
    ContactCard.objects.update(is_demo=True)
    assert consenting.remind(timezone.now() + timedelta(days=350)) == 0
