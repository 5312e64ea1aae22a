"""An SME on each side by the figures that each company typed, and none in difficulty."""

from dataclasses import replace

import pytest

from partners.states import SizeClass
from projects import dossier
from projects.eligibility import evaluate
from projects.eligibility.enterprises import declared
from tests.factories.projects import complete_project
from tests.projects.eligibility.test_eligibility import found, with_rule

pytestmark = pytest.mark.django_db

SOUND = {
    "sme_staff": "12",
    "sme_turnover": "3000000",
    "sme_balance": "900000",
    "sme_independent": "yes",
    "in_difficulty": "no",
}
SIDES = {"sides": [["BE"], ["FR"]]}


@pytest.fixture
def whole():
    made = dossier.load(complete_project())
    return replace(made, call=replace(made.call, rules=()))


def declaring(judged, first, second):
    """The dossier in which its two partners answer so."""
    answers = {
        f"partner.{partner.uid}.{name}": {"": value}
        for partner, said in zip(judged.partners, (first, second), strict=True)
        for name, value in said.items()
    }
    return replace(judged, answers=answers)


def test_an_sme_on_each_side_passes_and_says_why(whole):
    judged = with_rule(declaring(whole, SOUND, SOUND), "sme_sides", SIDES)
    assert found(judged) == []
    check = next(one for one in evaluate(judged) if one.key == "sme_sides")
    assert "PARTNER 1 is an SME: 12 people, turnover €3,000,000.00" in check.reason


@pytest.mark.parametrize(
    ("changed", "name", "reason"),
    [
        ({"sme_staff": "250"}, "sme_staff", "fewer than 250 people"),
        ({"sme_turnover": "50000001", "sme_balance": "43000001"}, "sme_staff", "turnover is above"),
        ({"sme_independent": "no"}, "sme_independent", "is not independent"),
        ({"sme_independent": ""}, "sme_independent", "does not say yet"),
        ({"sme_staff": ""}, "sme_staff", "has not given the figures"),
        ({"sme_staff": "٣"}, "sme_staff", "has not given the figures"),
        ({"sme_turnover": "", "sme_balance": ""}, "sme_turnover", "has not given the figures"),
    ],
)
def test_who_is_no_sme_is_told_why(whole, changed, name, reason):
    judged = with_rule(declaring(whole, SOUND, {**SOUND, **changed}), "sme_sides", SIDES)
    where = f"partner.{judged.partners[1].uid}.{name}"
    assert found(judged) == [("sme_sides", "error", where)]
    text = next(one.reason for one in evaluate(judged) if one.key == "sme_sides")
    assert "There is no SME yet from France." in text
    assert reason in text


def test_a_large_partner_beside_smes_is_welcome(whole):
    judged = declaring(whole, SOUND, SOUND)
    sides = {"sides": [["BE"], ["BE", "FR"]]}
    large = declaring(whole, SOUND, {**SOUND, "sme_staff": "900"})
    assert found(with_rule(large, "sme_sides", sides)) == []
    assert declared(large, large.partners[1]).size == SizeClass.LARGE
    assert declared(judged, judged.partners[1]).size == SizeClass.SMALL


@pytest.mark.parametrize(("answer", "words"), [("yes", "In difficulty"), ("", "Not declared yet")])
def test_undertakings_in_difficulty_are_excluded(whole, answer, words):
    judged = with_rule(declaring(whole, SOUND, {**SOUND, "in_difficulty": answer}), "no_difficulty", {})
    where = f"partner.{judged.partners[1].uid}.in_difficulty"
    assert found(judged) == [("no_difficulty", "error", where)]
    assert words in next(one.reason for one in evaluate(judged) if one.key == "no_difficulty")
    assert found(with_rule(declaring(whole, SOUND, SOUND), "no_difficulty", {})) == []
