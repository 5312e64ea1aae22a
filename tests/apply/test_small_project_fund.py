"""The pages of a small project fund: two parts under headings of their own, saved by field, and as a file."""

import io
import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from openpyxl import load_workbook

from apply.pages import places
from projects import dossier
from projects.fields.outcomes import token_of
from projects.models import CoFinancing, Contribution, FinancedPart
from tests.factories.projects import complete_project, small_project_fund

pytestmark = pytest.mark.django_db
D = Decimal
SMALL = FinancedPart.SMALL_PROJECTS


@pytest.fixture
def project(db):
    return small_project_fund()


@pytest.fixture
def partner(project):
    return project.partnerships.get()


@pytest.fixture
def page(manager, url, partner):
    return manager.get(url("partner_budget", partner.uid)).content.decode()


def test_both_parts_stand_under_headings_of_their_own(page, partner):
    for heading in (
        "European funds: Managing the fund",
        "Contributions: Managing the fund",
        "European funds: Small projects",
        "Contributions: Small projects",
        "Who pays: Managing the fund",
        "Who pays: Small projects",
    ):
        assert heading in page
    assert f'name="rate.{partner.uid}.ERDF"' in page
    assert f'name="rate.{partner.uid}.small_projects.ERDF"' in page
    assert f"budget/{partner.uid}/add/?part=small_projects" in page
    for amount in ("60,000.00", "40,000.00", "180,000.00", "220,000.00"):
        assert amount in page
    assert "Percentage of the cost of managing the small project fund" in page
    assert "Percent of the partner" not in page
    assert "45% of €400,000.00, cut to the cent" in page.replace("\xa0", " ")


def test_other_projects_have_no_parts(client):
    other = complete_project(partners=1)
    client.force_login(other.created_by)
    partner = other.partnerships.get()
    page = client.get(f"/en/apply/{other.uid}/budget/{partner.uid}/").content.decode()
    assert "Managing the fund" not in page
    assert "small_projects" not in page


def test_rate_is_saved_field_by_field_and_with_the_whole_page(manager, url, project, partner):
    key = f"rate.{partner.uid}.small_projects.ERDF"
    posted = {key: "50", f"token:{key}": token_of("45.00")}
    answer = manager.post(url("partner_budget", partner.uid), posted)
    assert answer.status_code == 302
    assert CoFinancing.objects.get(part=SMALL).rate == D("50.00")
    answer = manager.post(url("partner_budget", partner.uid), {key: "61", f"token:{key}": token_of("50.00")})
    assert answer.status_code == 422
    assert f'href="#f-rate-{partner.uid}-small_projects-ERDF"' in answer.content.decode()


def test_source_is_added_to_the_part_whose_link_was_followed(manager, url, project, partner):
    address = url("contribution_add", partner.uid) + "?part=small_projects"
    page = manager.get(address).content.decode()
    assert '<option value="small_projects" selected>' in page
    form = {"part": SMALL, "source": "Regio", "status": "public", "amount": "12,50"}
    assert manager.post(address, form).status_code == 302
    row = Contribution.objects.latest("pk")
    assert (row.part, row.source, row.amount) == (SMALL, "Regio", D("12.50"))
    manager.post(address, form)  # a second click
    assert Contribution.objects.filter(source="Regio").count() == 1
    assert manager.post(address, {**form, "part": "travel"}).status_code == 422


def test_part_without_sources_offers_to_add_one(manager, url, partner):
    Contribution.objects.filter(part=SMALL).delete()
    page = manager.get(url("partner_budget", partner.uid)).content.decode()
    assert "Contributions: Small projects" in page
    assert "?part=small_projects" in page


def test_pages_of_a_fund_take_no_more_statements_than_others(manager, url, project, partner, ask_count):
    for address in (
        url("section", "budget"),
        url("partner_budget", partner.uid),
        url("partner_figures", partner.uid),
        url("partner_ways", partner.uid),
    ):
        assert ask_count(manager, address) <= 8, address


