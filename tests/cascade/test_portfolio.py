"""The portfolio of a scheme: figures as on the page, sub-grants by theme, made anew when one comes."""

from datetime import date
from decimal import Decimal

import pytest

from cascade import awarding, portfolio
from cascade.portfolio import SchemePortfolio
from documents import engine
from documents.models import Document
from tests.factories.cascade import SchemeFactory, SchemeThemeFactory, SubCallFactory, SubGrantFactory
from tests.papers.samples import plain

pytestmark = pytest.mark.django_db
FIRM = {"name": "Zonne nv", "size_class": "small", "identifier": "BE1"}


@pytest.fixture
def sub_call():
    made = SubCallFactory(scheme=SchemeFactory(code="roads", target_projects=4, target_companies=None))
    for code in ("energy", "health"):
        SchemeThemeFactory(scheme=made.scheme, code=code, title={"en": code.title()})
    return made


def context(language="en"):
    return SchemePortfolio().context(plain(portfolio.data_of("roads")), language)


def test_figures_are_sums_against_the_targets_that_are_stated(sub_call):
    SubGrantFactory.create_batch(2, sub_call=sub_call, grantees=[FIRM])
    SubGrantFactory(sub_call=sub_call, published_at=None, first_published_at=None)
    found = context()
    assert [(one["name"], one["reached"], one["target"], one["share"]) for one in found["goals"]] == [
        ("European money passed on", Decimal("200000.00"), Decimal("10000000.00"), Decimal("2.00")),
        ("Projects", Decimal(2), Decimal(4), Decimal("50.00")),
    ]
    assert found["figures"]["companies"] == 1  # the same twice


def test_sub_grants_stand_under_their_themes_and_the_sums_agree(sub_call):
    energy = sub_call.scheme.themes.get(code="energy")
    SubGrantFactory(sub_call=sub_call, code="first", theme=energy, decided_on=date(2025, 1, 1))
    SubGrantFactory(sub_call=sub_call, code="second", theme=energy, grant=Decimal("0.01"))
    SubGrantFactory(sub_call=sub_call, code="third")
    parts = context()["parts"]
    assert [(str(part["title"]), [one["code"] for one in part["rows"]]) for part in parts] == [
        ("Energy", ["second", "first"]),
        ("Health", []),
        ("Without a theme", ["third"]),
    ]
    assert sum(part["grant"] for part in parts) == context()["grant"] == Decimal("200000.01")


def test_rows_are_bounded_and_the_file_has_all(sub_call, monkeypatch):
    monkeypatch.setattr(portfolio, "SHOWN", 2)
    SubGrantFactory.create_batch(3, sub_call=sub_call)
    found = context()
    assert (sum(len(part["rows"]) for part in found["parts"]), found["hidden"]) == (2, 1)
    data = plain(portfolio.data_of("roads"))
    table = SchemePortfolio().attachments(data, "en")[1]
    assert len(table.content.decode().strip().splitlines()) == 4


def test_data_take_three_statements_for_any_number(sub_call, django_assert_num_queries):
    for _more in range(2):
        SubGrantFactory.create_batch(2, sub_call=sub_call, grantees=[FIRM])
        with django_assert_num_queries(3):
            portfolio.data_of("roads")


def test_scheme_without_sub_grants_or_themes_has_a_portfolio_too():
    SchemeFactory(code="roads")
    found = context("nl")
    assert (found["parts"], found["chart"], found["grant"]) == ([], "", Decimal("0.00"))
    assert portfolio.data_of("elsewhere") is None


def test_new_public_sub_grant_marks_what_was_made(sub_call):
    waiting = SubGrantFactory(sub_call=sub_call, published_at=None, first_published_at=None)
    portfolio.ask(sub_call.scheme, "en", network="192.0.2.1")
    assert Document.objects.get(kind=portfolio.KIND).stale_at is None
    awarding.publish(waiting, by=None)
    assert Document.objects.filter(kind=portfolio.KIND, stale_at__isnull=False).exists()


def test_page_asks_waits_and_gives_the_file(client, sub_call, django_capture_on_commit_callbacks):
    SubGrantFactory(sub_call=sub_call, grantees=[FIRM])
    address = "/en/schemes/roads/portfolio/"
    listed = client.get(f"/en/sub-grants/?operation={sub_call.scheme.operation.code}").content.decode()
    assert f'href="{address}"' in listed
    assert "Make the PDF" in client.get(address).content.decode()
    assert client.get(f"{address}file/").status_code == 404
    origin = {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "same-origin"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address, **origin)
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert client.get(f"{address}state/").status_code == 200
    ready = engine.newest_ready(portfolio.KIND, "scheme:roads", "en")
    assert ready is not None
    file = client.get(f"{address}file/")
    assert (file.status_code, file["Content-Type"]) == (200, "application/pdf")
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    assert client.get("/en/schemes/elsewhere/portfolio/").status_code == 404
    file.close()
