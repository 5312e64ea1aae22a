"""Judging dossiers: each check passes on a whole project and fails on the fault that it looks for."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import translation
from hypothesis import given

from core.texts import Text
from projects import dossier, eligibility
from projects.budget import Costs, FlatRates, partner_budget
from projects.dossier import CoFinancing, Contribution, FlatRateOffer, FundOffer, Rule, totals
from tests.factories.calls import CallFactory
from tests.factories.projects import ProjectFactory, complete_project
from tests.projects.dossier.test_data import dossiers

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole():
    """A dossier in which nothing is missing."""
    return dossier.load(complete_project())


def found(judged):
    return [(check.key, check.verdict, check.where) for check in eligibility.findings(judged)]


def with_partners(judged, *partners):
    return replace(judged, partners=partners, totals=totals(partners, judged.call))


def with_rule(judged, kind, parameters, severity="error"):
    return replace(judged, call=replace(judged.call, rules=(Rule(kind, parameters, severity),)))


def reason(judged, key):
    with translation.override("en"):
        return next(check.reason for check in eligibility.evaluate(judged) if check.key == key)


def test_a_whole_project_has_no_findings(whole):
    assert eligibility.findings(whole) == ()
    assert [check.key for check in eligibility.evaluate(whole)] == [
        "acronym",
        "title",
        "objective",
        "start_date",
        "end_date",
        "dates_in_order",
        "eligible_period",
        "not_finished",
        "summary",
        "partners",
        "abbreviation",
        "legal_status",
        "region",
        "twice",
        "budget",
        "rates",
        "flat_rates",
        "share",
        "min_countries",
        "one_lead",
        "both_sides",
        "partner_count",
        "max_rate",
        "duration",
        "total_budget",
        "grant",
    ]


def test_an_empty_draft_lacks_everything_but_its_acronym():
    empty = dossier.load(ProjectFactory(call=CallFactory(languages=["nl", "fr"])))
    assert found(empty) == [
        ("title", "error", "title.nl"),
        ("title", "error", "title.fr"),
        ("objective", "error", "objective"),
        ("start_date", "error", "start_date"),
        ("end_date", "error", "end_date"),
        ("summary", "error", "summary.nl"),
        ("summary", "error", "summary.fr"),
        ("partners", "error", "partners"),
        ("budget", "error", "budget"),
        ("one_lead", "error", "partners"),
    ]


def test_a_text_must_stand_in_each_language_of_the_call(whole):
    lacking = replace(whole, title=Text(nl="Titel", fr=" \n"))
    assert found(lacking) == [("title", "error", "title.fr")]
    assert reason(lacking, "title") == (
        "Missing in French. The call asks for this text in each of its languages."
    )


@pytest.mark.parametrize(
    ("start", "end", "finding"),
    [
        (date(2026, 2, 1), date(2026, 1, 31), ("dates_in_order", "error", "end_date")),
        (date(2020, 12, 31), date(2027, 12, 31), ("eligible_period", "error", "start_date")),
        (date(2028, 1, 1), date(2030, 1, 1), ("eligible_period", "error", "end_date")),
    ],
)
def test_dates_are_in_order_and_within_the_period(whole, start, end, finding):
    count = dossier.months(start, end)
    dated = replace(whole, start_date=start, end_date=end, duration_months=count)
    assert found(dated)[0] == finding


def test_a_project_may_fill_the_whole_period(whole):
    dates = {"start_date": date(2021, 1, 1), "end_date": date(2029, 12, 31), "duration_months": 108}
    filled = with_rule(replace(whole, **dates), "duration", {"maximum": 108})
    assert eligibility.findings(filled) == ()


def test_a_project_that_is_over_before_the_call_is_refused(whole):
    # 23:30 in Brussels on 31 December 2027 is 22:30 in UTC
    late = replace(whole.call, opens_at=datetime(2027, 12, 31, 22, 30, tzinfo=UTC))
    assert eligibility.findings(replace(whole, call=late)) == ()
    later = replace(whole.call, opens_at=datetime(2027, 12, 31, 23, 30, tzinfo=UTC))
    assert found(replace(whole, call=later)) == [("not_finished", "error", "end_date")]


def test_an_unknown_period_has_no_window(whole):
    judged = replace(whole, call=replace(whole.call, period_first_year=2028), start_date=date(1999, 1, 1))
    assert "eligible_period" not in [check.key for check in eligibility.evaluate(judged)]


@pytest.mark.parametrize("attribute", ["abbreviation", "legal_status", "region"])
def test_each_partner_says_what_it_is(whole, attribute):
    lead, other = whole.partners
    lacking = with_partners(whole, lead, replace(other, **{attribute: ""}))
    assert (attribute, "error", f"partner.{other.uid}.{attribute}") in found(lacking)


def test_an_organisation_takes_part_once(whole):
    lead, other = whole.partners
    doubled = with_partners(whole, lead, other, replace(other, uid=uuid4(), position=3))
    assert found(doubled) == [("twice", "error", f"partner.{doubled.partners[2].uid}.abbreviation")]


def test_the_budget_is_more_than_nothing(whole):
    nothing = partner_budget(Costs(), FlatRates())
    poor = [
        replace(
            row, budget=nothing, costs=Costs(), partner_share=Decimal(0), contributions=(), co_financing=()
        )
        for row in whole.partners
    ]
    keys = [key for key, _verdict, _where in found(with_partners(whole, *poor))]
    assert keys == ["budget", "rates", "rates", "total_budget"]


@pytest.mark.parametrize("amount", ["39999.99", "40000.01"])
def test_contributions_cover_the_share_to_the_cent(whole, amount):
    lead, other = whole.partners
    given_row = replace(lead.contributions[0], amount=Decimal(amount))
    judged = with_partners(whole, replace(lead, contributions=(given_row,)), other)
    assert found(judged) == [("share", "error", f"contribution.{given_row.id}.amount")]
    verb = "Add the €0.01 that are missing." if amount < "4" else "Take away the surplus of €0.01."
    assert reason(judged, "share") == (
        f"PARTNER 1 must cover €40,000.00, and its contributions are €{Decimal(amount):,}. {verb}"
    )


def test_a_partner_without_contributions_is_led_to_them(whole):
    lead, other = whole.partners
    judged = with_partners(whole, replace(lead, contributions=()), other)
    assert found(judged) == [("share", "error", f"contributions.{lead.uid}")]


def test_contributions_of_several_sources_count_together(whole):
    lead, other = whole.partners
    rows = (
        Contribution(1, "", "public", Decimal("39999.99")),
        Contribution(2, "City", "private", Decimal("0.01")),
    )
    assert eligibility.findings(with_partners(whole, replace(lead, contributions=rows), other)) == ()


@pytest.mark.parametrize(
    ("rate", "is_fixed", "is_fine"),
    [("60.00", False, True), ("60.01", False, False), ("59.00", True, False), ("60", True, True)],
)
def test_a_rate_is_as_the_call_offers_it(whole, rate, is_fixed, is_fine):
    lead, other = whole.partners
    call = replace(
        whole.call, funds=(FundOffer("ERDF", Text(), Decimal("60.00"), is_fixed, is_eu=True),), rules=()
    )
    row = CoFinancing("ERDF", Decimal(rate), Decimal("60000.00"))
    judged = with_partners(replace(whole, call=call), replace(lead, co_financing=(row,)), other)
    where = f"rate.{lead.uid}.ERDF"
    assert found(judged) == ([] if is_fine else [("rates", "error", where)])


def test_a_partner_has_rates_of_the_call_that_leave_something(whole):
    lead, other = whole.partners
    none = with_partners(whole, replace(lead, co_financing=()), other)
    assert ("rates", "error", f"rate.{lead.uid}.ERDF") in found(none)
    strange = CoFinancing("IPA", Decimal("10.00"), Decimal("10000.00"))
    foreign = with_partners(whole, replace(lead, co_financing=(*lead.co_financing, strange)), other)
    assert ("rates", "error", f"rate.{lead.uid}.IPA") in found(foreign)


def test_funds_together_pay_no_more_than_all(whole):
    lead, other = whole.partners
    funds = tuple(FundOffer(code, Text(), Decimal("60.00"), False, True) for code in ("ERDF", "IPA"))
    rows = tuple(CoFinancing(fund.code, fund.rate, Decimal("60000.00")) for fund in funds)
    call = replace(whole.call, funds=funds, rules=())
    partners = (replace(lead, co_financing=rows, partner_share=Decimal("-20000.00"), contributions=()), other)
    several = replace(call, terms=replace(call.terms, several_funds=True))
    judged = with_partners(replace(whole, call=several), *partners)
    assert ("rates", "error", f"rate.{lead.uid}.ERDF") in found(judged)
    one = with_partners(replace(whole, call=call), *partners)
    assert ("rates", "error", f"rate.{lead.uid}.IPA") in found(one)


@pytest.mark.parametrize(
    ("rate", "offer", "is_fine"),
    [
        (15, FlatRateOffer("office_on_staff", 15, is_fixed=True), True),
        (14, FlatRateOffer("office_on_staff", 15, is_fixed=True), False),
        (14, FlatRateOffer("office_on_staff", 15, is_fixed=False), True),
        (16, FlatRateOffer("office_on_staff", 15, is_fixed=False), False),
        (15, FlatRateOffer("travel", 15, is_fixed=False), False),
    ],
)
def test_a_flat_rate_is_as_the_call_offers_it(whole, rate, offer, is_fine):
    lead, other = whole.partners
    judged = with_partners(whole, replace(lead, rates=FlatRates(office_on_staff=rate)), other)
    judged = replace(judged, call=replace(judged.call, flat_rates=(offer,)))
    where = f"partner.{lead.uid}.office_on_staff_rate"
    assert found(judged) == ([] if is_fine else [("flat_rates", "error", where)])


# --- rules of the call ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("countries", "parameters", "is_kept"),
    [
        (["BE", "FR"], {"minimum": 2}, True),
        (["BE", "BE"], {"minimum": 2}, False),
        (["BE", "NL"], {"minimum": 2}, False),  # the Netherlands take no part in this programme
        (["BE", ""], {"minimum": 2}, False),
        (["BE", "FR"], {"minimum": 2, "member_states": 2}, True),
    ],
)
def test_partners_are_from_enough_countries_of_the_programme(whole, countries, parameters, is_kept):
    rows = [replace(row, country=code) for row, code in zip(whole.partners, countries, strict=True)]
    judged = with_rule(with_partners(whole, *rows), "min_countries", parameters)
    assert found(judged) == ([] if is_kept else [("min_countries", "error", "partners")])


def test_enough_countries_are_member_states(whole):
    call = replace(whole.call, countries=("FR", "CH", "NO"))
    rows = [replace(row, country=code) for row, code in zip(whole.partners, ("CH", "NO"), strict=True)]
    judged = with_partners(replace(whole, call=call), *rows)
    assert found(with_rule(judged, "min_countries", {"minimum": 2})) == []
    with_state = with_rule(judged, "min_countries", {"minimum": 2, "member_states": 1})
    assert found(with_state) == [("min_countries", "error", "partners")]


@pytest.mark.parametrize(("roles", "is_kept"), [("lp", True), ("pp", False), ("ll", False)])
def test_exactly_one_partner_leads_also_when_the_call_has_no_such_rule(whole, roles, is_kept):
    names = {"l": "lead", "p": "partner"}
    rows = [replace(row, role=names[role]) for row, role in zip(whole.partners, roles, strict=True)]
    judged = with_partners(replace(whole, call=replace(whole.call, rules=())), *rows)
    assert found(judged) == ([] if is_kept else [("one_lead", "error", "partners")])


def test_both_sides_of_the_border_take_part(whole):
    sides = {"sides": [["BE25"], ["FR"]]}
    assert found(with_rule(whole, "both_sides", sides)) == []
    lead, other = whole.partners
    moved = with_partners(whole, replace(lead, region="BE100"), other)
    assert found(with_rule(moved, "both_sides", sides)) == [("both_sides", "error", "partners")]
    unplaced = with_partners(whole, lead, replace(other, region="", country="FR"))
    assert found(with_rule(unplaced, "both_sides", sides)) == [
        ("region", "error", f"partner.{other.uid}.region")
    ]


@pytest.mark.parametrize(
    ("kind", "parameters", "is_kept"),
    [
        ("partner_count", {"minimum": 2, "maximum": 2}, True),
        ("partner_count", {"minimum": 3}, False),
        ("partner_count", {"maximum": 1}, False),
        ("max_rate", {"maximum": "60.00"}, True),
        ("max_rate", {"maximum": "59.99"}, False),
        ("duration", {"minimum": 24, "maximum": 24}, True),
        ("duration", {"minimum": 25}, False),
        ("duration", {"maximum": 23}, False),
        ("total_budget", {"minimum": "200000.00", "maximum": "200000.00"}, True),
        ("total_budget", {"minimum": "200000.01"}, False),
        ("total_budget", {"maximum": "199999.99"}, False),
        ("grant", {"minimum": "120000.00", "maximum": "120000.00"}, True),
        ("grant", {"minimum": "120000.01"}, False),
        ("grant", {"maximum": "119999.99"}, False),
    ],
)
def test_bounds_include_their_ends(whole, kind, parameters, is_kept):
    judged = with_rule(whole, kind, parameters)
    assert [(check.key, check.verdict) for check in eligibility.findings(judged)] == (
        [] if is_kept else [(kind, "error")]
    )
    warned = with_rule(whole, kind, parameters, severity="warning")
    assert [check.verdict for check in eligibility.findings(warned)] == ([] if is_kept else ["warning"])


def test_the_rate_is_judged_exactly_and_not_as_shown(whole):
    row = replace(whole.totals, total=Decimal("300000.00"), eu_funding=Decimal("180000.01"))
    judged = with_rule(replace(whole, totals=row), "max_rate", {"maximum": "60.00"})
    assert judged.totals.eu_rate == Decimal("60.00")
    assert found(judged) == [("max_rate", "error", "budget")]


def test_a_rule_that_says_nothing_valid_is_shown_and_not_fatal(whole):
    for kind, parameters in (("grant", {"maximum": "many"}), ("no_such_rule", {})):
        assert found(with_rule(whole, kind, parameters)) == [(kind, "warning", "")]


@pytest.mark.parametrize("kind", ["egtc", "cross_border"])
@pytest.mark.parametrize(
    ("said", "failing"),
    [
        ("BE, FR", set()),
        ("be;fr nl", set()),
        ("BE", {"min_countries", "both_sides", "partner_count"}),
        ("BE, NL", {"min_countries", "both_sides", "partner_count"}),
        ("", {"min_countries", "both_sides", "partner_count"}),
    ],
)
def test_a_body_of_members_from_two_countries_may_stand_alone(whole, kind, said, failing):
    sole = with_partners(whole, replace(whole.lead, type=kind))
    key = f"partner.{sole.lead.uid}.member_countries"
    sole = replace(sole, answers={**sole.answers, key: {"": said}})
    asked = {"min_countries", "both_sides", "partner_count"}
    checks = [check for check in eligibility.evaluate(sole) if check.key in asked]
    assert len(checks) == 3
    assert {check.key for check in checks if check.verdict == "error"} == failing
    assert {check.where for check in checks} == {key}
    if said == "BE, FR":
        assert all("its members are from Belgium and France" in check.reason for check in checks)


def test_a_body_of_members_beside_others_is_counted_as_one_partner(whole):
    among = with_partners(whole, replace(whole.lead, type="egtc"), *whole.partners[1:])
    assert eligibility.findings(among) == eligibility.findings(whole)


def test_reasons_name_the_rule_and_the_figures(whole):
    assert reason(whole, "duration") == "The project lasts from 12 to 60 months. It lasts 24 months now."
    assert reason(whole, "max_rate") == (
        "European funds pay at most 60% of the eligible costs. "
        "They would pay €120,000.00 of €200,000.00, which is 60%."
    )


# --- the list as a whole ----------------------------------------------------------------------------------


@given(dossiers)
def test_any_dossier_can_be_judged_and_no_check_stands_twice(judged):
    call = replace(judged.call, time_zone="Europe/Brussels", languages=("nl", "fr"), rules=())
    rows = [
        replace(row, uid=uuid4(), contributions=(replace(row.contributions[0], id=k),))
        for k, row in enumerate(judged.partners)
    ]
    checks = eligibility.evaluate(replace(judged, call=call, partners=tuple(rows)))
    assert all(check.title and check.reason for check in checks)
    places = [(check.key, check.where) for check in checks]
    assert len(places) == len(set(places))


def test_a_frozen_dossier_is_judged_alike(whole):
    frozen = dossier.from_data(dossier.to_data(whole))
    assert eligibility.evaluate(frozen) == eligibility.evaluate(whole)


def test_evaluate_texts_has_every_language(whole):
    texts = eligibility.evaluate_texts(whole)
    with translation.override("en"):
        english = eligibility.evaluate(whole)
    assert [check.key for check in texts] == [check.key for check in english]
    assert [check.title["en"] for check in texts] == [check.title for check in english]
    assert all(set(check.reason) == {"nl", "fr", "en"} for check in texts)


def test_evaluate_asks_the_database_nothing_and_is_quick(whole, django_assert_num_queries):
    rows = [replace(whole.partners[k % 2], uid=uuid4(), organisation_uid=uuid4()) for k in range(20)]
    judged = with_partners(whole, *rows)
    eligibility.evaluate(judged)
    with django_assert_num_queries(0):
        started = time.thread_time()  # of this thread alone: others may be busy
        eligibility.evaluate(judged)
        assert time.thread_time() - started < 0.5
