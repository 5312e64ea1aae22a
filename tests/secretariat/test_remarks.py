"""Remarks and readers in the secretariat's door: handled once, answered once, seen by the right programme."""

import csv
import io
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts import people
from accounts.models import TrailEntry
from catalogue import urls
from core.errors import DomainError, NotAllowed
from correspondence import tasks
from correspondence.models import Message
from programmes.states import Role
from publications.models import Answer, Remark, Subscription
from publications.states import RemarkState, SubscriptionKind
from publications.talking_back import remarks
from secretariat.pages.page_names import PAGE_NAMES, page_name
from tests.factories.accounts import UserFactory
from tests.factories.programmes import ProgrammeFactory, StaffRoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    programme = ProgrammeFactory(code="HERE", slug="here")
    return StaffRoleFactory(user=UserFactory(), programme=programme, role=Role.OFFICER).user


def new_remark(**given):
    values = {
        "stamp": f"stamp-{Remark.objects.count()}",
        "programme": "HERE",
        "about": "project",
        "key": "bridge",
        "title": "BRIDGE\nBcc: x@example.org",
        "path": "/nl/projects/bridge/",
        "language": "nl",
        "topic": "name",
        "wrong": "<b>Wrong</b>",
        "email": "reader@example.org",
        **given,
    }
    return Remark.objects.create(**values)


def test_remark_is_a_task_and_is_answered_once(client, officer):
    remark = new_remark()
    client.force_login(officer)
    page = client.get("/en/secretariat/tasks/?kind=remark").content.decode()
    assert f"/en/secretariat/remarks/{remark.uid}/" in page
    shown = client.get(f"/en/secretariat/remarks/{remark.uid}/").content.decode()
    assert "&lt;b&gt;Wrong&lt;/b&gt;" in shown

    data = {"outcome": "accepted", "answer": "Mended. Thank you.", "note": "Checked."}
    address = f"/en/secretariat/remarks/{remark.uid}/"
    assert [client.post(address, data).status_code for _time in range(2)] == [302, 409]
    remark.refresh_from_db()
    assert (remark.state, remark.handled_by, remark.answer) == ("accepted", officer, "Mended. Thank you.")
    tasks.sweep()
    (sent,) = mail.outbox
    assert sent.recipients() == ["reader@example.org"]
    assert "\n" not in sent.subject
    assert "Mended. Thank you." in sent.body
    entry = TrailEntry.objects.get(chain=remark.chain)
    assert (entry.action, entry.actor) == ("accept remark", officer)
    assert "reader@example.org" not in str(entry.new)
    assert client.get(f"/en/secretariat/outbox/{Message.objects.get().uid}/").status_code == 200
    assert client.get("/en/secretariat/outbox/").status_code == 200


def test_answer_beside_spam_is_refused_and_not_dropped(client, officer):
    remark = new_remark()
    client.force_login(officer)
    said = {"outcome": "spam", "answer": "Thank you.", "note": ""}
    answer = client.post(f"/en/secretariat/remarks/{remark.uid}/", said)
    assert answer.status_code == 400
    assert "Thank you." in answer.content.decode()
    remark.refresh_from_db()
    assert remark.state == "new"


def test_spam_gets_no_answer_and_loses_its_address(officer):
    remark = remarks.handle(new_remark(), by=officer, outcome=RemarkState.SPAM, answer="Go away", note="")
    assert (remark.email, remark.answer, Message.objects.count()) == ("", "", 0)


def test_handled_twice_or_by_others_is_refused(officer):
    remark = new_remark()
    with pytest.raises(NotAllowed):
        remarks.handle(remark, by=UserFactory(), outcome=RemarkState.SPAM, answer="", note="")
    remarks.handle(remark, by=officer, outcome=RemarkState.DECLINED, answer="", note="")
    with pytest.raises(DomainError):
        remarks.handle(remark, by=officer, outcome=RemarkState.ACCEPTED, answer="", note="")
    assert remarks.reopen(remark, by=officer).state == "new"
    assert (
        remarks.handle(remark, by=officer, outcome=RemarkState.ACCEPTED, answer="Yes", note="").answer
        == "Yes"
    )
    assert Message.objects.count() == 1


