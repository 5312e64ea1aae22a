"""Subscriptions: agreed to before anything is sent, one mail at its time, gone when stopped."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email import message_from_string, policy

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.utils import timezone

from accounts import people
from correspondence import delivery
from correspondence.models import Message
from correspondence.states import MessageState
from publications import finding
from publications.models import Publication, RecordVersion, Subscription
from publications.states import Frequency
from publications.subscribing import alerts, asking, keeping, links
from publications.subscribing.wording import in_words
from publications.tasks import forget_readers, send_alerts
from tests.factories.accounts import UserFactory
from tests.factories.programmes import ProgrammeFactory, ProgrammePeriodFactory
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 6, 2, 12, 0, tzinfo=UTC)
READER = "reader@example.org"


def ask(
    email=READER, q="bridge", frequency=Frequency.WEEKLY, language="en", mark="page-1", network="192.0.2.1"
):
    query = finding.query({"q": q})
    asking.ask_for_alert(
        query, email=email, frequency=frequency, language=language, network=network, mark=mark
    )


def agreed(at=TUESDAY, **given):
    """A confirmed subscription."""
    with time_machine.travel(at, tick=False):
        ask(**given)
        row = Subscription.objects.latest("pk")
        keeping.confirm(links.token(row, links.CONFIRM))
    row.refresh_from_db()
    return row


def project(at, **given):
    return PublicationFactory(
        title={"en": "A bridge", "nl": "Een bridge"}, data_date=at, first_published_at=at, **given
    )


def look(at):
    with time_machine.travel(at, tick=False):
        return send_alerts()


def alert_mails():
    return list(Message.objects.filter(kind="alert").order_by("created_at", "pk"))


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
    assert Message.objects.get(dedupe_key__endswith="page-2").subject == "You have this alert already"


def test_an_address_gets_five_mails_an_hour_and_nobody_is_told():
    for number in range(8):
        ask(mark=f"page-{number}", network=f"192.0.2.{number}")
    assert Message.objects.count() == 5


def test_a_network_that_asks_too_often_is_told_to_wait():
    for number in range(30):
        ask(email=f"reader{number}@example.org")
    with pytest.raises(asking.TooOften):
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


@pytest.mark.parametrize(
    ("frequency", "after", "then"),
    [
        ("daily", "2026-06-02T12:00", "2026-06-03T07:00"),
        ("daily", "2026-06-03T04:59", "2026-06-04T07:00"),
        ("weekly", "2026-06-02T12:00", "2026-06-08T07:00"),
        ("weekly", "2026-06-08T06:00", "2026-06-15T07:00"),
        ("daily", "2026-10-24T12:00", "2026-10-25T07:00"),
    ],
)
def test_next_morning_is_where_the_portal_is(frequency, after, then):
    moment = datetime.fromisoformat(after).replace(tzinfo=UTC)
    local = keeping.next_morning(Frequency(frequency), moment)
    assert local.strftime("%Y-%m-%dT%H:%M") == then


def test_alert_tells_of_new_and_changed_at_its_time_only():
    project(TUESDAY - timedelta(days=9), code="old", acronym="OLD")
    agreed()
    project(TUESDAY + timedelta(days=1), code="new", acronym="NEW")
    PublicationFactory(acronym="OTHER", data_date=TUESDAY + timedelta(days=1))
    Publication.objects.filter(code="old").update(data_date=TUESDAY + timedelta(days=2))
    assert look(TUESDAY + timedelta(days=3)) == 0
    assert look(TUESDAY + timedelta(days=6)) == 1
    assert look(TUESDAY + timedelta(days=6, minutes=5)) == 0
    (message,) = alert_mails()
    assert message.subject == "2 projects new or changed: “bridge”"
    for line in ("* Changed: OLD – A bridge", "* New: NEW – A bridge", "/en/projects/?q=bridge"):
        assert line in message.body
    assert "OTHER" not in message.body
    assert look(TUESDAY + timedelta(days=13)) == 0  # nothing since
    assert len(alert_mails()) == 1


def test_alert_of_a_day_is_one_mail_a_day_in_the_readers_language():
    agreed(frequency=Frequency.DAILY, language="nl")
    for day in (1, 2):
        project(TUESDAY + timedelta(days=day) - timedelta(hours=9), acronym=f"DAY{day}")
        assert [look(TUESDAY + timedelta(days=day, minutes=minute)) for minute in (0, 30)] == [1, 0]
    first, second = alert_mails()
    assert ("DAY1" in first.body, "DAY2" in first.body, "DAY1" in second.body) == (True, False, False)
    assert "/nl/projects/?q=bridge" in first.body
    assert first.language == "nl"


def test_alert_is_bounded_and_says_how_many_more():
    agreed()
    for _number in range(alerts.SHOWN + 3):
        project(TUESDAY + timedelta(days=1))
    look(TUESDAY + timedelta(days=6))
    (message,) = alert_mails()
    assert message.body.count("* New:") == alerts.SHOWN
    assert "And 3 more." in message.body


def test_what_commits_while_an_alert_is_written_is_in_the_next():
    agreed(frequency=Frequency.DAILY)
    at = TUESDAY + timedelta(days=1)
    project(at - timedelta(minutes=5), acronym="LATE")
    assert look(at) == 0
    assert look(at + timedelta(days=1)) == 1


def test_alert_tells_of_a_new_version_of_older_facts():
    project(TUESDAY - timedelta(days=90), code="old", acronym="OLD")
    agreed()
    at = TUESDAY + timedelta(days=1)
    RecordVersion.objects.create(code="old", number=2, at=at, source="portal", data={})
    assert look(TUESDAY + timedelta(days=6)) == 1
    assert "* Changed: OLD" in alert_mails()[0].body


def test_alert_can_be_stopped_by_mail_programs():
    row = agreed()
    project(TUESDAY + timedelta(days=1))
    look(TUESDAY + timedelta(days=6))
    with time_machine.travel(TUESDAY + timedelta(days=6), tick=False):
        assert delivery.deliver(alert_mails()[0].pk)
    source = mail.outbox[0].message().as_string()
    read = message_from_string(source, policy=policy.default)
    address = read["List-Unsubscribe"].strip()  # folded before the address
    assert address.startswith("<http://localhost:8000/en/subscriptions/stop/")
    assert links.read(address.split("/")[-2], links.STOP) == row.pk
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert max(map(len, source.split("\n\n")[0].splitlines())) < 998


def test_project_with_line_breaks_in_its_name_makes_no_header():
    agreed()
    project(TUESDAY + timedelta(days=1), acronym="A\r\nBcc: x@example.org")
    look(TUESDAY + timedelta(days=6))
    (message,) = alert_mails()
    with time_machine.travel(TUESDAY + timedelta(days=6), tick=False):
        delivery.deliver(message.pk)
    assert mail.outbox[0].recipients() == [READER]
    assert "\nBcc" not in message.body


def test_search_that_fails_does_not_silence_the_others(monkeypatch):
    broken, _good = agreed(), agreed(email="other@example.org")
    project(TUESDAY + timedelta(days=1))
    honest = alerts.look

    def look_at(key, now):
        if key == broken.pk:
            raise RuntimeError
        return honest(key, now)

    monkeypatch.setattr(alerts, "look", look_at)
    assert look(TUESDAY + timedelta(days=6)) == 1
    broken.refresh_from_db()
    assert broken.due_at == TUESDAY + timedelta(days=6, hours=6)


def test_worker_killed_before_the_commit_leaves_no_mail_and_the_next_run_one(monkeypatch):
    row = agreed()
    project(TUESDAY + timedelta(days=1))

    class Killed(BaseException):
        pass

    def die(*args):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(alerts, "next_morning", die)  # after the mail was written, before the row was
        with pytest.raises(Killed):
            look(TUESDAY + timedelta(days=6))
    assert alert_mails() == []
    row.refresh_from_db()
    assert row.due_at < TUESDAY + timedelta(days=6)
    assert look(TUESDAY + timedelta(days=6)) == 1
    assert len(alert_mails()) == 1


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


def test_search_in_words_names_what_was_chosen():
    ProgrammePeriodFactory(programme=ProgrammeFactory(code="HERE", slug="here"))
    query = finding.query(
        {
            "q": "green bridge",
            "programme": "here",
            "country": ["BE", "unknown"],
            "year_from": "2021",
            "status": "closed",
        }
    )
    assert in_words(query) == (
        "“green bridge”; Programme: Programme HERE; Country: Belgium or not known; Status: Closed; "
        "Year of the start: from 2021"
    )


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
