"""Sub-grants in the open data: in tables of their own, beside the operation's money and never added to it."""

from decimal import Decimal

import pytest
from django.utils import timezone

from cascade.models import Scheme
from publications.exports.tables import tables
from publications.models import Publication
from tests.factories.cascade import SchemeFactory, SubCallFactory, SubGrantFactory
from tests.factories.publications import PublicationFactory
from tests.publications.exports.world import json_rows

pytestmark = pytest.mark.django_db
PERSON = {"name": "Zebedeus Canarius", "is_natural_person": True, "region": "BE234", "identifier": "BE 99"}


@pytest.fixture
def sub_call():
    operation = PublicationFactory(
        code="roads", eu_funding=Decimal("1000.00"), total_budget=Decimal("2000.00")
    )
    return SubCallFactory(scheme=SchemeFactory(operation=operation))


def totals():
    rows = json_rows(tables()["operations"])
    return len(rows), sum(row["total_cost"] for row in rows), sum(row["eu_funding"] for row in rows)


def test_the_list_of_operations_has_the_same_rows_and_sums_before_and_after(sub_call):
    before = totals()
    SubGrantFactory(sub_call=sub_call, grant=Decimal("10.50"), grantees=[{}])

    assert totals() == before == (1, Decimal("2000.0"), Decimal("1000.0"))


def test_the_list_of_operations_says_how_much_was_passed_on(sub_call):
    PublicationFactory(code="plain")
    SchemeFactory(operation=PublicationFactory(code="waiting"))
    SubGrantFactory(sub_call=sub_call, grant=Decimal("10.50"))
    SubGrantFactory(sub_call=SubCallFactory(scheme=sub_call.scheme), grant=Decimal("20.25"))
    SubGrantFactory(sub_call=sub_call, grant=Decimal("5.00"), published_at=None, first_published_at=None)

    rows = {
        row["code"]: (row["passed_on"], row["sub_grant_count"]) for row in json_rows(tables()["operations"])
    }
    assert rows == {"roads": (Decimal("30.75"), 2), "plain": (None, None), "waiting": (Decimal("0.0"), 0)}


def test_what_public_sources_do_not_tell_is_empty_and_never_zero(sub_call):
    def told():
        row = json_rows(tables()["operations"])[0]
        return row["passed_on"], row["sub_grant_count"]

    Scheme.objects.update(source="its public pages")
    assert told() == (None, None)
    SubGrantFactory(sub_call=sub_call, grant=Decimal("5.00"))
    assert told() == (Decimal("5.0"), 1)


def test_the_columns_of_passed_on_money_say_that_it_is_not_to_be_added():
    columns = {column.key: column for column in tables()["operations"].columns}
    own = {column.key: column for column in tables()["sub-grants"].columns}

    assert "do not add it" in columns["passed_on"].meaning["en"]
    assert "do not add it" in own["sub_grant_amount"].meaning["en"]
    assert "eu_funding" not in own
    assert "total_cost" not in own


def test_a_sub_grant_names_its_operation_and_its_recipients(sub_call):
    SubGrantFactory(sub_call=sub_call, code="roads-1", grantees=[{"name": "Zonne nv"}, PERSON])
    SubGrantFactory(sub_call=sub_call, published_at=None, first_published_at=None, grantees=[{}])

    (row,) = json_rows(tables()["sub-grants"])
    assert (row["code"], row["sub_grant_code"]) == ("roads", "roads-1")
    assert (row["recipients"], row["recipient_count"]) == (["Zonne nv"], 2)
    assert row["sub_grant_page"].endswith("/en/sub-grants/roads-1/")
    assert [one["recipient_name"] for one in json_rows(tables()["final-recipients"])] == [
        "Zonne nv",
        "Zebedeus Canarius",
    ]


def test_a_natural_person_is_in_no_file_that_is_kept_and_nowhere_once_forgotten(sub_call):
    made = SubGrantFactory(sub_call=sub_call, grantees=[PERSON])
    table = tables()["final-recipients"]

    (row,) = json_rows(table.without_persons())
    assert (row["recipient_name"], row["recipient_id"], row["nuts"]) == (None, None, "BE23")
    made.grantees.update(name="", forgotten_at=timezone.now())
    assert "Canarius" not in str(json_rows(table))


def test_a_search_for_operations_narrows_the_sub_grants_too(sub_call, client):
    SubGrantFactory(sub_call=sub_call, code="roads-1")
    SubGrantFactory(code="other-1")
    slug = Publication.objects.get(code="roads").programme_period.programme.slug

    answer = client.get(f"/data/sub-grants.csv?programme={slug}")
    text = b"".join(answer.streaming_content).decode()
    assert "roads-1" in text
    assert "other-1" not in text


def test_the_interface_lists_sub_grants_of_an_operation(sub_call, client):
    SubGrantFactory(sub_call=sub_call, code="roads-1")
    SubGrantFactory(code="other-1")

    found = client.get("/api/v1/sub-grants?operation=roads").json()["data"]
    assert [(one["code"], one["operation"]) for one in found] == [("roads-1", "roads")]
    assert client.get("/api/v1/sub-grants/roads-1").json()["operation"] == "roads"
