"""Rules on area, kinds of partner, dates, shares, languages, doubles and confirmations."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from core.texts import Text
from projects import dossier
from projects.dossier import LumpSumUse, PartnerAmount, digests
from tests.factories.projects import complete_project
from tests.projects.eligibility.test_eligibility import found, with_partners, with_rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole():
    """A dossier of a call whose area is West Flanders and the north of France."""
    made = dossier.load(complete_project())
    return replace(made, call=replace(made.call, area=("BE25", "FRE11"), rules=()))


def outsider(judged):
    lead, other = judged.partners
    return with_partners(judged, lead, replace(other, region="FR101"))


def test_a_region_counts_for_the_area_when_a_greater_one_is_in_it(whole):
    assert found(with_rule(whole, "area", {"outside": "refused"})) == []


def test_a_partner_outside_the_area_is_refused_or_says_why(whole):
    judged = outsider(whole)
    key = f"partner.{judged.partners[1].uid}.outside_area"
    assert found(with_rule(judged, "area", {"outside": "refused"})) == [("area", "error", "partners")]
    justified = with_rule(judged, "area", {"outside": "justified"})
    assert found(justified) == [("area", "error", key)]
    assert found(replace(justified, answers={key: {"nl": " "}})) == [("area", "error", key)]
    assert found(replace(justified, answers={key: {"nl": "Nergens anders."}})) == []


def test_a_programme_without_known_area_judges_nobody(whole):
    open_call = replace(outsider(whole), call=replace(whole.call, area=()))
    assert found(with_rule(open_call, "area", {"outside": "refused"})) == []


@pytest.mark.parametrize(
    ("parameters", "is_kept"),
    [
        ({"excluded": ["sme"]}, False),
        ({"excluded": ["large_enterprise"]}, True),
        ({"allowed": ["higher_education"]}, False),
        ({"allowed": ["higher_education", "sme"]}, True),
    ],
)
def test_kinds_of_organisation_can_be_allowed_or_excluded(whole, parameters, is_kept):
    kinds = ("higher_education", "sme")
    judged = with_partners(
        whole, *(replace(row, type=kind) for row, kind in zip(whole.partners, kinds, strict=True))
    )
    expected = [] if is_kept else [("partner_types", "error", "partners")]
    assert found(with_rule(judged, "partner_types", parameters)) == expected


def test_private_partners_can_be_kept_out(whole):
    lead, other = whole.partners
    judged = with_partners(whole, lead, replace(other, legal_status="private"))
    rule = ("partner_status", {"allowed": ["public"]})
    assert found(with_rule(whole, *rule)) == []
    assert found(with_rule(judged, *rule)) == [("partner_status", "error", "partners")]


@pytest.mark.parametrize(
    ("parameters", "where"),
    [
        ({"earliest": "2026-01-01", "latest": "2027-12-31"}, None),
        ({"earliest": "2026-01-02"}, "start_date"),
        ({"latest": "2027-12-30"}, "end_date"),
    ],
)
def test_a_project_lies_within_the_dates_of_the_call(whole, parameters, where):
    judged = replace(whole, start_date=date(2026, 1, 1), end_date=date(2027, 12, 31))
    assert found(with_rule(judged, "window", parameters)) == ([("window", "error", where)] if where else [])


@pytest.mark.parametrize(
    ("kind", "parameters", "is_kept"),
    [
        ("partner_budget", {"minimum": "100000.00"}, True),
        ("partner_budget", {"minimum": "100000.01"}, False),
        ("partner_grant", {"maximum": "60000.00"}, True),
        ("partner_grant", {"maximum": "59999.99"}, False),
    ],
)
def test_each_partner_keeps_to_the_bounds(whole, kind, parameters, is_kept):
    where = f"budget.{whole.partners[0].uid}.staff"
    assert found(with_rule(whole, kind, parameters)) == ([] if is_kept else [(kind, "error", where)])


def test_preparation_is_a_share_of_the_total(whole):
    lead = whole.partners[0].uid
    use = LumpSumUse(
        uid=uuid4(),
        lump_sum=1,
        name=Text({"en": "Preparation"}),
        amount=Decimal("10000.00"),
        phase="preparation",
        is_splittable=False,
        period=0,
        shares=(PartnerAmount(lead, Decimal("10000.00")),),
    )
    judged = replace(whole, lump_sums=(use,))
    five, less = ({"maximum": "5"}, {"maximum": "4.99"})
    for rule, keys in ((five, []), (less, ["preparation"])):
        assert [
            key for key, *_ in found(with_rule(judged, "preparation", rule)) if key == "preparation"
        ] == keys


def test_what_is_written_in_one_language_stands_in_each(whole):
    rule = ("languages", {"allowed": ["nl", "fr"]})
    key = f"partner.{whole.partners[0].uid}.competence"
    assert found(with_rule(whole, *rule)) == []
    half = replace(whole, answers={key: {"nl": "Veel"}, "partner.x.street": {"": "Rue 1"}})
    assert found(with_rule(half, *rule)) == [("languages", "error", f"{key}.fr")]
    assert found(with_rule(replace(half, answers={key: {"nl": "Veel", "fr": "Beaucoup"}}), *rule)) == []


def test_the_same_proposal_is_named(whole):
    assert found(with_rule(whole, "same_proposal", {})) == []
    twin = replace(whole, twins=("FWVL-01-00007",))
    assert found(with_rule(twin, "same_proposal", {}, "warning")) == [("same_proposal", "warning", "title")]


def test_every_partner_confirms_what_stands_there_now(whole):
    signed = {str(uid): mark for uid, mark in digests(whole).items()}
    assert found(with_rule(whole, "confirmed", {})) == [("confirmed", "error", "partners")]
    assert found(with_rule(replace(whole, confirmed=signed), "confirmed", {})) == []
    lead, other = whole.partners
    changed = with_partners(replace(whole, confirmed=signed), lead, replace(other, abbreviation="ANDERS"))
    assert found(with_rule(changed, "confirmed", {})) == [("confirmed", "error", "partners")]
