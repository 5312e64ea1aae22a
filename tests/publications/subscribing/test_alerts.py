"""Alerts of searches: one mail at its time about what is new or changed."""

from datetime import UTC, datetime, timedelta
from email import message_from_string, policy

import pytest
import time_machine
from django.core import mail

from correspondence import delivery
from publications import finding
from publications.finding.wording import in_words
from publications.models import Publication, RecordVersion
from publications.states import Frequency
from publications.subscribing import alerts, keeping, links
from tests.factories.programmes import ProgrammeFactory, ProgrammePeriodFactory
from tests.factories.publications import PublicationFactory
from tests.publications.subscribing.readers import READER, TUESDAY, agreed, alert_mails, look, project

pytestmark = pytest.mark.django_db


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
