"""The two parts of a small project fund in what people do: saving, adding, checking, carrying over."""

import uuid
from datetime import date
from decimal import Decimal

import pytest

from accounts.models import TrailEntry
from core.errors import DomainError
from programmes.states import Role
from projects import dossier, eligibility, fields, lifecycle, partnership
from projects.comparison import compare
from projects.content.money import tables_of
from projects.contracting import facts as contracting_facts
from projects.fields.outcomes import token_of
from projects.lifecycle import Seen
from projects.lifecycle.restoring import restore
from projects.models import BudgetLine, CoFinancing, Contribution, FieldChange, FinancedPart, Project
from projects.states import State
from tests.factories.partners import OrganisationFactory
from tests.factories.projects import (
    ContributionFactory,
    StateChangeFactory,
    complete_call,
    complete_project,
    fund_call,
    small_project_fund,
)
from tests.projects.people import with_role

pytestmark = pytest.mark.django_db
D = Decimal
SMALL = FinancedPart.SMALL_PROJECTS
CHECKED = {"rates", "share", "fund_sources", "beneficiary", "fund", "management"}


@pytest.fixture
def project():
    return small_project_fund()


@pytest.fixture
def partner(project):
    return project.partnerships.get()


def save(project, key, value, old=""):
    return fields.save(project, key, value, base=token_of(old), by=project.created_by, language="en")


def rate_of(partner, part=SMALL):
    return f"rate.{partner.uid}.{part}.ERDF" if part else f"rate.{partner.uid}.ERDF"


def rates(project):
    rows = CoFinancing.objects.filter(partnership__project=project).order_by("part")
    return [(row.part, row.fund_id, row.rate) for row in rows]


def sources(project):
    rows = Contribution.objects.filter(partnership__project=project).order_by("pk")
    return [(row.part, row.source, row.status, row.amount) for row in rows]


def checks_of(project):
    return {one.key: one for one in eligibility.evaluate(dossier.load(project)) if one.key in CHECKED}


# Saving


def test_rate_of_small_projects_is_saved_beside_that_of_managing(project, partner):
    assert fields.tokens(project)[rate_of(partner)].value == "45.00"
    save(project, rate_of(partner), "50", "45.00")
    assert rates(project) == [("", "ERDF", D("60.00")), (SMALL, "ERDF", D("50.00"))]
    change = FieldChange.objects.get()
    assert (change.key, change.old, change.new) == (rate_of(partner), "45.00", "50.00")
    save(project, rate_of(partner), "", "50.00")
    assert rates(project) == [("", "ERDF", D("60.00"))]


def test_rate_of_small_projects_is_no_higher_than_the_call_offers(project, partner):
    with pytest.raises(fields.InvalidValue, match="at most 60 percent"):
        save(project, rate_of(partner), "60.01", "45.00")


def test_rates_of_the_parts_are_not_added_up(project, partner):
    project.call.funds.update(rate=D("100.00"))
    save(project, rate_of(partner), "100", "45.00")
    save(project, rate_of(partner, ""), "100", "60.00")
    assert rates(project) == [("", "ERDF", D("100.00")), (SMALL, "ERDF", D("100.00"))]


def test_call_without_parts_takes_no_rate_of_small_projects():
    project = complete_project(partners=1)
    partner = project.partnerships.get()
    assert rate_of(partner) not in fields.tokens(project)
    with pytest.raises(fields.InvalidValue, match="does not ask for this"):
        save(project, rate_of(partner), "50")


@pytest.mark.parametrize("key", ["travel.ERDF", "small_projects.", "small_projects", ".ERDF", "ERDF.ERDF"])
def test_other_parts_have_no_rates(project, partner, key):
    with pytest.raises(fields.InvalidValue):
        save(project, f"rate.{partner.uid}.{key}", "50")


def test_shown_field_takes_nothing_where_the_call_has_no_small_projects(project, partner):
    Contribution.objects.filter(part=SMALL).delete()
    CoFinancing.objects.filter(part=SMALL).delete()
    project.call.allowed_categories = ["staff"]
    project.call.save()
    with pytest.raises(fields.InvalidValue, match="no money for small projects"):
        save(project, rate_of(partner), "50")


# Partners and sources


def test_new_partner_has_the_rates_of_the_call_in_both_parts():
    project = complete_project(partners=0, call=fund_call())
    partnership.add_partner(
        project, OrganisationFactory(), by=project.created_by, abbreviation="EGTC", role="lead"
    )
    assert rates(project) == [("", "ERDF", D("60.00")), (SMALL, "ERDF", D("60.00"))]
    assert [row[0] for row in sources(project)] == [""]


