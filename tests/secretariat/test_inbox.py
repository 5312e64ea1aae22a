"""The inbox: submitted proposals of my programmes, narrowed by the address."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programmes.states import Role
from projects.models import Version
from projects.states import State
from tests.factories.assessments import staff_of
from tests.factories.calls import CallFactory
from tests.factories.partners import OrganisationFactory
from tests.factories.projects import PartnershipFactory, ProjectFactory, VersionFactory

pytestmark = pytest.mark.django_db

PAGE = "/en/secretariat/"


@pytest.fixture
def call():
    return CallFactory(code="first-call")


@pytest.fixture(autouse=True)
def officer(call, client):
    user = staff_of(ProjectFactory.build(call=call), Role.OFFICER)
    client.force_login(user)
    return user


def submitted(call, acronym, days=0, asked="60000.00", **fields):
    """A submitted proposal with a version that asks this much."""
    at = timezone.now() - timedelta(days=days)
    project = ProjectFactory(
        call=call, submitted=True, acronym=acronym, **{"first_submitted_at": at, "changed_at": at, **fields}
    )
    VersionFactory(project=project, data={"totals": {"eu_funding": asked}})
    return project


def listed(client, query=""):
    page = client.get(f"{PAGE}?{query}").context["page"]
    return [project.acronym for project in page.object_list]


def test_inbox_shows_what_was_submitted_and_the_money_asked(client, call):
    project = submitted(call, "CLEARWATER")
    text = client.get(PAGE).content.decode()
    assert text.count("<h1") == 1
    assert project.code in text
    assert "€60,000.00" in text


def test_inbox_asks_the_money_of_the_newest_version(client, call):
    project = submitted(call, "CLEARWATER", asked="1.00")
    VersionFactory(project=project, number=2, data={"totals": {"eu_funding": "70000.00"}})
    text = client.get(PAGE).content.decode()
    assert "€70,000.00" in text
    assert "€1.00" not in text


def test_inbox_keeps_drafts_and_other_programmes_out(client, call):
    submitted(call, "MINE")
    ProjectFactory(call=call, acronym="DRAFT")
    submitted(CallFactory(), "THEIRS")
    assert listed(client) == ["MINE"]
    assert listed(client, "q=THEIRS") == []
    assert listed(client, "q=DRAFT") == []


def test_inbox_offers_the_calls_of_my_programmes_only(client, call):
    other = CallFactory(code="other-call")
    found = client.get(PAGE).context["filter"].form.fields["call"].queryset
    assert list(found) == [call]
    submitted(call, "MINE")
    assert listed(client, f"call={other.code}") == ["MINE"]  # refused beside the field, which says so


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=clear", ["CLEARWATER"]),
        ("q=waterschap", ["CLEARWATER"]),
        ("q=nothing-like-it", []),
        ("state=eligible", ["BRIDGE"]),
        ("state=eligible&state=submitted", ["CLEARWATER", "BRIDGE"]),
        ("call=first-call", ["CLEARWATER", "BRIDGE"]),
        ("call=second-call", ["ARCHIVE"]),
        ("call=first-call&state=eligible&q=bri", ["BRIDGE"]),
        ("sort=acronym", ["ARCHIVE", "BRIDGE", "CLEARWATER"]),
        ("sort=first_submitted_at", ["ARCHIVE", "BRIDGE", "CLEARWATER"]),
        ("sort=-first_submitted_at", ["CLEARWATER", "BRIDGE", "ARCHIVE"]),
        ("sort=code", ["CLEARWATER", "ARCHIVE", "BRIDGE"]),
    ],
)
def test_inbox_is_narrowed_and_sorted_by_the_address(client, call, query, expected):
    second = CallFactory(code="second-call", programme_period=call.programme_period)
    clear = submitted(call, "CLEARWATER", days=1, code="T-1")
    submitted(call, "BRIDGE", days=2, code="T-3", state=State.ELIGIBLE)
    submitted(second, "ARCHIVE", days=3, code="T-2", state=State.APPROVED)
    for name in ("Waterschap Zuid", "Waterschap Noord"):
        PartnershipFactory(project=clear, organisation=OrganisationFactory(name=name))
    assert listed(client, query) == expected


def test_inbox_says_what_to_do_when_nothing_fits(client, call):
    submitted(call, "MINE")
    assert "Nothing fits these filters" in client.get(f"{PAGE}?q=zzz").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "q=%ED%A0%80",
        "q=" + "x" * 5000,
        "q=%25%5F%27%22",
        "call=no-such-call",
        "state=draft",
        "sort=password",
        "sort=call__budget",
        "page=0",
        "page=-1",
        "page=99999999999999999999",
    ],
)
def test_inbox_survives_hostile_addresses(client, call, query):
    submitted(call, "MINE")
    assert client.get(f"{PAGE}?{query}").status_code == 200


@pytest.mark.parametrize("query", ["q=%00", "call=%00", "state=%00&state=eligible", "page=%00"])
def test_inbox_turns_away_addresses_with_a_nul(client, query):
    assert client.get(f"{PAGE}?{query}").status_code == 400


def test_inbox_never_lists_drafts_by_state(client, call):
    ProjectFactory(call=call, acronym="DRAFT")
    assert listed(client, "state=draft") == []


def test_inbox_asks_as_many_queries_for_thirty_rows_as_for_one(
    client, call, django_assert_num_queries, django_assert_max_num_queries
):
    submitted(call, "P1")
    client.get(PAGE)  # the first request of a session notes that it is in use
    with django_assert_max_num_queries(15) as first:
        client.get(PAGE)
    for rows in (3, 30):
        while (number := Version.objects.count()) < rows:
            submitted(call, f"P{number + 1}", days=number)
        with django_assert_num_queries(len(first)):
            client.get(PAGE)


def test_inbox_goes_on_to_a_second_page_without_losing_the_filter(client, call):
    for number in range(26):
        submitted(call, f"P{number:02d}", days=number)
    first = client.get(f"{PAGE}?sort=acronym&q=P")
    assert len(first.context["page"].object_list) == 25
    text = first.content.decode()
    assert "page=2" in text
    assert "sort=acronym" in text
    assert listed(client, "sort=acronym&q=P&page=2") == ["P25"]
