"""A good practice from draft to transfer, and what each verb refuses."""

from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import TrailEntry
from accounts.trail import verify_chain
from core.errors import DomainError, NotAllowed
from correspondence.models import Message
from knowledge.models import PracticeText, PublishedPractice, PublishedVersion, ReviewScore
from knowledge.practices import deciding, reviewing, submitting, transferring, writing
from knowledge.states import PracticeState, Recommendation, ReviewState, TransferState
from projects.fields import StaleValue
from projects.fields.outcomes import token_of
from tests.factories.accounts import UserFactory
from tests.factories.knowledge import (
    CriterionFactory,
    ExpertFactory,
    GoodPracticeFactory,
    PlatformFactory,
    officer_of,
    published,
    reviewed,
    written,
)

pytestmark = pytest.mark.django_db
TOLD = transferring.Told("Demo town", "FR", "", 2024, "en", "They bought gauges.", "")


@pytest.fixture
def author():
    return UserFactory()


def test_start_is_done_once_for_one_form(author):
    platform = PlatformFactory()
    first = writing.start(platform, by=author, stamp="one")
    assert writing.start(platform, by=author, stamp="one") == first
    assert list(first.authors.all()) == [author]
    assert first.code == ""


def test_field_is_never_saved_over_what_another_page_saved(author):
    practice = writing.start(PlatformFactory(), by=author, stamp="one")
    blank = token_of("")
    writing.save_field(practice, "title.en", "First", base=blank, by=author)
    with pytest.raises(StaleValue) as refusal:
        writing.save_field(practice, "title.en", "Second", base=blank, by=author)
    assert (refusal.value.mine, refusal.value.theirs) == ("Second", "First")
    assert PracticeText.objects.get().value == "First"


def test_only_authors_write_and_only_what_is_open(author):
    practice = written(GoodPracticeFactory(), author)
    with pytest.raises(NotAllowed):
        writing.save_field(practice, "title.en", "Mine", base=token_of(""), by=UserFactory())
    submitting.submit(practice, by=author)
    with pytest.raises(DomainError, match="Submitted"):
        writing.save_field(practice, "title.en", "Late", base=token_of(""), by=author)


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"topic": ""}, "Theme"),
        ({"title__en": ""}, "Title"),
        ({"end_year": "2001"}, "before it begins"),
        ({"region": "FR1"}, "another country"),
    ],
)
def test_submit_says_what_is_missing(author, changed, word):
    practice = written(GoodPracticeFactory(), author, **changed)
    with pytest.raises(DomainError, match=word):
        submitting.submit(practice, by=author)
    assert not practice.versions.exists()


def test_submit_freezes_and_numbers(author):
    platform = PlatformFactory()
    first, second = (written(GoodPracticeFactory(platform=platform), author) for _number in range(2))
    version = submitting.submit(first, by=author)
    submitting.submit(second, by=author)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.code, second.code) == ("gp-0001", "gp-0002")
    assert version.content["title.en"] == "Flood alarm by neighbours"
    assert version.hash == submitting.digest(version.content)
    assert Message.objects.filter(kind="practice", recipient=author).count() == 2


def test_expert_who_wrote_it_is_not_asked(author):
    practice = written(GoodPracticeFactory(), author)
    submitting.submit(practice, by=author)
    own = ExpertFactory(platform=practice.platform, user=author)
    officer = officer_of(practice.platform)
    with pytest.raises(DomainError, match="wrote"):
        reviewing.ask(practice, own, due_on=timezone.localdate(), by=officer)
    with pytest.raises(NotAllowed):
        reviewing.ask(
            practice, ExpertFactory(platform=practice.platform), due_on=timezone.localdate(), by=author
        )


def test_two_experts_at_most_and_each_once(author):
    practice = written(GoodPracticeFactory(), author)
    submitting.submit(practice, by=author)
    officer, today = officer_of(practice.platform), timezone.localdate()
    experts = [ExpertFactory(platform=practice.platform) for _number in range(3)]
    first = reviewing.ask(practice, experts[0], due_on=today, by=officer)
    with pytest.raises(DomainError, match="before"):
        reviewing.ask(practice, experts[0], due_on=today, by=officer)
    reviewing.ask(practice, experts[1], due_on=today, by=officer)
    with pytest.raises(DomainError, match="Two experts"):
        reviewing.ask(practice, experts[2], due_on=today, by=officer)
    reviewing.decline(first, by=experts[0].user)
    reviewing.ask(practice, experts[2], due_on=today, by=officer)


def test_review_is_whole_before_it_is_finished(author):
    practice = written(GoodPracticeFactory(), author)
    criterion = CriterionFactory(platform=practice.platform)
    submitting.submit(practice, by=author)
    expert = ExpertFactory(platform=practice.platform)
    review = reviewing.ask(practice, expert, due_on=timezone.localdate(), by=officer_of(practice.platform))
    blank = token_of("")
    with pytest.raises(DomainError, match="from 1 to 5"):
        reviewing.save_field(review, f"value.{criterion.pk}", "6", base=blank, by=expert.user)
    reviewing.save_field(review, f"value.{criterion.pk}", "5", base=blank, by=expert.user)
    with pytest.raises(DomainError, match="each criterion"):
        reviewing.finish(review, by=expert.user)
    for key, value in (
        (f"comment.{criterion.pk}", "Clear."),
        ("recommendation", "publish"),
        ("text", "Yes."),
    ):
        reviewing.save_field(review, key, value, base=blank, by=expert.user)
    with pytest.raises(NotAllowed):
        reviewing.finish(review, by=UserFactory())
    assert reviewing.finish(review, by=expert.user).state == ReviewState.DONE
    assert ReviewScore.objects.get().value == 5


