"""Pages of the secretariat of a learning platform."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.todo import tasks
from apply.todo import SOURCES as OWN
from correspondence.models import Message
from knowledge.models import Expert, PublishedPractice, Review
from knowledge.practices import submitting, transferring
from knowledge.states import PracticeState, TransferState
from secretariat.todo import SOURCES
from tests.factories.accounts import UserFactory
from tests.factories.knowledge import (
    CriterionFactory,
    ExpertFactory,
    GoodPracticeFactory,
    TopicFactory,
    officer_of,
    published,
    reviewed,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice():
    made = written(GoodPracticeFactory(), UserFactory())
    CriterionFactory(platform=made.platform)
    submitting.submit(made, by=made.authors.get())
    made.refresh_from_db()
    return made


@pytest.fixture
def officer(client, practice):
    user = officer_of(practice.platform)
    client.force_login(user)
    return user


def address(name, *args):
    return reverse(f"secretariat:{name}", args=args)


def kinds(user, sources=SOURCES):
    return [(task.source.kind, task.title) for task in tasks(user, sources, most=20)]


def test_work_waits_for_who_does_it(client, practice, officer):
    assert ("practice", "gp-0001") in kinds(officer)
    expert = ExpertFactory(platform=practice.platform)
    sent = {"expert": expert.pk, "due_on": timezone.localdate()}
    assert client.post(address("good_practice_ask", practice.uid), sent).status_code == 302
    assert ("practice", "gp-0001") not in kinds(officer)
    assert ("review", "gp-0001") in kinds(expert.user, OWN)
    mail = Message.objects.get(recipient=expert.user)
    assert str(Review.objects.get().uid) in mail.body
    Review.objects.update(state="declined")
    assert ("practice_decide", "gp-0001") in kinds(officer)


def test_list_holds_what_is_mine(client, practice, officer):
    other = written(GoodPracticeFactory(), UserFactory(), title__en="Elsewhere")
    submitting.submit(other, by=other.authors.get())
    page = client.get(address("good_practices")).content.decode()
    assert "Flood alarm by neighbours" in page
    assert "Elsewhere" not in page


def test_list_asks_the_same_for_one_and_three(client, officer, practice):
    client.get(address("good_practices"))
    with CaptureQueriesContext(connection) as one:
        client.get(address("good_practices"))
    for _number in range(2):
        more = written(GoodPracticeFactory(platform=practice.platform), UserFactory())
        submitting.submit(more, by=more.authors.get())
    with CaptureQueriesContext(connection) as three:
        client.get(address("good_practices"))
    assert len(three) == len(one)


def test_decision_without_reviews_is_refused_on_the_page(client, practice, officer):
    sent = {"version": 1, "outcome": "publish", "text": "Keep this text"}
    answer = client.post(address("good_practice_decide", practice.uid), sent)
    assert answer.status_code == 409
    assert "Keep this text" in answer.content.decode()
    assert not PublishedPractice.objects.exists()


def test_decision_publishes_and_drafts_the_letter(client, practice, officer):
    reviewed(practice.versions.get(), officer)
    sent = {"version": 1, "outcome": "publish", "text": ""}
    assert client.post(address("good_practice_decide", practice.uid), sent).status_code == 302
    practice.refresh_from_db()
    assert practice.state == PracticeState.PUBLISHED
    assert client.get(address("good_practice", practice.uid)).status_code == 200


def test_expert_is_named_by_the_address_of_an_account(client, practice, officer):
    person, topic = UserFactory(), TopicFactory(platform=practice.platform)
    sent = {"platform": practice.platform.pk, "topics": [topic.pk], "languages": ["en", "nl"]}
    refused = client.post(address("experts"), {**sent, "email": "nobody@example.org"})
    assert refused.status_code == 409
    for _time in range(2):
        assert client.post(address("experts"), {**sent, "email": person.email}).status_code == 302
    expert = Expert.objects.get(user=person)
    assert (list(expert.topics.all()), expert.languages) == ([topic], ["en", "nl"])
    client.post(address("expert_end", expert.uid))
    assert not Expert.objects.active().filter(user=person).exists()


def test_transfer_is_confirmed_on_its_page(client, practice, officer):
    made = published(practice.platform)
    told = transferring.Told("Demo town", "FR", "", 2024, "en", "They bought gauges.", "")
    transfer = transferring.tell(made.published, told, by=UserFactory(), stamp="t")
    assert ("transfer", "Demo town") in kinds(officer)
    assert "Demo town" in client.get(address("transfers")).content.decode()
    assert client.post(address("transfer", transfer.uid), {"outcome": "decline"}).status_code == 409
    assert client.post(address("transfer", transfer.uid), {"outcome": "confirm"}).status_code == 302
    transfer.refresh_from_db()
    assert transfer.state == TransferState.CONFIRMED
