"""The inbox: submitted proposals of my programmes, narrowed by the address."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from core import presence
from programmes.states import Role
from projects import searching
from projects.states import State
from secretariat.pages.inbox_columns import COLUMNS
from tests.factories.assessments import staff_of
from tests.factories.calls import CallFactory
from tests.factories.projects import InterestFactory, ProjectFactory, VersionFactory

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


def submitted(call, acronym, days=0, asked="60000.00", partners=(), title="", **fields):
    """A submitted proposal with a version that asks this much."""
    at = timezone.now() - timedelta(days=days)
    project = ProjectFactory(
        call=call, submitted=True, acronym=acronym, **{"first_submitted_at": at, "changed_at": at, **fields}
    )
    roles = ["lead", *["partner"] * len(partners)]
    data = {
        "acronym": acronym,
        "title": {"en": title},
        "totals": {"eu_funding": asked, "total": "100000.00"},
        "partners": [{"role": role, "name": name} for role, name in zip(roles, partners, strict=False)],
    }
    VersionFactory(project=project, data=data)
    searching.index([project.pk])
    return project


def page_of(client, query=""):
    return client.get(f"{PAGE}?{query}").context["listing"]


def listed(client, query=""):
    return [row[3] for row in page_of(client, query).page.object_list]


def numbers(client, query=""):
    return {str(state.label): state.number for state in page_of(client, query).states}


def labels(client, query=""):
    return [chip.label for chip in page_of(client, query).chips]


def test_inbox_shows_what_was_submitted_and_the_money_asked(client, call):
    project = submitted(call, "CLEARWATER", partners=["Waterschap Zuid"])
    text = client.get(PAGE).content.decode()
    assert text.count("<h1") == 1
    assert project.code in text
    assert "€60,000.00" in text
    assert "Waterschap Zuid" in text


def test_inbox_keeps_drafts_and_other_programmes_out(client, call):
    submitted(call, "MINE")
    ProjectFactory(call=call, acronym="DRAFT")
    submitted(CallFactory(), "THEIRS")
    assert listed(client) == ["MINE"]
    assert numbers(client) == {"Submitted": 1}
    assert listed(client, "q=THEIRS") == []
    assert listed(client, "q=THEIR") == []
    assert listed(client, "q=DRAFT") == []


def test_inbox_hides_a_conflict_from_list_counts_and_search(client, call, officer):
    hidden = submitted(call, "HIDDEN", title="Bridges")
    submitted(call, "SHOWN", title="Bridges")
    InterestFactory(project=hidden, person=officer, has_conflict=True, note="my employer")
    for query in ("", "q=bridge", "q=HIDDEN or SHOWN", "state=submitted"):
        assert listed(client, query) == ["SHOWN"]
        assert numbers(client, query) == {"Submitted": 1}
    assert listed(client, "q=HIDDEN") == []
    assert listed(client, "q=HIDDENN") == []  # not even as something alike


def test_inbox_offers_the_calls_of_my_programmes_only(client, call):
    other = CallFactory(code="other-call")
    submitted(call, "MINE")
    form = client.get(f"{PAGE}filters/").context["form"]
    assert list(form.fields["call"].queryset) == [call]
    listing = page_of(client, f"call={other.code}")
    assert [row[3] for row in listing.page.object_list] == ["MINE"]
    assert listing.is_misread  # refused, and the page says so
    assert other.title["en"] not in client.get(f"{PAGE}?call={other.code}").content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=clear", ["CLEARWATER"]),
        ("q=waterschap", ["CLEARWATER"]),
        ("q=nothing-like-it", []),
        ("q=rivers", ["CLEARWATER"]),
        ("q=CLEARWATR", ["CLEARWATER"]),
        ("state=eligible", ["BRIDGE"]),
        ("state=eligible&state=submitted", ["CLEARWATER", "BRIDGE"]),
        ("call=first-call", ["CLEARWATER", "BRIDGE"]),
        ("call=second-call", ["ARCHIVE"]),
        ("call=second-call&call=first-call", ["CLEARWATER", "BRIDGE", "ARCHIVE"]),
        ("call=first-call&state=eligible&q=bri", ["BRIDGE"]),
        ("asked_min=101", ["CLEARWATER", "BRIDGE"]),
        ("asked_max=100", ["ARCHIVE"]),
        ("asked_min=50&asked_max=100.00", ["ARCHIVE"]),
        ("officer=me", ["BRIDGE"]),
        ("officer=nobody", ["CLEARWATER", "ARCHIVE"]),
        ("officer=team", ["BRIDGE"]),
        ("correction=open", []),
        ("assessment=not_begun", ["CLEARWATER", "BRIDGE", "ARCHIVE"]),
        ("assessment=all_in", []),
        ("assessment=nonsense", ["CLEARWATER", "BRIDGE", "ARCHIVE"]),
        ("correction=none", ["CLEARWATER", "BRIDGE", "ARCHIVE"]),
        ("sort=acronym", ["ARCHIVE", "BRIDGE", "CLEARWATER"]),
        ("sort=-acronym", ["CLEARWATER", "BRIDGE", "ARCHIVE"]),
        ("sort=submitted", ["ARCHIVE", "BRIDGE", "CLEARWATER"]),
        ("sort=-submitted", ["CLEARWATER", "BRIDGE", "ARCHIVE"]),
        ("sort=code", ["CLEARWATER", "ARCHIVE", "BRIDGE"]),
        ("sort=asked", ["ARCHIVE", "CLEARWATER", "BRIDGE"]),
        ("sort=lead", ["CLEARWATER", "BRIDGE", "ARCHIVE"]),
    ],
)
def test_inbox_is_narrowed_and_sorted_by_the_address(client, call, officer, query, expected):
    second = CallFactory(code="second-call", programme_period=call.programme_period)
    names = ["A Waterschap Zuid", "Waterschap Noord"]
    submitted(call, "CLEARWATER", days=1, code="T-1", partners=names, title="A river between us")
    submitted(call, "BRIDGE", days=2, code="T-3", state=State.ELIGIBLE, officer=officer, partners=["B"])
    submitted(second, "ARCHIVE", days=3, code="T-2", state=State.APPROVED, asked="100.00", partners=["C"])
    assert listed(client, query) == expected


def test_inbox_sorts_by_every_column(client, call):
    submitted(call, "CLEARWATER")
    for key in COLUMNS:
        for sort in (key, f"-{key}"):
            assert listed(client, f"sort={sort}") == ["CLEARWATER"]


def test_inbox_narrows_by_the_days_of_submission(client, call):
    submitted(call, "OLD", first_submitted_at=datetime(2026, 3, 1, 22, 59, tzinfo=UTC))
    submitted(call, "NEW", first_submitted_at=datetime(2026, 3, 1, 23, 1, tzinfo=UTC))  # past midnight here
    assert listed(client, "submitted_from=2026-03-02") == ["NEW"]
    assert listed(client, "submitted_to=2026-03-01") == ["OLD"]
    both = "submitted_from=2026-03-01&submitted_to=2026-03-02&sort=submitted"
    assert listed(client, both) == ["OLD", "NEW"]


def test_numbers_beside_the_states_follow_the_other_filters(client, call, officer):
    submitted(call, "A", officer=officer)
    submitted(call, "B", state=State.ELIGIBLE, officer=officer)
    submitted(call, "C", state=State.ELIGIBLE)
    assert numbers(client) == {"Submitted": 1, "Eligible": 2}
    assert numbers(client, "officer=me") == {"Submitted": 1, "Eligible": 1}
    assert numbers(client, "officer=me&state=eligible") == {"Submitted": 1, "Eligible": 1}
    assert page_of(client, "officer=me&state=eligible").total == 1


def test_filters_read_like_words_and_each_can_be_taken_away(client, call):
    query = "q=water&call=first-call&state=eligible&state=submitted&officer=me&asked_min=5000&sort=code"
    submitted(call, "A")
    listing = page_of(client, query)
    assert [chip.label for chip in listing.chips] == [
        "says “water”",
        f"call is {call.title['en']}",
        "state is Eligible",
        "state is Submitted",
        "handled by me",
        "asks for at least €5,000.00",
    ]
    urls = {chip.label: chip.url for chip in listing.chips}
    assert "state=submitted" in urls["state is Eligible"]
    assert "state=eligible" not in urls["state is Eligible"]
    assert "sort=code" in urls["handled by me"]
    assert listing.clear_url == "?sort=code"


def test_columns_stand_in_the_address_and_survive_a_search(client, call):
    submitted(call, "A")
    listing = page_of(client, "col=total&col=partners&col=zzz")
    assert [column.key for column in listing.columns] == ["acronym", "partners", "total"]
    assert ("col", "total") in listing.kept


def test_inbox_says_what_to_do_when_nothing_fits(client, call):
    submitted(call, "MINE")
    assert "Nothing fits these filters" in client.get(f"{PAGE}?q=zzz").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "q=%ED%A0%80",
        "q=" + "x" * 5000,
        "q=%25%5F%27%22",
        "q=((((&q=|",
        'q=-"',
        "call=no-such-call",
        "state=draft",
        "sort=password",
        "sort=call__budget",
        "sort=--code",
        "page=0",
        "page=-1",
        "page=99999999999999999999",
        "objective=x&priority=99999999999999999999999",
        "officer=nobody-i-know",
        "officer=%ED%A0%80",
        "asked_min=NaN&asked_max=Infinity",
        "asked_min=1e999999",
        "submitted_from=0001-01-01&submitted_to=9999-12-31",
        "submitted_from=31-31-31",
        "correction=zzz",
        "col=" + "x" * 3000,
        "view=99999999999999999999999999",
        "call=%ED%A0%80&state=%ED%A0%80&col=%ED%A0%80&sort=%ED%A0%80",
    ],
)
def test_inbox_survives_hostile_addresses(client, call, query):
    submitted(call, "MINE")
    assert client.get(f"{PAGE}?{query}").status_code == 200
    assert client.get(f"{PAGE}filters/?{query}").status_code == 200


@pytest.mark.parametrize("query", ["q=%00", "call=%00", "state=%00&state=eligible", "page=%00"])
def test_inbox_turns_away_addresses_with_a_nul(client, query):
    assert client.get(f"{PAGE}?{query}").status_code == 400


def test_inbox_escapes_what_people_wrote(client, call):
    submitted(call, "<b>&\"'", partners=["<script>alert(1)</script>"])
    text = client.get(PAGE).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
    assert "&lt;b&gt;&amp;" in text


def test_inbox_never_lists_drafts_by_state(client, call):
    ProjectFactory(call=call, acronym="DRAFT")
    assert listed(client, "state=draft") == []


@pytest.mark.parametrize("query", ["", "q=river&call=first-call&state=submitted&officer=nobody"])
def test_inbox_asks_at_most_ten_queries_however_many_rows(
    client, call, query, django_assert_num_queries, django_assert_max_num_queries
):
    submitted(call, "P1", title="A river")
    client.get(PAGE)  # the first request of a session notes that it is in use
    with django_assert_max_num_queries(10) as first:
        client.get(f"{PAGE}?{query}")
    for number in range(2, 4):
        submitted(call, f"P{number}", title="A river")
    with django_assert_num_queries(len(first)):
        client.get(f"{PAGE}?{query}")


def test_inbox_goes_on_to_a_second_page_without_losing_the_filter(client, call):
    for number in range(51):
        submitted(call, f"P{number:02d}", days=number, title="A river")
    first = client.get(f"{PAGE}?sort=acronym&q=river")
    assert len(first.context["page"].object_list) == 50
    text = first.content.decode()
    assert "page=2" in text
    assert "sort=acronym" in text
    assert listed(client, "sort=acronym&q=river&page=2") == ["P50"]


def test_a_colleague_who_has_the_dossier_open_is_shown(client, call, officer):
    project = submitted(call, "CLEARWATER")
    code = call.programme_period.programme_id
    presence.enter(f"staff:{code}", who="somebody", place=f"{project.uid} An Other")
    presence.enter(f"staff:{code}", who=str(officer.uid), place=f"{project.uid} Me")
    text = client.get(PAGE).content.decode()
    assert "An Other is in it" in text
    assert "Me is in it" not in text
