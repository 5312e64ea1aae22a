"""Equal content in each language: judged text by text, explained, blocking or warning."""

from dataclasses import replace

import pytest
from django.utils import translation

from calls.rules import terms_of
from core.texts import Text
from projects import dossier
from projects.eligibility import evaluate
from projects.eligibility.rules import equal
from tests.factories.projects import complete_project
from tests.projects.eligibility.test_eligibility import found, with_rule

pytestmark = pytest.mark.django_db
TERMS = {"allowed": ["nl", "fr"], "share": 60}


@pytest.fixture
def whole():
    made = dossier.load(complete_project())
    made = replace(made, title=Text({"nl": "Water delen", "fr": "Partager eau"}), answers={})
    shown = {**made.call.fields, "partner.competence": "optional"}
    summary = Text({"nl": "Samen minder water.", "fr": "Ensemble moins d’eau."})
    return replace(made, summary=summary, call=replace(made.call, rules=(), fields=shown))


def said(judged, severity="error", **parameters):
    checks = evaluate(with_rule(judged, "equal_content", {**TERMS, **parameters}, severity))
    return [(one.verdict, one.where, one.reason) for one in checks if one.key == "equal_content"]


def test_texts_of_equal_length_pass(whole):
    assert [verdict for verdict, _where, _reason in said(whole)] == ["passed"]


def test_each_text_that_is_missing_or_short_is_named_with_its_reason(whole):
    key = f"partner.{whole.partners[0].uid}.competence"
    judged = replace(
        whole,
        summary=Text({"nl": "a" * 100, "fr": "b" * 59}),
        answers={key: {"nl": "Veel"}},
    )
    verdicts = said(judged)
    assert [(verdict, where) for verdict, where, _reason in verdicts] == [
        ("error", "summary.fr"),
        ("error", f"{key}.fr"),
    ]
    assert verdicts[0][2] == (
        "The text in French has 59 letters, which is 59% of the 100 in Dutch; at least 60% are required. "
        "Say the same in both."
    )
    assert verdicts[1][2] == "It is written in Dutch and is missing in French."
    assert {verdict for verdict, *_ in said(judged, "warning")} == {"warning"}


def test_exactly_the_share_and_short_texts_are_kept(whole):
    edge = replace(whole, summary=Text({"nl": "a" * 100, "fr": "b" * 60}))
    assert [verdict for verdict, *_ in said(edge)] == ["passed"]
    short = replace(whole, summary=Text({"nl": "a" * 99, "fr": "b"}))
    assert [verdict for verdict, *_ in said(short, letters=100)] == ["passed"]
    assert [where for _verdict, where, _reason in said(short, letters=99)] == ["summary.fr"]


def test_blanks_and_signs_do_not_make_a_text_longer(whole):
    padded = replace(whole, summary=Text({"nl": "a" * 100, "fr": "b" * 10 + " . " * 100}))
    assert [where for _verdict, where, _reason in said(padded)] == ["summary.fr"]


def test_figures_in_one_language_only_warn_and_never_block(whole):
    texts = {"nl": "25.000 euro in 2027, 12,5 procent", "fr": "25 000 euros en 2028, 12,5 pour cent"}
    judged = replace(whole, summary=Text(texts))
    assert [verdict for verdict, *_ in said(judged)] == ["passed"]
    assert said(judged, numbers="compared") == [
        (
            "warning",
            "summary.fr",
            (
                "These figures appear in one language only: 2027 (Dutch) and 2028 (French). "
                "Do all texts say the same?"
            ),
        )
    ]


def test_a_field_of_one_language_is_not_compared(whole):
    judged = replace(whole, answers={f"partner.{whole.partners[0].uid}.vat": {"": "BE 0123"}})
    assert found(with_rule(judged, "equal_content", TERMS)) == []


def test_checks_are_unique_by_place_in_three_languages(whole):
    judged = replace(whole, summary=Text({"nl": "a" * 100}))
    places = [where for _v, where, _r in said(judged, allowed=["nl", "fr", "en"])]
    assert places == ["title.en", "summary.fr", "summary.en"]


def test_comparison_gives_both_texts_with_their_lengths(whole):
    with translation.override("en"):
        terms = terms_of("equal_content", TERMS)
        one = next(one for one in equal.compare(whole, terms) if one.key == "summary")
    assert (one.name, dict(one.texts)) == ("Summary", dict(whole.summary))
    assert (dict(one.letters), one.longest, one.is_equal) == ({"nl": 16, "fr": 17}, "fr", True)