def test_figures_by_period_follow_both_parts(manager, url, project, partner):
    project.call.budget_form, project.call.period_months = "periods", 12
    project.call.save()
    partner.budget_lines.filter(category=SMALL).update(period=1)
    text = manager.get(url("partner_figures", partner.uid)).content.decode()
    assert '<data data-into="way-fund-small_projects-ERDF-1" value="">180,000.00</data>' in text
    assert '<data data-into="way-fund-ERDF-1" value="">0.00</data>' in text
    assert '<data data-into="way-fund-ERDF-2" value="">60,000.00</data>' in text
    assert '<data data-into="way-share-all" value="">260,000.00</data>' in text
    ways = manager.get(url("partner_ways", partner.uid)).content.decode()
    assert "45% of 400,000.00, cut to the cent." in ways
    assert "60% of 0.00, cut to the cent." in ways
    budget = manager.get(url("section", "budget")).content.decode()
    for name in ("by-fund", "by-partner", "by-fund-and-period"):
        table = budget.split(f'id="{name}-name"')[1].split("</table>")[0]
        assert "Managing the fund" in table
        assert "Small projects" in table
    assert "48%" in budget


@pytest.mark.parametrize("form", ["totals", "periods", "items"])
def test_everything_on_the_page_has_an_identity_of_its_own(manager, url, project, partner, form):
    project.call.budget_form, project.call.period_months = form, 6
    project.call.save()
    page = manager.get(url("partner_budget", partner.uid)).content.decode()
    found = re.findall(r'\sid="([^"]+)"', page)
    assert len(found) == len(set(found)), [one for one in found if found.count(one) > 1]
    named = re.findall(r'aria-labelledby="([^"]+)"', page)
    assert set(" ".join(named).split()) <= set(found)


def test_finding_leads_to_the_part_that_it_is_about(manager, url, project, partner):
    found = dossier.load(project)
    page = url("partner_budget", partner.uid)
    assert places.address_of(found, f"contributions.{partner.uid}.{SMALL}") == (
        f"{page}#part-contributions-small_projects"
    )
    assert places.address_of(found, f"contributions.{partner.uid}") == f"{page}#part-contributions"
    rate = f"rate.{partner.uid}.{SMALL}.ERDF"
    assert places.address_of(found, rate) == f"{page}#f-rate-{partner.uid}-small_projects-ERDF"
    shown = manager.get(page).content.decode()
    assert 'id="part-contributions-small_projects"' in shown
    assert f'id="f-rate-{partner.uid}-small_projects-ERDF"' in shown


def test_staff_see_both_parts_in_the_dossier(project):
    html = render_to_string("components/dossier_money.html", {"dossier": dossier.load(project)})
    assert "Managing the fund: " in html
    assert "Small projects: " in html
    for amount in ("60,000.00", "180,000.00", "240,000.00", "400,000.00"):
        assert amount in html


def fetched(manager, url):
    return load_workbook(io.BytesIO(manager.get(url("budget_export")).content))


def upload(manager, url, book):
    content = io.BytesIO()
    book.save(content)
    return manager.post(url("budget_import"), {"file": SimpleUploadedFile("b.xlsx", content.getvalue())})


def cell_of(sheet, key):
    (found,) = [row for row in sheet.iter_rows(min_row=4) if row[0].value == key]
    return found[2]


def test_workbook_goes_out_and_comes_back_with_both_parts(manager, url, project, partner):
    given = Contribution.objects.get(source="Provincie Demo")
    book = fetched(manager, url)
    sheet = book["Financing"]
    assert cell_of(sheet, f"rate.{partner.uid}.ERDF").value == 60
    rate = cell_of(sheet, f"rate.{partner.uid}.small_projects.ERDF")
    amount = cell_of(sheet, f"contribution.{given.pk}.amount")
    assert (rate.value, amount.value) == (45, 120000)
    assert "nothing to change" in upload(manager, url, book).content.decode()
    rate.value, amount.value = 50, 100000
    page = upload(manager, url, book).content.decode()
    assert "2 cells will change" in page
    assert "Small projects" in page
    posted = page.split('name="changes" value="')[1].split('"')[0].replace("&quot;", '"')
    assert manager.post(url("budget_import_apply"), {"changes": posted}).url == url("section", "budget")
    small = dossier.parts_of((found := dossier.load(project)).call, found.partners[0])[1]
    assert (small.rates, small.share, small.gap) == ({"ERDF": D("50.00")}, D("200000.00"), D("0.00"))


def test_workbook_shows_a_rate_that_the_call_does_not_pay_before_it_is_saved(manager, url, partner):
    book = fetched(manager, url)
    cell_of(book["Financing"], f"rate.{partner.uid}.small_projects.ERDF").value = 61
    page = upload(manager, url, book).content.decode()
    assert "at most 60 percent" in page
    assert CoFinancing.objects.get(part=SMALL).rate == D("45.00")
