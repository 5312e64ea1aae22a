"""Subscriptions: agreed to before anything is sent, gone when stopped."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.utils import timezone

from accounts import people
from core.errors import TooOften
from correspondence import delivery
from correspondence.models import Message
from correspondence.states import MessageState
from publications.models import Subscription
from publications.states import Frequency
from publications.subscribing import alerts, asking, keeping, links
from publications.tasks import forget_readers
from tests.factories.accounts import UserFactory
from tests.publications.subscribing.readers import READER, TUESDAY, agreed, alert_mails, ask, look, project

pytestmark = pytest.mark.django_db


def test_asking_sends_one_link_and_no_word_of_the_asker():
    with time_machine.travel(timezone.now(), tick=False):
        ask(q="Win money at evil.example")
        (message,) = Message.objects.all()
        row = Subscription.objects.get()
        address = links.link(row, links.CONFIRM)
    assert (message.to_email, message.state, row.confirmed_at) == (READER, MessageState.CONFIRMED, None)
    assert address in message.body
    assert "evil" not in message.subject + message.body
    assert delivery.deliver(message.pk)
    message.refresh_from_db()
    assert message.body == ""


def test_asking_from_one_page_twice_writes_one_mail():
    ask()
    ask(email=" READER@example.org ")
    assert (Subscription.objects.count(), Message.objects.count()) == (1, 1)
    ask(mark="page-2")
    assert (Subscription.objects.count(), Message.objects.count()) == (1, 2)


def test_asking_for_what_one_has_changes_nothing_and_says_so_by_mail_only():
    row = agreed()
    ask(frequency=Frequency.DAILY, language="fr", mark="page-2")
    row.refresh_from_db()
    assert (row.frequency, row.language) == ("weekly", "en")
    assert Message.objects.get(dedupe_key__endswith="page-2").subject == "You already have this alert"


def test_an_address_gets_five_mails_an_hour_and_nobody_is_told():
    for number in range(8):
        ask(mark=f"page-{number}", network=f"192.0.2.{number}")
    assert Message.objects.count() == 5


def test_a_network_that_asks_too_often_is_told_to_wait():
    for number in range(30):
        ask(email=f"reader{number}@example.org")
    with pytest.raises(TooOften):
        ask(email="one-more@example.org")
    assert Subscription.objects.count() == 30


@pytest.mark.parametrize("wanted", ["FWVL", "FWVL\nBcc: x@example.org"])
def test_newsletter_of_any_code_makes_no_header(wanted):
    asking.ask_for_newsletter(wanted[:20], email=READER, language="nl", network="192.0.2.1", mark="m")
    delivery.deliver(Message.objects.get().pk)
    (sent,) = mail.outbox
    assert sent.recipients() == [READER]
    assert "\n" not in sent.subject


def test_confirming_works_once_and_in_time():
    ask()
    row = Subscription.objects.get()
    token = links.token(row, links.CONFIRM)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert keeping.confirm(token) is None
    first = keeping.confirm(token)
    again = keeping.confirm(token)
    assert first.confirmed_at == again.confirmed_at is not None
    keeping.stop(first)
    assert keeping.confirm(token) is None
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("given", ["", "1", "1:x:y", "\ud800", "é" * 300, ":" * 50])
def test_forged_links_are_worth_nothing(given):
    agreed()
    assert links.read(given, links.STOP) is None
    assert keeping.confirm(given) is None


def test_a_link_serves_its_own_purpose_only():
    row = agreed()
    for purpose in links.PAGES:
        for other in links.PAGES:
            assert (links.read(links.token(row, purpose), other) == row.pk) is (purpose == other)


def test_stopping_deletes_address_and_mails():
    row = agreed()
    project(TUESDAY + timedelta(days=1))
    look(TUESDAY + timedelta(days=6))
    keeping.stop(row)
    keeping.stop(row)
    assert not Subscription.objects.exists()
    assert not Message.objects.filter(to_email=READER).exists()


def test_night_forgets_what_nobody_confirmed_and_old_mails():
    with time_machine.travel(TUESDAY, tick=False):
        ask()
        ask(q="other")
    keeping.confirm(links.token(Subscription.objects.get(query="q=other"), links.CONFIRM))
    with time_machine.travel(TUESDAY + timedelta(days=6), tick=False):
        assert forget_readers() == 0
    Subscription.objects.filter(query="q=other").update(confirmed_at=TUESDAY)
    with time_machine.travel(TUESDAY + timedelta(days=8), tick=False):
        assert forget_readers() == 1
        assert (
            Message.objects.count()
            == 0 + Message.objects.filter(about__startswith="subscription:").count()
            == 1
        )
    with time_machine.travel(TUESDAY + timedelta(days=31), tick=False):
        assert forget_readers() == 0
    assert (Message.objects.count(), Subscription.objects.count()) == (0, 1)


def test_person_with_an_account_gets_and_deletes_all_of_the_address():
    agreed()
    user = UserFactory(email=READER)
    told = people.export(user)["subscriptions"]
    assert [(one["kind"], one["search"]) for one in told["subscriptions"]] == [("alert", "q=bridge")]
    assert len(told["mails"]) == 1
    people.erase_person(user, by=user)
    assert not Subscription.objects.exists()
    assert not Message.objects.filter(to_email=READER).exists()


@pytest.mark.django_db(transaction=True)
def test_twenty_askings_and_runs_at_once_make_one_of_each():
    def in_thread(act):
        try:
            return act()
        finally:
            connection.close()

    def many(act):
        with ThreadPoolExecutor(20) as pool:
            return list(pool.map(lambda _number: in_thread(act), range(20)))

    many(ask)
    assert (Subscription.objects.count(), Message.objects.count()) == (1, 1)
    row = Subscription.objects.get()
    many(lambda: keeping.confirm(links.token(row, links.CONFIRM)))
    now = timezone.now()
    project(now)
    Subscription.objects.update(due_at=now)
    later = now + timedelta(minutes=11)
    assert sorted(many(lambda: alerts.look(row.pk, later))) == [False] * 19 + [True]
    assert len(alert_mails()) == 1
