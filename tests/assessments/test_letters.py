"""Letters about decisions: who decided, what was granted, in the language of who reads them."""

from decimal import Decimal

import pytest

from accounts.models import User
from assessments.states import Outcome
from calls.models import Call
from calls.states import CallKind
from correspondence.models import Message
from tests.assessments.deciding import decide

pytestmark = pytest.mark.django_db


def test_letter_is_in_the_language_of_its_reader(project, manager):
    project.created_by.language = "fr"
    project.created_by.save()
    decide(project, manager)
    letter = Message.objects.get(kind="decision")
    assert letter.language == "fr"
    assert "janvier" in letter.body


@pytest.mark.parametrize("outcome", [Outcome.APPROVED, Outcome.APPROVED_WITH_CONDITIONS])
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "The decision grants €1,234.50."),
        ("nl", "De beslissing kent € 1.234,50 toe."),
        ("fr", "La décision accorde 1 234,50 €."),
    ],
)
def test_letter_names_a_grant_that_was_cut_to_the_cent(project, manager, outcome, language, words):
    User.objects.filter(pk=project.created_by_id).update(language=language)
    decide(project, manager, outcome, granted=Decimal("1234.5"))
    paragraphs = Message.objects.get(kind="decision").body.split("\n\n")
    assert [" ".join(one.split()) for one in paragraphs].count(words) == 1


def test_letter_is_silent_about_a_grant_as_it_was_asked_for(project, manager):
    decide(project, manager)
    letter = Message.objects.get(kind="decision")
    assert ("grants" in letter.body, "{{" in letter.body) == (False, False)


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize(
    ("language", "words"), [("en", "The monitoring committee "), ("nl", "Het comité van toezicht ")]
)
def test_letter_says_that_the_committee_decided(project, manager, outcome, language, words):
    User.objects.filter(pk=project.created_by_id).update(language=language)
    decide(project, manager, outcome)
    assert said_first(Message.objects.get(kind="decision")).startswith(words)


@pytest.mark.parametrize("outcome", [Outcome.RESERVE, Outcome.POSTPONED, Outcome.NOT_APPROVED])
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "The beneficiary that launched this call "),
        ("nl", "De begunstigde die deze oproep uitschreef "),
        ("fr", "Le bénéficiaire qui a lancé cet appel "),
    ],
)
def test_letter_about_money_that_is_passed_on_names_its_beneficiary(
    project, manager, outcome, language, words
):
    Call.objects.update(kind=CallKind.CASCADE)
    User.objects.filter(pk=project.created_by_id).update(language=language)
    project.refresh_from_db()
    decide(project, manager, outcome)
    assert said_first(Message.objects.get(kind="decision")).startswith(words)


def said_first(letter):
    """The paragraph after the greeting, of a letter that lacks nothing."""
    assert "{{" not in letter.body
    return letter.body.split("\n\n")[1]
