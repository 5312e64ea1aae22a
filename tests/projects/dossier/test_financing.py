"""A small project fund in the database and in the dossier: two parts, held apart, together the whole."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from calls.models import Call, CallField
from projects import dossier
from projects.dossier import kept
from projects.models import CoFinancing, Contribution, FinancedPart
from tests.factories.projects import (
    CoFinancingFactory,
    ContributionFactory,
    complete_project,
    fund_call,
    small_project_fund,
)

pytestmark = pytest.mark.django_db
D = Decimal
SMALL = FinancedPart.SMALL_PROJECTS


@pytest.fixture
def project():
    return small_project_fund()


def test_each_part_is_reckoned_with_its_own_rates(project):
    loaded = dossier.load(project)
    (partner,) = loaded.partners
    management, small = dossier.parts_of(loaded.call, partner)
    assert (management.part, management.base, management.amounts, management.share, management.gap) == (
        "",
        D("100000.00"),
        {"ERDF": D("60000.00")},
        D("40000.00"),
        D("0.00"),
    )
    assert (small.part, small.base, small.amounts, small.share, small.gap) == (
        SMALL,
        D("400000.00"),
        {"ERDF": D("180000.00")},
        D("220000.00"),
        D("0.00"),
    )
    assert (partner.partner_share, partner.contributed, partner.funding) == (
        D("260000.00"),
        D("260000.00"),
        D("240000.00"),
    )
    totals = loaded.totals
    assert (totals.by_fund, totals.eu_funding, totals.rate) == (
        {"ERDF": D("240000.00")},
        D("240000.00"),
        D("48.00"),
    )


def test_call_that_does_not_ask_for_it_reckons_all_costs_with_one_rate(project):
    CallField.objects.all().delete()
    loaded = dossier.load(project)
    (partner,) = loaded.partners
    (whole,) = dossier.parts_of(loaded.call, partner)
    assert (whole.base, whole.amounts) == (D("500000.00"), {"ERDF": D("300000.00")})
    assert len(whole.contributions) == 3  # what was given counts, whatever the part
    assert (loaded.totals.by_fund, loaded.totals.rate) == ({"ERDF": D("300000.00")}, D("60.00"))


def test_money_of_a_page_follows_when_the_call_changes(project):
    assert dossier.load_money(project).totals.rate == D("48.00")
    CallField.objects.all().delete()
    assert dossier.load_money(project).totals.rate == D("60.00")
    CoFinancing.objects.filter(part=SMALL).update(rate=D("50.00"))
    CallField.objects.create(call=project.call, key="rate.small_projects", use="required")
    now = dossier.load_money(project)
    assert now.totals.rate == D("52.00")
    assert now.partners == dossier.load(project).partners


@pytest.mark.parametrize("change", ["rate", "contribution", "added", "removed"])
def test_money_of_a_page_follows_each_row_of_the_part(project, change):
    dossier.load_money(project)
    partner = project.partnerships.get()
    match change:
        case "rate":
            CoFinancing.objects.filter(part=SMALL).update(rate=D("45.01"))
        case "contribution":
            Contribution.objects.filter(part=SMALL, status="private").update(amount=D("0.01"))
        case "added":
            ContributionFactory(partnership=partner, part=SMALL, source="C", amount=D("7.77"))
        case "removed":
            CoFinancing.objects.filter(part=SMALL).delete()
    assert dossier.load_money(project).partners == dossier.load(project).partners


def test_frozen_dossier_says_the_same(project):
    loaded = dossier.load(project)
    thawed = dossier.from_data(dossier.to_data(loaded))
    assert thawed == loaded
    assert dossier.whole_of(thawed) == dossier.whole_of(loaded)


def test_version_frozen_before_there_were_parts_is_reckoned_as_it_was():
    loaded = dossier.load(complete_project())
    data = dossier.to_data(loaded)
    for partner in data["partners"]:
        for row in (*partner["co_financing"], *partner["contributions"]):
            del row["part"]
    assert dossier.from_data(data) == loaded


def test_parts_that_are_not_used_leave_confirmations_as_they_are():
    """A partner's confirmation is known by a digest in which what is blank does not stand."""
    loaded = dossier.load(complete_project())
    data = dossier.to_data(loaded)
    assert {row["part"] for partner in data["partners"] for row in partner["co_financing"]} == {""}


def test_overviews_have_both_parts_and_their_sums(project):
    Call.objects.update(budget_form="periods", period_months=6)
    whole = dossier.whole_of(dossier.load(project))
    assert [(row.part, row.total) for row in whole.partners] == [
        ("", D("100000.00")),
        (SMALL, D("400000.00")),
        ("", D("500000.00")),
    ]
    assert [(row.part, row.total) for row in whole.funds] == [
        ("", D("60000.00")),
        (SMALL, D("180000.00")),
    ]
    assert [(row.part, row.total) for row in whole.part_shares] == [
        ("", D("40000.00")),
        (SMALL, D("220000.00")),
    ]
    assert whole.all_funds.total == whole.overview.funding == D("240000.00")
    assert whole.overview.average_rate == D("48.00")


def test_two_parts_take_as_many_statements_as_one(project):
    counts = []
    for each in (project, complete_project(partners=1)):
        kept.forget()
        with CaptureQueriesContext(connection) as whole:
            dossier.load(each)
        with CaptureQueriesContext(connection) as money:
            dossier.load_money(each)
        counts.append((len(whole), len(money)))
    assert counts[0] == counts[1]


def test_a_fund_pays_once_in_each_part(project):
    partner = project.partnerships.get()
    for part in ("", SMALL):
        with pytest.raises(IntegrityError, match="co_financing_once"), transaction.atomic():
            CoFinancingFactory(partnership=partner, part=part)


def test_money_for_small_projects_has_a_named_source(project):
    partner = project.partnerships.get()
    with pytest.raises(IntegrityError, match="contribution_to_small_projects_named"), transaction.atomic():
        ContributionFactory(partnership=partner, part=SMALL, source="")


def test_no_other_parts_are_known(project):
    partner = project.partnerships.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        CoFinancingFactory(partnership=partner, part="travel")


def test_part_is_refused_where_the_call_has_no_small_projects():
    partner = complete_project(partners=1).partnerships.get()
    with pytest.raises(IntegrityError, match="no costs in the part"), transaction.atomic():
        CoFinancingFactory(partnership=partner, part=SMALL)
    with pytest.raises(IntegrityError, match="no costs in the part"), transaction.atomic():
        ContributionFactory(partnership=partner, part=SMALL, source="Provincie")
    with pytest.raises(IntegrityError, match="no costs in the part"), transaction.atomic():
        Contribution.objects.update(part=SMALL, source="Provincie")


def test_parts_of_a_project_are_those_of_its_call():
    assert dossier.financed_parts(complete_project(partners=0)) == ("",)
    fund = complete_project(partners=0, call=fund_call())
    assert dossier.financed_parts(fund) == ("", SMALL)
    fund.call.allowed_categories = ["staff"]
    assert dossier.financed_parts(fund) == ("",)