def test_publishing_needs_reviews_and_refusing_needs_reasons(author):
    practice = written(GoodPracticeFactory(), author)
    CriterionFactory(platform=practice.platform)
    version = submitting.submit(practice, by=author)
    officer = officer_of(practice.platform)
    with pytest.raises(DomainError, match="Not enough reviews"):
        deciding.decide(practice, Recommendation.PUBLISH, text="", version=1, by=officer)
    with pytest.raises(DomainError, match="reasons"):
        deciding.decide(practice, Recommendation.REFUSE, text=" ", version=1, by=officer)
    reviewed(version, officer)
    with pytest.raises(DomainError, match="newer version"):
        deciding.decide(practice, Recommendation.PUBLISH, text="", version=2, by=officer)
    deciding.decide(practice, Recommendation.PUBLISH, text="", version=1, by=officer)
    letter = Message.objects.get(kind="practice", recipient=author, subject__contains="is published")
    assert "Good to read." in letter.body
    assert letter.confirmed_at is None


def test_published_practice_keeps_each_version():
    practice = published()
    author = practice.authors.get()
    officer = officer_of(practice.platform)
    row = PublishedPractice.objects.get()
    assert (row.code, row.score, row.languages, row.country) == ("gp-0001", Decimal("4.00"), ["en"], "BE")
    submitting.revise(practice, by=author)
    with pytest.raises(DomainError, match="Nothing was changed"):
        submitting.submit(practice, by=author)
    text = PracticeText.objects.get(practice=practice, key="title.en")
    writing.save_field(practice, "title.en", "Flood alarm, once more", base=token_of(text.value), by=author)
    second = submitting.submit(practice, by=author)
    assert str(PublishedPractice.objects.get().title) == "Flood alarm by neighbours"
    reviewed(second, officer, value=5)
    deciding.decide(practice, Recommendation.PUBLISH, text="", version=2, by=officer)
    row = PublishedPractice.objects.get()
    assert (str(row.title), row.score, row.version) == ("Flood alarm, once more", Decimal("5.00"), second)
    assert PublishedVersion.objects.count() == 2
    assert row.first_published_at < row.published_at


def test_refused_new_version_leaves_the_published_one():
    practice = published()
    author, officer = practice.authors.get(), officer_of(practice.platform)
    submitting.revise(practice, by=author)
    text = PracticeText.objects.get(practice=practice, key="title.en")
    writing.save_field(practice, "title.en", "Worse", base=token_of(text.value), by=author)
    submitting.submit(practice, by=author)
    after = deciding.decide(practice, Recommendation.REFUSE, text="Not clear.", version=2, by=officer)
    assert after.state == PracticeState.PUBLISHED
    assert str(PublishedPractice.objects.get().title) == "Flood alarm by neighbours"


def test_transfer_is_public_once_confirmed():
    practice = published()
    officer, reader = officer_of(practice.platform), UserFactory()
    transfer = transferring.tell(practice.published, TOLD, by=reader, stamp="t")
    assert transferring.tell(practice.published, TOLD, by=reader, stamp="t") == transfer
    assert PublishedPractice.objects.get().transfers == 0
    with pytest.raises(NotAllowed):
        transferring.handle(transfer, is_confirmed=True, answer="", by=reader)
    with pytest.raises(DomainError, match="Say why"):
        transferring.handle(transfer, is_confirmed=False, answer="", by=officer)
    done = transferring.handle(transfer, is_confirmed=True, answer="", by=officer)
    assert (done.state, PublishedPractice.objects.get().transfers) == (TransferState.CONFIRMED, 1)
    with pytest.raises(DomainError, match="meanwhile"):
        transferring.handle(transfer, is_confirmed=False, answer="No", by=officer)
    assert Message.objects.filter(recipient=reader, subject__contains="transfer").count() == 1


def test_withdrawn_practice_is_off_the_platform():
    practice = published()
    with pytest.raises(NotAllowed):
        deciding.withdraw(practice, by=UserFactory(), reason="")
    deciding.withdraw(practice, by=practice.authors.get(), reason="It ended.")
    assert not PublishedPractice.objects.exists()
    assert not PublishedVersion.objects.exists()
    assert verify_chain(practice.chain) == []
    assert TrailEntry.objects.for_chain(practice.chain).filter(action="withdraw good practice").exists()


def test_draft_is_deleted_by_its_author_only(author):
    practice = writing.start(PlatformFactory(), by=author, stamp="one")
    with pytest.raises(NotAllowed):
        writing.delete(practice, by=UserFactory())
    writing.delete(practice, by=author)
    assert not author.good_practices.exists()