def test_source_is_added_to_a_part(project, partner):
    by = project.created_by
    partnership.add_contribution(partner, by=by, source="C", status="public", amount=D("1.00"), part=SMALL)
    assert sources(project)[-1] == (SMALL, "C", "public", D("1.00"))
    with pytest.raises(DomainError, match="Say who gives"):
        partnership.add_contribution(partner, by=by, source=" ", status="public", part=SMALL)
    with pytest.raises(DomainError, match="not financed separately"):
        partnership.add_contribution(partner, by=by, source="C", status="public", part="travel")
    other = complete_project(partners=1).partnerships.get()
    with pytest.raises(DomainError, match="not financed separately"):
        partnership.add_contribution(
            other, by=other.project.created_by, source="C", status="public", part=SMALL
        )


def test_trail_tells_to_which_part_a_source_gave(project, partner):
    by = project.created_by
    row = partnership.add_contribution(partner, by=by, source="C", status="public", part=SMALL)
    own = partnership.add_contribution(partner, by=by, source="D", status="public")
    for one in (row, own):
        partnership.remove_contribution(one, by=by)
    told = [entry.new or entry.old for entry in TrailEntry.objects.filter(chain=project.chain)]
    assert sorted((one["source"], one.get("part", "")) for one in told) == [
        ("C", SMALL),
        ("C", SMALL),
        ("D", ""),
        ("D", ""),
    ]


def test_each_part_has_its_own_number_of_sources(project, partner):
    for number in range(partnership.MOST_CONTRIBUTIONS - 1):
        ContributionFactory(partnership=partner, source=f"S{number}")
    by = project.created_by
    with pytest.raises(DomainError, match="at most 10"):
        partnership.add_contribution(partner, by=by, source="X", status="public")
    partnership.add_contribution(partner, by=by, source="X", status="public", part=SMALL)


def test_source_of_small_projects_can_be_renamed_but_not_left_without_a_name(project):
    row = Contribution.objects.filter(part=SMALL).earliest("pk")
    save(project, f"contribution.{row.pk}.source", "Regio Demo", row.source)
    with pytest.raises(fields.InvalidValue, match="Say who gives"):
        save(project, f"contribution.{row.pk}.source", " ", "Regio Demo")


# Checks


def test_fund_in_order_passes_all_checks_of_its_money(project):
    found = checks_of(project)
    assert {key: one.verdict for key, one in found.items()} == dict.fromkeys(CHECKED, "passed")
    assert "180,000.00" in found["fund_sources"].reason
    assert "220,000.00" in found["fund_sources"].reason


def test_share_of_each_part_is_checked_for_itself_to_the_cent(project):
    """A cent too much in one part does not make up for one that is missing in the other."""
    Contribution.objects.filter(part="").update(amount=D("40000.01"))
    Contribution.objects.filter(part=SMALL, status="private").update(amount=D("99999.99"))
    assert dossier.load(project).totals.partner_share == dossier.load(project).totals.contributed
    found = [one for one in eligibility.findings(dossier.load(project)) if one.key == "share"]
    own, given = Contribution.objects.get(part=""), Contribution.objects.filter(part=SMALL).earliest("pk")
    assert [(one.verdict, one.where) for one in found] == [
        ("error", f"contribution.{own.pk}.amount"),
        ("error", f"contribution.{given.pk}.amount"),
    ]
    assert "(Managing the fund)" in found[0].reason
    assert "(Small projects)" in found[1].reason


def test_part_without_sources_or_rates_is_found_with_its_place(project, partner):
    Contribution.objects.filter(part=SMALL).delete()
    assert checks_of(project)["share"].where == f"contributions.{partner.uid}.{SMALL}"
    CoFinancing.objects.filter(part=SMALL).delete()
    found = checks_of(project)["rates"]
    assert (found.verdict, found.where) == ("error", rate_of(partner))


def test_rate_of_small_projects_above_the_call_is_found(project, partner):
    CoFinancing.objects.filter(part=SMALL).update(rate=D("60.01"))
    found = checks_of(project)["rates"]
    assert (found.verdict, found.where) == ("error", rate_of(partner))


def test_source_that_gives_nothing_is_found(project, partner):
    row = ContributionFactory(partnership=partner, part=SMALL, source="Niemand", amount=0)
    found = checks_of(project)["fund_sources"]
    assert (found.verdict, found.where) == ("error", f"contribution.{row.pk}.amount")
    assert "Niemand" in found.reason


def test_frozen_fund_is_judged_as_the_living_one(project):
    loaded = dossier.load(project)
    assert eligibility.evaluate(dossier.from_data(dossier.to_data(loaded))) == eligibility.evaluate(loaded)


# Tables, comparison, contract


