"""Judging the whole form: each check finds the one thing that is taken away from a whole proposal."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from core.texts import Text
from projects import dossier, eligibility
from projects.dossier import Identifier
from projects.states import State
from tests.factories.form import filled_project
from tests.factories.projects import complete_call, complete_project, show_fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole():
    """A dossier of the standard form in which nothing is missing."""
    return dossier.load(filled_project())


def found(judged):
    return [(check.key, check.verdict, check.where) for check in eligibility.findings(judged)]


def without(judged, *names, **changed):
    """The dossier with answers taken away, or replaced by a text in no particular language."""
    answers = {name: texts for name, texts in judged.answers.items() if name not in names}
    return replace(judged, answers=answers | {name: {"": text} for name, text in changed.items()})


def said(judged, answers):
    return replace(judged, answers=judged.answers | {name: {"": text} for name, text in answers.items()})


def with_entry(judged, changed):
    entries = tuple(changed if row.uid == changed.uid else row for row in judged.entries)
    return replace(judged, entries=entries)


def without_entries(judged, *kinds):
    return replace(judged, entries=tuple(row for row in judged.entries if row.kind not in kinds))


def using(judged, **uses):
    fields = {key: use for key, use in (judged.call.fields | uses).items() if use != "hidden"}
    return replace(judged, call=replace(judged.call, fields=fields))


def test_a_whole_proposal_has_no_findings(whole):
    assert eligibility.findings(whole) == ()
    checks = eligibility.evaluate(whole)
    assert len({(check.key, check.where) for check in checks}) == len(checks)
    passed = [check.key for check in checks if check.verdict == "passed"]
    for section in (
        "partner_details",
        "associated",
        "relevance",
        "partnership",
        "work_plan",
        "results",
        "management",
    ):
        assert section in passed
    assert "cooperation" in passed


def test_a_call_that_says_nothing_asks_for_nothing_more():
    judged = dossier.load(complete_project())
    assert "relevance" not in [check.key for check in eligibility.evaluate(judged)]
    assert eligibility.findings(judged) == ()


@pytest.mark.parametrize(
    "name", ["overall_objective", "challenges", "partnership", "coordination", "durability", "knowledge"]
)
def test_texts_are_missed_in_each_language(whole, name):
    assert found(without(whole, name)) == [
        ("missing", "error", f"{name}.nl"),
        ("missing", "error", f"{name}.fr"),
    ]
    half = replace(whole, answers=whole.answers | {name: {"nl": "Tekst", "fr": " \n"}})
    assert found(half) == [("missing", "error", f"{name}.fr")]


def test_a_text_that_is_optional_or_hidden_is_not_missed(whole):
    for use in ("optional", "hidden"):
        assert found(using(without(whole, "challenges"), challenges=use)) == []
    bare = replace(whole, summary=Text())
    assert found(using(bare, summary="optional")) == []
    assert [where for _key, _verdict, where in found(bare)] == ["summary.nl", "summary.fr"]


def test_a_theme_is_missed_where_the_call_asks_for_one(whole):
    assert found(using(whole, theme="required")) == [("theme", "error", "theme")]


def test_a_text_beyond_its_limit_is_found_in_its_language(whole):
    name = whole.entries_in("deliverable")[0].key("description")
    long = replace(whole, answers=whole.answers | {name: {"nl": "x" * 301, "fr": "x" * 300}})
    assert found(long) == [("too_long", "error", f"{name}.nl")]


@pytest.mark.parametrize(
    ("kinds", "where"),
    [
        (["result"], "result"),
        (["target_group"], "target_group"),
        (["strategy"], "strategy"),
        (["synergy"], "synergy"),
        (["output"], "output"),
    ],
)
def test_a_list_needs_one_row_at_least(whole, kinds, where):
    assert found(without_entries(whole, *kinds)) == [("none", "error", where)]


def test_a_work_plan_has_packages_activities_and_deliverables(whole):
    plan = ["work_package", "activity", "deliverable", "output", "investment"]
    assert found(without_entries(whole, *plan)) == [
        ("none", "error", "work_package"),
        ("none", "error", "output"),
    ]
    packages, activities = whole.entries_in("work_package"), whole.entries_in("activity")
    assert found(without_entries(whole, "activity", "deliverable")) == [
        ("none", "error", f"activity.{row.uid}") for row in packages
    ]
    assert found(without_entries(whole, "deliverable")) == [
        ("none", "error", f"deliverable.{row.uid}") for row in activities
    ]


def test_investments_and_associated_organisations_need_not_be(whole):
    assert found(without_entries(whole, "investment", "associated_organisation")) == []


def test_strategies_are_not_asked_for_where_the_call_offers_none(whole):
    call = replace(whole.call, options={})
    assert found(replace(without_entries(whole, "strategy"), call=call)) == []


@pytest.mark.parametrize(
    ("kind", "attribute", "column", "nothing"),
    [
        ("activity", "first_period", "first_period", None),
        ("activity", "partners", "partners", ()),
        ("deliverable", "period", "first_period", None),
        ("output", "indicator", "indicator", None),
        ("output", "target", "target", None),
        ("result", "period", "first_period", None),
        ("target_group", "group", "choice", ""),
        ("strategy", "strategy", "choice", ""),
        ("associated_organisation", "partner", "partner", None),
    ],
)
def test_columns_of_entries_are_missed(whole, kind, attribute, column, nothing):
    entry = whole.entries_in(kind)[0]
    judged = with_entry(whole, replace(entry, **{column: nothing}))
    assert found(judged) == [("missing", "error", f"{kind}.{entry.uid}.{attribute}")]


def test_a_target_is_more_than_zero(whole):
    entry = whole.entries_in("result")[0]
    judged = with_entry(whole, replace(entry, target=Decimal("0.00")))
    assert found(judged) == [("target", "error", entry.key("target"))]
    assert found(with_entry(whole, replace(entry, baseline=None))) == []


def test_texts_of_entries_and_partners_are_missed(whole):
    activity, partner = whole.entries_in("activity")[1], whole.partners[1]
    title = activity.key("title")
    assert found(without(whole, title)) == [("missing", "error", f"{title}.{code}") for code in ("nl", "fr")]
    contact = f"partner.{partner.uid}.contact_email"
    assert found(without(whole, contact)) == [("missing", "error", contact)]
    experience = f"partner.{partner.uid}.experience"
    assert found(without(whole, experience)) == []
    (associated,) = whole.entries_in("associated_organisation")
    assert found(without(whole, associated.key("city"))) == [("missing", "error", associated.key("city"))]


def test_the_register_stands_in_for_an_address_and_a_vat_number(whole):
    partner = whole.partners[0]
    names = [
        f"partner.{partner.uid}.{name}" for name in ("street", "house_number", "postcode", "city", "vat")
    ]
    bare = replace(partner, street="", postcode="", city="", identifiers=())
    judged = replace(without(whole, *names), partners=(bare, *whole.partners[1:]))
    missing = [where for _key, _verdict, where in found(judged)]
    assert sorted(missing) == sorted(names)
    known = replace(
        bare, street="Markt 1", postcode="8500", city="Kortrijk", identifiers=(Identifier("be_vat", "BE1"),)
    )
    assert found(replace(judged, partners=(known, *whole.partners[1:]))) == []


def test_periods_after_a_new_end_are_found_where_they_stand(whole):
    judged = replace(whole, end_date=date(2026, 12, 31), duration_months=12)
    assert found(judged) == [
        *(
            ("period", "error", row.key(name))
            for row in whole.entries
            for name, number in (("last_period", row.last_period), ("period", row.first_period))
            if number in (3, 4)
        )
    ]


def test_an_indicator_of_another_objective_is_found(whole):
    judged = replace(whole, objective=replace(whole.objective, id=whole.objective.id + 1))
    wrong = [row.key("indicator") for row in whole.entries if row.indicator]
    assert found(judged) == [("indicator", "error", where) for where in wrong]


@pytest.mark.parametrize(
    ("answers", "wheres"),
    [
        ({"development": "no"}, ["cooperation.development"]),
        ({"implementation": ""}, ["cooperation.implementation"]),
        ({"staffing": "no"}, []),
        ({"financing": ""}, []),
        ({"staffing": "no", "financing": "no"}, ["cooperation.staffing"]),
    ],
)
def test_cooperation_is_at_least_what_the_regulation_asks_for(whole, answers, wheres):
    judged = said(whole, {f"cooperation.{name}": answer for name, answer in answers.items()})
    assert found(judged) == [("cooperation", "error", where) for where in wheres]


def test_each_chosen_criterion_is_explained(whole):
    judged = without(whole, "cooperation.staffing_text")
    missing = [("missing", "error", f"cooperation.staffing_text.{code}") for code in ("nl", "fr")]
    assert found(judged) == missing
    assert found(said(judged, {"cooperation.staffing": "no"})) == []


def test_horizontal_principles_have_an_effect_and_a_text_unless_neutral(whole):
    name = "horizontal.gender_equality"
    assert found(without(whole, name)) == [("missing", "error", name)]
    judged = without(whole, f"{name}_text")
    assert len(found(judged)) == 2
    assert found(said(judged, {name: "neutral"})) == []


def test_a_department_at_another_address_is_given_whole(whole):
    uid = whole.partners[0].uid
    judged = said(whole, {f"partner.{uid}.department_city": "Kortrijk"})
    parts = ("country", "region", "street", "house_number", "postcode")
    assert found(judged) == [("missing", "error", f"partner.{uid}.department_{part}") for part in parts]


def test_state_aid_is_checked_whole_once_begun(whole):
    uid = whole.partners[0].uid
    questions = ("market", "profit", "own", "advantage")
    begun = said(whole, {f"partner.{uid}.state_aid_market": "no"})
    missing = [where for _key, _verdict, where in found(begun)]
    assert len(missing) == 3 + 4 * 2
    assert f"partner.{uid}.state_aid_market_reason.nl" in missing
    reasons = {f"partner.{uid}.state_aid_{name}_reason": {"nl": "Ja", "fr": "Oui"} for name in questions}
    reasoned = replace(whole, answers=whole.answers | reasons)
    no = said(reasoned, {f"partner.{uid}.state_aid_{name}": "no" for name in questions})
    assert found(no) == []
    yes = said(reasoned, {f"partner.{uid}.state_aid_{name}": "yes" for name in questions})
    activities = f"partner.{uid}.state_aid_activities"
    risk = ("state_aid", "warning", f"partner.{uid}.state_aid_market")
    assert found(yes) == [("missing", "error", activities), risk]
    assert found(said(yes, {activities: str(uuid4())})) == [("missing", "error", activities), risk]
    named = said(yes, {activities: str(whole.entries_in("activity")[0].uid)})
    assert found(named) == [risk]
    offered = replace(
        named.call, options={**named.call.options, "partner.state_aid_scheme": {"1": Text(en="x")}}
    )
    scheme = f"partner.{uid}.state_aid_scheme"
    assert found(replace(named, call=offered)) == [("missing", "error", scheme), risk]


def test_step_1_asks_for_its_own_fields_only():
    call = show_fields(complete_call(period_months=6))
    call.fields.exclude(key="challenges").update(step=2)
    project = complete_project(call=call)
    project.state = State.STEP1_DRAFT
    project.save()
    assert found(dossier.load(project)) == [
        ("missing", "error", "challenges.nl"),
        ("missing", "error", "challenges.fr"),
    ]


def test_judging_the_largest_form_takes_no_query(whole, django_assert_num_queries):
    with django_assert_num_queries(0):
        eligibility.evaluate_texts(whole)
