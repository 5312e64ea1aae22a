"""Conversations show no address before both agree, are closed by either, and cannot be flooded."""

import ast
from uuid import uuid4

import pytest
from django.urls import reverse

from core.errors import DomainError, NotAllowed, TooOften
from correspondence.models import Message
from ideas import reporting, talking
from ideas.models import Card, Contact
from ideas.states import Look
from programmes.states import Role as StaffRole
from secretariat.pages import idea_words
from secretariat.pages.reader_tasks import reported_cards
from tests.factories.accounts import UserFactory
from tests.factories.ideas import CardFactory, ContactFactory
from tests.factories.programmes import StaffRoleFactory
from tests.house.tree import sources

pytestmark = pytest.mark.django_db


def ask(card, person, **changes):
    said = {
        "organisation": "University",
        "country": "FR",
        "role": "partner",
        "text": "Hello.",
        "agrees": True,
    }
    return talking.ask(card, by=person, **{**said, "key": uuid4(), **changes})


def test_one_person_has_one_conversation_about_a_card():
    card, person = CardFactory(), UserFactory()
    first, again = ask(card, person), ask(card, person, text="Me again.")
    assert first.pk == again.pk
    assert [one.text for one in first.messages.all()] == ["Hello.", "Me again."]


def test_same_form_writes_one_message():
    contact, key = ContactFactory(), uuid4()
    for _time in range(2):
        talking.answer(contact, by=contact.asker, text="Hello.", key=key)
    assert contact.messages.count() == 1


def test_own_hidden_or_disagreed_card_is_not_asked_about():
    card = CardFactory()
    hidden = CardFactory(look=Look.WAITING)
    with pytest.raises(DomainError, match="your own card"):
        ask(card, card.owner)
    with pytest.raises(DomainError, match="no longer shown"):
        ask(hidden, UserFactory())
    with pytest.raises(DomainError, match="Agree that"):
        ask(card, UserFactory(), agrees=False)


def test_mails_tell_at_most_hourly_and_hold_no_words_and_no_address():
    card = CardFactory()
    contact = ask(card, UserFactory(name="Bob"), text="Secret words")
    talking.answer(contact, by=contact.asker, text="More words", key=uuid4())
    mail = Message.objects.get(recipient=card.owner)
    assert "words" not in mail.body
    assert contact.asker.email not in mail.body


def test_addresses_are_shown_only_while_both_agree():
    contact = ContactFactory()
    owner, asker = contact.card.owner, contact.asker
    assert talking.share(contact, by=owner, agrees=True).shares is False
    assert talking.share(contact, by=asker, agrees=True).shares is True
    assert talking.share(contact, by=asker, agrees=False).shares is False
    talking.share(contact, by=asker, agrees=True)
    assert talking.close(contact, by=owner).shares is False
    with pytest.raises(DomainError, match="closed"):
        talking.answer(contact, by=asker, text="Hello.", key=uuid4())
    with pytest.raises(DomainError, match="closed"):
        talking.share(contact, by=asker, agrees=True)


def test_stranger_takes_no_part():
    contact, stranger = ContactFactory(), UserFactory()
    for act in (
        lambda: talking.answer(contact, by=stranger, text="Hello.", key=uuid4()),
        lambda: talking.share(contact, by=stranger, agrees=True),
        lambda: talking.close(contact, by=stranger),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_asking_about_many_cards_is_limited():
    person, call = UserFactory(), CardFactory().call
    cards = [CardFactory(call=call) for _number in range(talking.ASKS.amount + 1)]
    for card in cards[:-1]:
        ask(card, person)
    with pytest.raises(TooOften):
        ask(cards[-1], person)
    assert Contact.objects.filter(asker=person).count() == talking.ASKS.amount


def test_reported_card_is_hidden_until_the_secretariat_clears_it_and_then_stays():
    card, officer = CardFactory(), UserFactory()
    StaffRoleFactory(user=officer, programme=card.call.programme_period.programme, role=StaffRole.OFFICER)
    reporting.report(card, by=UserFactory(), reason="advert")
    assert list(Card.objects.shown()) == []
    with pytest.raises(NotAllowed):
        reporting.clear(card, by=card.owner)
    reporting.clear(card, by=officer)
    reporting.report(card, by=UserFactory(), reason="false")
    assert list(Card.objects.shown()) == [card]


def test_reported_card_is_a_task_of_the_secretariat():
    card, officer = CardFactory(organisation="Town"), UserFactory()
    StaffRoleFactory(user=officer, programme=card.call.programme_period.programme, role=StaffRole.OFFICER)
    assert list(reported_cards(officer)) == []
    reporting.report(card, by=UserFactory(), reason="advert")
    (task,) = reported_cards(officer)
    assert task[:3] == ("card", "Town", card.call.code)
    assert list(reported_cards(card.owner)) == []


def test_hidden_card_stays_hidden_and_its_writer_reads_why():
    card, officer = CardFactory(), UserFactory()
    StaffRoleFactory(user=officer, programme=card.call.programme_period.programme, role=StaffRole.OFFICER)
    with pytest.raises(DomainError, match="changed since"):
        reporting.hide(card, by=officer, reason="Sells cars.", seen=7)
    reporting.hide(card, by=officer, reason="Sells cars.", seen=1)
    assert list(Card.objects.shown()) == []
    assert "Sells cars." in Message.objects.get(recipient=card.owner).body


def unread(person):
    return list(Contact.objects.unread_by(person).values_list("pk", flat=True))


def test_conversation_is_unread_until_the_other_looks_and_again_after_the_next_message():
    card, person = CardFactory(), UserFactory()
    contact = ask(card, person)
    assert (unread(card.owner), unread(person)) == ([contact.pk], [])
    talking.read(contact, by=card.owner)
    assert unread(card.owner) == []
    talking.answer(contact, by=card.owner, text="Yes.", key=uuid4())
    assert (unread(card.owner), unread(person)) == ([], [contact.pk])
    talking.close(contact, by=person)
    assert unread(person) == []


def test_unread_conversation_is_a_task_and_its_page_ends_it(client):
    card, person = CardFactory(), UserFactory()
    contact = ask(card, person)
    page = reverse("apply:idea_contact", args=[contact.uid])
    client.force_login(card.owner)
    assert page in client.get(reverse("apply:dashboard")).content.decode()
    assert client.get(page).status_code == 200
    assert page not in client.get(reverse("apply:dashboard")).content.decode()


def test_every_act_on_a_card_has_words():
    noted = {
        argument.value
        for path in sources("ideas")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "record"
        for argument in call.args
        if isinstance(argument, ast.Constant) and str(argument.value).endswith((" card", " notices"))
    }
    noted.discard("ask about card")  # noted on the conversation
    assert noted - set(idea_words.ACTS) == set()
    assert {"report card", "publish card"} <= noted
    assert {"hide card", "clear card"} <= set(idea_words.ACTS)


def test_reading_of_a_stranger_changes_nothing():
    contact = ContactFactory()
    talking.read(contact, by=UserFactory())
    contact.refresh_from_db()
    assert (contact.owner_read_at, contact.asker_read_at) == (None, None)
