"""What a funded project hands on, on its own pages: the schemes, asking for a call, taking it back."""

import re
from decimal import Decimal

import pytest

from cascade.models import Scheme, SubCall
from programmes.states import Role
from projects.states import Level, State
from tests.factories.accounts import UserFactory
from tests.factories.assessments import staff_of
from tests.factories.cascade import SchemeFactory, SubCallFactory, SubGrantFactory
from tests.factories.programmes import ProgrammeFundFactory
from tests.factories.projects import CollaboratorFactory, complete_call, complete_project
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db
ASKED = {
    "title_nl": "Eerste oproep",
    "title_fr": "Premier appel",
    "introduction_nl": "Voor bedrijven.",
    "introduction_fr": "Pour les entreprises.",
    "opens_at": "2090-09-01T09:00",
    "closes_at": "2090-10-13T17:00",
    "budget": "400,000.00",
    "languages": ["nl", "fr"],
}


@pytest.fixture
def project():
    made = complete_project(call=complete_call(), state=State.CONTRACTED, submitted=True)
    edition = made.call.programme_period
    ProgrammeFundFactory(programme_period=edition, fund_id="ERDF", max_rate=Decimal("60.00"))
    SchemeFactory(
        operation=PublicationFactory(code=made.code, programme_period=edition), code="roads-companies"
    )
    return made


@pytest.fixture
def pages(project):
    return f"/en/apply/{project.uid}/schemes/"


def test_manager_of_the_project_asks_for_a_call_from_its_pages(client, project, pages):
    client.force_login(project.created_by)
    assert f'href="{pages}"' in client.get(f"/en/apply/{project.uid}/follow/").content.decode()
    assert f"{pages}roads-companies/calls/new/" in client.get(pages).content.decode()
    page = client.get(f"{pages}roads-companies/calls/new/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page).group(1)
    for _time in range(2):
        answer = client.post(f"{pages}roads-companies/calls/new/", {**ASKED, "key": key})
        assert (answer.status_code, answer["Location"]) == (302, pages)
    made = SubCall.objects.get()
    assert (made.call.title, made.call.budget) == (
        {"nl": "Eerste oproep", "fr": "Premier appel"},
        Decimal("400000.00"),
    )
    assert made.call.opens_at.isoformat() == "2090-09-01T07:00:00+00:00"
    words = client.get(pages).content.decode()
    assert "Waits for the programme" in words
    answer = client.post(f"{pages}calls/{made.call.code}/take-back/")
    assert answer["Location"] == pages
    assert not SubCall.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title_fr": ""}, "This field is required"),
        ({"closes_at": "2090-08-01T09:00"}, "clos"),
        ({"budget": "0"}, "Give an amount above zero"),
        ({"budget": "9" * 40}, "amount"),
        ({"budget": "10,000,000.01"}, "At most €"),
        ({"opens_at": "tomorrow"}, "Write date and time like"),
        ({"languages": ["xx"]}, "not one of the available choices"),
        ({"key": "nonsense"}, "valid UUID"),
        ({"title_nl": "\x00"}, "Null characters"),
    ],
)
def test_wrong_call_comes_back_with_what_was_typed(client, project, pages, changed, words):
    client.force_login(project.created_by)
    key = "7b0a0d6e-5a34-4b0a-9f0e-1d1d1d1d1d1d"
    answer = client.post(f"{pages}roads-companies/calls/new/", {**ASKED, "key": key, **changed})
    assert answer.status_code in {400, 409}
    assert words in answer.content.decode()
    assert "Voor bedrijven." in answer.content.decode()
    assert not SubCall.objects.exists()


def test_who_only_reads_the_project_sees_no_button(client, project, pages):
    reader = UserFactory()
    CollaboratorFactory(project=project, user=reader, level=Level.VIEW)
    client.force_login(reader)
    assert "calls/new/" not in client.get(pages).content.decode()
    assert client.get(f"{pages}roads-companies/calls/new/").status_code == 403


def test_project_that_hands_nothing_on_or_runs_no_more_has_no_such_page(client, project, pages):
    other = complete_project(call=project.call, state=State.CONTRACTED, submitted=True)
    client.force_login(other.created_by)
    assert client.get(f"/en/apply/{other.uid}/schemes/").status_code == 404
    assert client.get(f"/en/apply/{other.uid}/schemes/roads-companies/calls/new/").status_code == 404
    client.force_login(project.created_by)
    type(project).objects.filter(pk=project.pk).update(state=State.SUBMITTED)
    assert client.get(pages).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_page_of_the_schemes_asks_as_much_for_three_rows_as_for_one(
    client, project, pages, rows, django_assert_max_num_queries
):
    scheme = Scheme.objects.get(operation__code=project.code)
    for _row in range(rows):
        SubGrantFactory(sub_call=SubCallFactory(scheme=scheme))
    client.force_login(project.created_by)
    with django_assert_max_num_queries(8):
        assert client.get(pages).status_code == 200


def test_manager_of_the_programme_finds_it_among_the_tasks_and_confirms_it(client, project, pages):
    client.force_login(project.created_by)
    client.post(
        f"{pages}roads-companies/calls/new/", {**ASKED, "key": "7b0a0d6e-5a34-4b0a-9f0e-1d1d1d1d1d1d"}
    )
    code = SubCall.objects.get().call.code
    client.force_login(staff_of(project, Role.MANAGER))
    tasks = client.get("/en/secretariat/tasks/").content.decode()
    assert f"/en/secretariat/calls/{code}/publish/" in tasks
    shown = client.get(f"/en/secretariat/calls/{code}/publish/").content.decode()
    assert "By publishing it you confirm its dates, money, rules and people." in shown
    assert (
        "waits for your confirmation"
        in client.get("/en/secretariat/schemes/roads-companies/").content.decode()
    )
    client.force_login(staff_of(project, Role.OFFICER))
    assert f"/calls/{code}/publish/" not in client.get("/en/secretariat/tasks/").content.decode()