def test_list_shows_the_own_programme_by_state_in_a_constant_number_of_queries(
    client, officer, django_assert_max_num_queries
):
    client.force_login(officer)
    for number in range(3):
        new_remark(title=f"MINE{number}")
    new_remark(title="FOREIGN", programme="OTHER")
    with django_assert_max_num_queries(10):
        page = client.get("/en/secretariat/remarks/").content.decode()
    assert [f"MINE{number}" in page for number in range(3)] == [True] * 3
    assert "FOREIGN" not in page
    assert "MINE" not in client.get("/en/secretariat/remarks/?state=spam").content.decode()


def test_remarks_are_forgotten_in_time(officer):
    answered, spam, fresh = new_remark(), new_remark(), new_remark()
    remarks.handle(answered, by=officer, outcome=RemarkState.ACCEPTED, answer="Yes", note="")
    remarks.handle(spam, by=officer, outcome=RemarkState.SPAM, answer="", note="")
    remarks.forget_old(timezone.now() + timedelta(days=91))
    assert set(Remark.objects.values_list("pk", "email")) == {
        (answered.pk, ""),
        (fresh.pk, "reader@example.org"),
    }
    assert Message.objects.get().to_email == remarks.NOBODY


def test_person_with_an_account_gets_and_deletes_what_named_the_address(officer):
    remark = new_remark()
    remarks.handle(remark, by=officer, outcome=RemarkState.ACCEPTED, answer="Yes", note="")
    user = UserFactory(email="reader@example.org")
    assert [one["wrong"] for one in people.export(user)["remarks"]] == ["<b>Wrong</b>"]
    people.erase_person(user, by=user)
    assert Remark.objects.get().email == ""
    assert not Message.objects.filter(to_email="reader@example.org").exists()


def test_newsletter_is_handed_out_to_its_secretariat_confirmed_ones_only(client, officer):
    def subscribe(email, **given):
        values = {"kind": SubscriptionKind.NEWSLETTER, "programme": "HERE", "language": "nl", **given}
        Subscription.objects.create(email=email, **values)

    subscribe("=cmd@example.org", confirmed_at=timezone.now())
    subscribe("waits@example.org")
    subscribe("other@example.org", confirmed_at=timezone.now(), programme="OTHER")
    client.force_login(officer)
    counted = client.get("/en/secretariat/readers/newsletters/").context["rows"]
    assert [(one.number, dict(one.by_language), one.waiting) for one in counted] == [
        (1, {"nl": 1, "fr": 0, "en": 0}, 1)
    ]
    answer = client.post("/en/secretariat/readers/newsletters/HERE/export/")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[:2] for row in rows] == [["email", "language"], ["'=cmd@example.org", "nl"]]
    assert TrailEntry.objects.get(action="export newsletter").new == {"addresses": 1}
    assert client.post("/en/secretariat/readers/newsletters/OTHER/export/").status_code == 404
    assert client.get("/en/secretariat/readers/newsletters/HERE/export/").status_code == 405


def test_answers_are_counted_by_page_and_language(client, officer):
    for found, page, language in (
        ("yes", "project", "nl"),
        ("no", "project", "nl"),
        ("partly", "home", "en"),
    ):
        Answer.objects.create(found=found, page=page, language=language, words=f"<i>{found}</i>")
    Answer.objects.create(
        found="yes", page="old", language="en", on=timezone.localdate() - timedelta(days=400)
    )
    client.force_login(officer)
    page = client.get("/en/secretariat/readers/answers/")
    counted = [(r["page"], r["language"], r["number"], r["yes"], r["no"]) for r in page.context["counts"]]
    assert counted == [("project", "nl", 2, 1, 1), ("home", "en", 1, 0, 0)]
    assert "&lt;i&gt;partly&lt;/i&gt;" in page.content.decode()
    assert '<th scope="row">Project</th>' in page.content.decode()


def test_public_pages_have_names_that_people_know():
    views = {pattern.name for pattern in urls.urlpatterns}
    assert set(PAGE_NAMES) - views == {"other"}
    assert (page_name("map"), page_name("old_view")) == ("Map of the funded projects", "Old view")
