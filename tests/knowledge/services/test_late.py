"""Experts who are late, and answered questions that nobody comes back to."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from knowledge.models import Answer, Review, Service
from knowledge.practices import reminding as reviews
from knowledge.practices import reviewing, submitting
from knowledge.service_states import ServiceKind, ServiceState
from knowledge.services import closing, deciding, outcomes, reminding
from secretariat.pages import learning_tasks
from tests.factories.accounts import UserFactory
from tests.factories.knowledge import ExpertFactory, GoodPracticeFactory, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(house):
    """With an expert."""
    asked = house.ask(ServiceKind.HELPDESK)
    return deciding.entrust(asked, by=house.officer, expert=house.expert, seen=None)


@pytest.fixture
def answered(house, question):
    outcomes.answer(question, by=house.expert, text="So.")
    return question


def overdue(question, days=1):
    question.answers.update(due_on=timezone.localdate() - timedelta(days=days))


def subjects(chain):
    found = Message.objects.about(chain).values_list("subject", flat=True)
    return [subject.partition(":")[0] for subject in found]


def last_answered(question, days):
    Answer.objects.filter(request=question).update(answered_at=timezone.now() - timedelta(days=days))


def test_expert_who_is_late_with_an_answer_is_reminded_once(house, question):
    assert reminding.remind_experts() == 0
    overdue(question)
    assert reminding.remind_experts() == 1
    assert reminding.remind_experts() == 0
    mail = Message.objects.about(question.chain).get(subject__startswith="Your answer is late")
    assert mail.recipient == house.expert
    assert reverse("apply:service", args=[question.uid]) in mail.body


def test_expert_who_answered_is_not_reminded(answered):
    overdue(answered)
    assert reminding.remind_experts() == 0


def test_another_expert_is_reminded_as_well_and_the_first_not_again(house, question):
    overdue(question)
    reminding.remind_experts()
    other = ExpertFactory(platform=house.platform, user=UserFactory(name="Other Expert")).user
    deciding.entrust(question, by=house.officer, expert=other, seen=house.expert)
    assert reminding.remind_experts() == 1
    late = Message.objects.about(question.chain).filter(subject__startswith="Your answer is late")
    assert {mail.recipient for mail in late} == {house.expert, other}


def test_expert_who_is_late_with_a_review_is_reminded_once_and_the_team_sees_it(house):
    author = UserFactory()
    practice = written(GoodPracticeFactory(platform=house.platform), author)
    submitting.submit(practice, by=author)
    expert = house.expert.expertises.get()
    review = reviewing.ask(practice, expert, due_on=timezone.localdate(), by=house.officer)
    assert reviews.remind() == 0
    assert not learning_tasks.reviews_late(house.officer).exists()
    Review.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert reviews.remind() == 1
    assert reviews.remind() == 0
    mail = Message.objects.get(subject__startswith="Your review is late")
    assert mail.recipient == house.expert
    assert reverse("apply:practice_review", args=[review.uid]) in mail.body
    assert learning_tasks.reviews_late(house.officer).count() == 1
    assert not learning_tasks.reviews_late(author).exists()


def test_answered_question_closes_by_itself_when_its_days_are_over(answered):
    last_answered(answered, 29)
    assert closing.close_over() == 0
    last_answered(answered, 31)
    assert closing.close_over() == 1
    assert closing.close_over() == 0
    answered.refresh_from_db()
    assert answered.state == ServiceState.CLOSED
    assert answered.ended_at is not None
    assert subjects(answered.chain).count("Your question is closed") == 1


def test_days_until_it_closes_are_a_setting(answered):
    Service.objects.filter(kind=ServiceKind.HELPDESK).update(close_days=60)
    last_answered(answered, 31)
    assert closing.close_over() == 0


def test_question_stays_open_when_the_asker_comes_back(house, answered):
    last_answered(answered, 40)
    outcomes.ask_again(answered, by=house.asker, text="And chairs?")
    assert closing.close_over() == 0
    outcomes.answer(answered, by=house.expert, text="The same.")
    assert closing.close_over() == 0  # the days count from the last answer


def test_close_unasked_leaves_alone_what_was_asked_again_meanwhile(house, answered):
    last_answered(answered, 40)
    before = timezone.now() - timedelta(days=30)
    outcomes.ask_again(answered, by=house.asker, text="And chairs?")
    assert deciding.close_unasked(answered, before=before) is False


def test_team_closes_an_answered_question(client, house, answered):
    client.force_login(house.officer)
    address = reverse("secretariat:service_step", args=[answered.uid, "close_answered"])
    assert client.get(address).status_code == 200
    assert client.post(address, {"text": "Settled by phone."}).status_code == 302
    answered.refresh_from_db()
    assert (answered.state, answered.reason) == (ServiceState.CLOSED, "Settled by phone.")
    mail = Message.objects.about(answered.chain).get(subject__startswith="Your question is closed")
    assert "Settled by phone." in mail.body


def test_only_the_team_closes_it_for_the_asker_and_only_once_answered(house, question):
    with pytest.raises(DomainError):
        deciding.close_answered(question, by=house.officer)
    outcomes.answer(question, by=house.expert, text="So.")
    with pytest.raises(NotAllowed):
        deciding.close_answered(question, by=house.expert)
