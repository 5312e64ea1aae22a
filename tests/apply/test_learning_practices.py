"""Pages on which authors write good practices and experts review them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge.models import GoodPractice, PracticeText, Review
from knowledge.practices import reviewing, submitting
from knowledge.states import PracticeState, ReviewState
from projects.fields.outcomes import token_of
from tests.factories.accounts import UserFactory
from tests.factories.knowledge import (
    CriterionFactory,
    ExpertFactory,
    GoodPracticeFactory,
    PlatformFactory,
    officer_of,
    written,
)

pytestmark = pytest.mark.django_db
BLANK = token_of("")


@pytest.fixture
def author(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def practice(author):
    return written(GoodPracticeFactory(), author)


def page_of(practice, name="practice", **more):
    return reverse(f"apply:{name}", kwargs={"uid": practice.uid, **more})


def test_list_says_what_to_do_when_it_is_empty(client, author):
    platform = PlatformFactory()
    page = client.get(reverse("apply:practices")).content.decode()
    assert "You have no good practices yet" in page
    assert reverse("apply:practice_new", args=[platform.slug]) in page


def test_start_leads_to_the_form_once(client, author):
    address = reverse("apply:practice_new", args=[PlatformFactory().slug])
    first, again = (client.post(address, {"stamp": "s"}) for _time in range(2))
    assert first.status_code == again.status_code == 302
    assert first.url == again.url == page_of(GoodPractice.objects.get())
    assert client.get(first.url).status_code == 200


def test_stranger_does_not_find_it(client, practice):
    client.force_login(UserFactory())
    assert client.get(page_of(practice)).status_code == 404
    assert client.post(page_of(practice, "practice_field"), {"key": "title.en"}).status_code == 404


def test_field_saves_itself_and_answers_a_conflict_with_both_texts(client, practice):
    base = token_of("Flood alarm by neighbours")
    sent = {"key": "title.en", "value": "Mine", "base": base}
    address = page_of(practice, "practice_field")
    saved = client.post(address, sent)
    assert (saved.status_code, saved.json()["value"]) == (200, "Mine")
    stale = client.post(address, {**sent, "value": "Other"})
    assert stale.status_code == 409
    assert (stale.json()["mine"], stale.json()["theirs"]) == ("Other", "Mine")


@pytest.mark.parametrize(
    ("key", "value", "status"),
    [("start_year", "99", 422), ("topic", "RSO9.9", 422), ("nothing", "x", 422), ("title.en", "a\0b", 422)],
)
def test_field_refuses_what_it_does_not_take(client, practice, key, value, status):
    held = PracticeText.objects.filter(key=key).values_list("value", flat=True).first() or ""
    sent = {"key": key, "value": value, "base": token_of(held)}
    assert client.post(page_of(practice, "practice_field"), sent).status_code == status


def test_page_without_scripts_keeps_what_was_typed_when_another_saved(client, practice):
    PracticeText.objects.filter(key="title.en").update(value="Theirs")
    sent = {"title.en": "Mine", "token:title.en": token_of("Flood alarm by neighbours")}
    answer = client.post(page_of(practice), sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Mine"' in page
    assert "Theirs" in page
    assert PracticeText.objects.get(key="title.en").value == "Theirs"


def test_signed_out_is_told_and_not_led_away(client, practice):
    client.logout()
    assert client.post(page_of(practice), {"title.en": "x"}).status_code == 401


def test_check_leads_to_the_field_that_is_missing(client, practice):
    PracticeText.objects.filter(key="evidence.en").delete()
    answer = client.post(page_of(practice), {"do": "submit"}, follow=True)
    assert 'href="#field-evidence-en"' in answer.content.decode()
    assert GoodPractice.objects.get().state == PracticeState.DRAFT


def test_submit_and_take_back(client, practice):
    client.post(page_of(practice), {"do": "submit"})
    practice.refresh_from_db()
    assert practice.state == PracticeState.SUBMITTED
    assert "gp-0001" in client.get(page_of(practice)).content.decode()
    client.post(page_of(practice, "practice_act", act="take-back"))
    practice.refresh_from_db()
    assert practice.state == PracticeState.RETURNED
    assert client.post(page_of(practice, "practice_act", act="nothing")).status_code == 404


def test_form_asks_few_questions_of_the_database(client, practice, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get(page_of(practice))


def test_expert_reviews_on_the_page(client):
    practice = written(GoodPracticeFactory(), UserFactory())
    criterion = CriterionFactory(platform=practice.platform)
    submitting.submit(practice, by=practice.authors.get())
    expert = ExpertFactory(platform=practice.platform)
    officer = officer_of(practice.platform)
    review = reviewing.ask(practice, expert, due_on=timezone.localdate(), by=officer)
    address = page_of(review, "practice_review")
    client.force_login(officer)
    assert client.get(address).status_code == 404
    client.force_login(expert.user)
    assert "Flood alarm by neighbours" in client.get(address).content.decode()
    keys = {f"value.{criterion.pk}": "5", f"comment.{criterion.pk}": "Clear.", "recommendation": "publish"}
    sent = keys | {"text": "Good."} | {f"token:{key}": BLANK for key in (*keys, "text")}
    client.post(address, {**sent, "do": "finish"})
    review = Review.objects.get()
    assert (review.state, review.text, review.scores.get().value) == (ReviewState.DONE, "Good.", 5)
    again = {"key": "text", "value": "x", "base": BLANK}
    assert client.post(page_of(review, "practice_review_field"), again).status_code == 409
