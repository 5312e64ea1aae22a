"""Which cards fit each other: every point has its reason, and nothing else counts."""

import pytest

from ideas.matching import MOST, Ground, Match, Reason, Side, compare, words_of

IDEA = Side(
    objectives=frozenset({"RSO1.1"}),
    themes=frozenset({"A1"}),
    roles=frozenset({"partner"}),
    regions=frozenset({"FR", "BE32"}),
    home="BE234",
    words=frozenset({"water", "sensors", "rivers", "floods", "dikes", "climate"}),
)


def test_all_that_is_common_is_named_with_its_points():
    offer = Side(
        objectives=frozenset({"RSO1.1", "RSO2.4"}),
        themes=frozenset({"A1"}),
        roles=frozenset({"lead", "partner"}),
        regions=frozenset({"BE"}),
        home="FRE11",
        words=IDEA.words,
    )
    match = compare(IDEA, offer)
    assert match.reasons == (
        Reason(Ground.OBJECTIVE, 30, ("RSO1.1",)),
        Reason(Ground.THEME, 20, ("A1",)),
        Reason(Ground.ROLE, 20, ("partner",)),
        Reason(Ground.REGION, 20, ("FR",)),
        Reason(Ground.WANTS_US, 10, ("BE",)),
        Reason(Ground.WORDS, 10, ("climate", "dikes", "floods", "rivers", "sensors")),
    )
    assert match.points == MOST == 110


def test_region_and_role_alone_are_no_match():
    near = Side(roles=frozenset({"partner"}), home="FRE11", words=frozenset({"water"}))
    assert compare(IDEA, near) == Match()


def test_two_common_words_are_enough():
    offer = Side(words=frozenset({"water", "rivers", "boats"}))
    assert compare(IDEA, offer).reasons == (Reason(Ground.WORDS, 4, ("rivers", "water")),)


@pytest.mark.parametrize(("home", "fits"), [("BE323", True), ("BE3", False), ("BE", False), ("NL341", False)])
def test_region_holds_what_its_code_begins(home, fits):
    offer = Side(objectives=frozenset({"RSO1.1"}), home=home)
    grounds = [reason.ground for reason in compare(IDEA, offer).reasons]
    assert (Ground.REGION in grounds) is fits


def test_words_lose_accents_capitals_and_what_says_nothing():
    texts = ["Énergie en projet", "WATER, rivière; 12345 été partners"]
    assert words_of(texts) == {"energie", "water", "riviere"}
