"""What rules can say, and how they read."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from calls.rules import country_name, describe, terms_of, validate
from calls.states import RuleKind
from projects.dossier import Rule

VALID = [
    (RuleKind.MIN_COUNTRIES, {"minimum": 2}),
    (RuleKind.MIN_COUNTRIES, {"minimum": 3, "member_states": 2}),
    (RuleKind.ONE_LEAD, {}),
    (RuleKind.BOTH_SIDES, {"sides": [["BE"], ["FR", "FRE11"]]}),
    (RuleKind.PARTNER_COUNT, {"minimum": 2}),
    (RuleKind.PARTNER_COUNT, {"minimum": 2, "maximum": 2}),
    (RuleKind.MAX_RATE, {"maximum": "60.00"}),
    (RuleKind.DURATION, {"maximum": 48}),
    (RuleKind.TOTAL_BUDGET, {"minimum": "0.5", "maximum": "999999999.99"}),
    (RuleKind.GRANT, {"maximum": 3000000}),
    (RuleKind.AREA, {"outside": "justified"}),
    (RuleKind.PARTNER_TYPES, {"excluded": ["sme", "large_enterprise"]}),
    (RuleKind.PARTNER_TYPES, {"allowed": ["local_authority"]}),
    (RuleKind.PARTNER_STATUS, {"allowed": ["public"]}),
    (RuleKind.WINDOW, {"earliest": "2027-01-01", "latest": "2029-09-30"}),
    (RuleKind.PARTNER_BUDGET, {"minimum": "10000"}),
    (RuleKind.PARTNER_GRANT, {"maximum": "250000.00"}),
    (RuleKind.PREPARATION, {"maximum": "5"}),
    (RuleKind.LANGUAGES, {"allowed": ["fr", "nl"]}),
    (RuleKind.EQUAL_CONTENT, {"allowed": ["fr", "nl"], "share": 60, "letters": 9, "numbers": "compared"}),
    (RuleKind.SAME_PROPOSAL, {}),
    (RuleKind.CONFIRMED, {}),
    (RuleKind.SME_SIDES, {"sides": [["BE"], ["NL"]]}),
    (RuleKind.NO_DIFFICULTY, {}),
    (RuleKind.FOLLOW_UP, {"minimum": 6, "maximum": 12}),
    (RuleKind.REGION_INSTRUMENTS, {}),
    (RuleKind.FUNDS_LINK, {"minimum": 1}),
    (RuleKind.STAKEHOLDERS, {"minimum": 2}),
]


@pytest.mark.parametrize(("kind", "parameters"), VALID)
def test_validate_accepts_what_a_kind_takes(kind, parameters):
    validate(kind, parameters)


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("unknown", {}),
        (RuleKind.ONE_LEAD, []),
        (RuleKind.ONE_LEAD, None),
        (RuleKind.ONE_LEAD, {"minimum": 1}),
        (RuleKind.MIN_COUNTRIES, {}),
        (RuleKind.MIN_COUNTRIES, {"minimum": "2"}),
        (RuleKind.MIN_COUNTRIES, {"minimum": True}),
        (RuleKind.MIN_COUNTRIES, {"minimum": -1}),
        (RuleKind.MIN_COUNTRIES, {"minimum": 2, "maximum": 3}),
        (RuleKind.BOTH_SIDES, {}),
        (RuleKind.BOTH_SIDES, {"sides": "BE"}),
        (RuleKind.BOTH_SIDES, {"sides": [["BE"]]}),
        (RuleKind.BOTH_SIDES, {"sides": [["BE"], []]}),
        (RuleKind.BOTH_SIDES, {"sides": [["BE"], "FR"]}),
        (RuleKind.BOTH_SIDES, {"sides": [["BE"], [1]]}),
        (RuleKind.BOTH_SIDES, {"sides": [["BE"], [""]]}),
        (RuleKind.PARTNER_COUNT, {}),
        (RuleKind.PARTNER_COUNT, {"minimum": 3, "maximum": 2}),
        (RuleKind.MAX_RATE, {"maximum": "100.01"}),
        (RuleKind.MAX_RATE, {"maximum": 60.0}),
        (RuleKind.MAX_RATE, {"maximum": "60.001"}),
        (RuleKind.MAX_RATE, {"maximum": "NaN"}),
        (RuleKind.MAX_RATE, {"maximum": "Infinity"}),
        (RuleKind.MAX_RATE, {"maximum": "1e400"}),
        (RuleKind.GRANT, {"maximum": "-1"}),
        (RuleKind.GRANT, {"maximum": "many"}),
        (RuleKind.GRANT, {"maximum": None}),
        (RuleKind.DURATION, {"minimum": 10**30}),
        (RuleKind.AREA, {}),
        (RuleKind.AREA, {"outside": "always"}),
        (RuleKind.AREA, {"outside": ["justified"]}),
        (RuleKind.PARTNER_TYPES, {}),
        (RuleKind.PARTNER_TYPES, {"excluded": []}),
        (RuleKind.PARTNER_TYPES, {"excluded": "sme"}),
        (RuleKind.PARTNER_TYPES, {"excluded": ["sme", "sme"]}),
        (RuleKind.PARTNER_TYPES, {"allowed": [{}]}),
        (RuleKind.WINDOW, {}),
        (RuleKind.WINDOW, {"earliest": "2027-13-01"}),
        (RuleKind.WINDOW, {"earliest": 20270101}),
        (RuleKind.WINDOW, {"earliest": "2029-01-01", "latest": "2028-01-01"}),
        (RuleKind.LANGUAGES, {"allowed": ["de"]}),
        (RuleKind.EQUAL_CONTENT, {"allowed": ["fr"], "share": 60}),
        (RuleKind.EQUAL_CONTENT, {"allowed": ["fr", "nl"]}),
        (RuleKind.EQUAL_CONTENT, {"allowed": ["fr", "nl"], "share": 0}),
        (RuleKind.EQUAL_CONTENT, {"allowed": ["fr", "nl"], "share": 101}),
        (RuleKind.EQUAL_CONTENT, {"allowed": ["fr", "nl"], "share": "60"}),
        (RuleKind.EQUAL_CONTENT, {"allowed": ["fr", "nl"], "share": 60, "letters": 5001}),
        (RuleKind.EQUAL_CONTENT, {"allowed": ["fr", "nl"], "share": 60, "numbers": "yes"}),
    ],
)
def test_validate_refuses_what_a_kind_does_not_take(kind, parameters):
    with pytest.raises(ValidationError):
        validate(kind, parameters)


@pytest.mark.parametrize(
    ("kind", "parameters", "sentence"),
    [
        (RuleKind.ONE_LEAD, {}, "Exactly one partner leads the project."),
        (
            RuleKind.MIN_COUNTRIES,
            {"minimum": 3, "member_states": 2},
            (
                "Partners come from at least 3 countries of the programme. "
                "At least 2 of them are Member States of the European Union."
            ),
        ),
        (
            RuleKind.BOTH_SIDES,
            {"sides": [["BE"], ["FR", "EL"]]},
            "Each side of the border has at least one partner: Belgium and France or Greece.",
        ),
        (RuleKind.PARTNER_COUNT, {"minimum": 2, "maximum": 20}, "From 2 to 20 partners take part."),
        (RuleKind.PARTNER_COUNT, {"minimum": 2}, "At least 2 partners take part."),
        (RuleKind.DURATION, {"maximum": 48}, "The project lasts at most 48 months."),
        (RuleKind.MAX_RATE, {"maximum": "60.00"}, "European funds pay at most 60% of the eligible costs."),
        (
            RuleKind.TOTAL_BUDGET,
            {"minimum": "100000", "maximum": "5000000.50"},
            "The total budget is between €100,000.00 and €5,000,000.50.",
        ),
        (RuleKind.GRANT, {"minimum": "1"}, "The grant of the European Union is at least €1.00."),
        (
            RuleKind.PARTNER_TYPES,
            {"excluded": ["sme", "large_enterprise"]},
            "These cannot be partners: Small or medium-sized enterprise and Enterprise other than SME.",
        ),
        (
            RuleKind.WINDOW,
            {"latest": "2029-09-30"},
            "The project ends on 30 September 2029 or earlier.",
        ),
        (
            RuleKind.EQUAL_CONTENT,
            {"allowed": ["fr", "nl"], "share": 60, "letters": 200, "numbers": "compared"},
            (
                "Every text says the same in French and Dutch: the shortest has at least 60% of the letters "
                "of the longest. Lengths are compared where one of the texts has 200 letters or more. "
                "Figures that appear in one language only are pointed out."
            ),
        ),
        (RuleKind.LANGUAGES, {"allowed": ["fr", "nl"]}, "Every text is written in French and Dutch."),
    ],
)
def test_describe_says_the_rule_in_a_sentence(kind, parameters, sentence):
    with translation.override("en"):
        assert describe(Rule(kind, parameters, "error")) == sentence


def test_every_kind_has_a_schema_and_a_sentence():
    valid = dict(VALID)
    assert {kind for kind in RuleKind.values if describe(Rule(kind, valid[kind], "error"))} == set(
        RuleKind.values
    )


def test_terms_keep_whole_cents():
    assert str(terms_of(RuleKind.GRANT, {"maximum": 3000000}).maximum) == "3000000.00"


def test_country_name_is_in_the_active_language():
    with translation.override("nl"):
        assert [country_name(code) for code in ("BE", "EL", "FRE11")] == ["België", "Griekenland", "FRE11"]