def test_tables_have_both_parts_and_their_columns_sum_up(project):
    project.call.budget_form, project.call.period_months = "periods", 6
    project.call.save()
    loaded = dossier.load(type(project).objects.get(pk=project.pk))
    found = {table.key: table for table in tables_of(loaded)}
    for key in ("partners", "budget", "funds"):
        table = found[key]
        for index, total in enumerate(table.foot[0].cells):
            assert sum(((row.cells[index] or D(0)) for row in table.rows), D(0)) == (total or D(0)), key
    assert [row.label for row in found["partners"].rows] == [
        "1. PARTNER 1: Managing the fund",
        "1. PARTNER 1: Small projects",
    ]
    uid = loaded.partners[0].uid
    small = found[f"financing.{uid}.small_projects"]
    assert [row.cells[-1] for row in (*small.rows, *small.foot)] == [
        D("180000.00"),
        D("120000.00"),
        D("100000.00"),
        D("220000.00"),
        D("400000.00"),
    ]
    assert found[f"financing.{uid}"].foot[-1].cells[-1] == D("100000.00")


def test_versions_are_compared_part_by_part_and_cell_by_cell(project, partner):
    before = dossier.from_data(dossier.to_data(dossier.load(project)))
    CoFinancing.objects.filter(part=SMALL).update(rate=D("50.00"))
    after = dossier.from_data(dossier.to_data(dossier.load(project)))
    (section,) = [one for one in compare(before, after).sections if one.tables]
    changed = {
        table.key: [
            (row.label, cell.old, cell.new) for row in table.rows for cell in row.cells if cell.is_changed
        ]
        for table in section.tables
    }
    assert f"financing.{partner.uid}" not in changed
    assert changed[f"financing.{partner.uid}.small_projects"] == [
        ("ERDF", "45%", "50%"),
        ("ERDF", D("180000.00"), D("200000.00")),
        ("Partner's share", D("220000.00"), D("200000.00")),
    ]


def test_contract_states_what_each_fund_pays_in_all(project):
    loaded = dossier.load(project)
    told = contracting_facts._money(loaded)
    row = contracting_facts._partner(loaded.partners[0], loaded)
    assert [fund["amount"] for fund in told["funds"]] == ["240000.00"]
    assert row["funds"] == {"ERDF": ["48.00", "240000.00"]}
    assert (row["funding"], row["share"], row["total"]) == ("240000.00", "260000.00", "500000.00")


# Carrying over and putting back


def started(source, call):
    call.objectives.set(source.call.objectives.all())
    return lifecycle.start_from(source, call, creation_key=uuid.uuid4(), by=source.created_by)


def test_fund_is_carried_over_whole_to_a_call_of_its_kind(project):
    new = started(project, fund_call(programme_period=project.call.programme_period))
    assert (rates(new), sources(new)) == (rates(project), sources(project))
    assert dossier.load(new).totals == dossier.load(project).totals


def test_project_becomes_a_fund_with_the_rates_of_the_new_call():
    source = complete_project(partners=1)
    new = started(source, fund_call(programme_period=source.call.programme_period))
    assert rates(new) == [("", "ERDF", D("60.00")), (SMALL, "ERDF", D("60.00"))]


def test_fund_loses_no_source_in_a_call_without_parts(project):
    new = started(project, complete_call(programme_period=project.call.programme_period))
    assert rates(new) == [("", "ERDF", D("60.00"))]
    assert [row[0] for row in sources(new)] == ["", "", ""]
    assert [row[1:] for row in sources(new)] == [row[1:] for row in sources(project)]
    assert any("small projects" in text for text in lifecycle.left_out_of(new))


def test_frozen_version_is_put_back_with_both_parts(project, partner):
    frozen = dossier.load(project)
    CoFinancing.objects.all().update(rate=D("1.00"))
    Contribution.objects.exclude(source="").delete()
    BudgetLine.objects.update(amount=D("1.00"))
    restore(project, frozen, by=project.created_by)
    assert dossier.load(project) == frozen


def test_rejected_modification_leaves_both_parts_as_they_were_approved(project, partner):
    writer, manager = project.created_by, with_role(project, Role.MANAGER)
    version = lifecycle.submit(project, by=writer)
    StateChangeFactory(project=project, step="approve", target=State.APPROVED, version=version)
    Project.objects.update(state=State.APPROVED)
    project.refresh_from_db()
    approved = dossier.load(project)
    lifecycle.open_modification(project, by=manager, seen=Seen.of(project), note="Other rates.")
    project.refresh_from_db()
    save(project, rate_of(partner), "50", "45.00")
    given = Contribution.objects.get(source="Provincie Demo")
    save(project, f"contribution.{given.pk}.amount", "100000", "120000.00")
    asked = dossier.from_data(lifecycle.submit(project, by=writer).data)
    assert asked.totals.eu_funding == D("260000.00")
    project.refresh_from_db()
    day = date(2026, 1, 15)
    lifecycle.reject_modification(project, by=manager, seen=Seen.of(project), decided_on=day, note="No.")
    assert dossier.load(Project.objects.get(pk=project.pk)).partners == approved.partners
