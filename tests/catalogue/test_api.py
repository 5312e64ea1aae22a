"""The interface for programs: each answer as its description says, errors that help, limits that hold."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from jsonschema import Draft202012Validator, FormatChecker

from calls.states import CallState, RuleKind
from catalogue.api.asking import cursor
from catalogue.api.catalog import resources
from publications.models import Publication, PublicChange, PublishedPartner
from tests.factories.calls import CallFactory, CallRuleFactory
from tests.factories.programmes import RegionFactory
from tests.factories.publications import PublicationFactory
from tests.publications.exports.world import full_record

pytestmark = pytest.mark.django_db
API = "/api/v1/"


def document(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{API}openapi.json").json()
    return found


def faults(client: Client, schema: str, answer: Any) -> list[str]:
    """What of the answer is not as the description says."""
    whole = {**document(client), "$ref": f"#/components/schemas/{schema}"}
    validator = Draft202012Validator(whole, format_checker=FormatChecker())
    return [f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(answer)]


@pytest.fixture
def things() -> Publication:
    """One of everything that there are lists of."""
    record = full_record(code="water-1")
    CallFactory(state=CallState.PUBLISHED)
    RegionFactory(code="BE234")
    return record


@pytest.mark.parametrize("name", list(resources()))
def test_list_and_its_things_are_as_described(name: str, client: Client, things: Publication) -> None:
    resource = resources()[name]
    answer = client.get(f"{API}{name}")
    content = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert faults(client, f"{resource.one}List", content) == []
    assert len(content["data"]) >= 1
    if resource.key:
        one = client.get(f"{API}{name}/{content['data'][0][resource.key]}")
        assert one.json() == content["data"][0]
        assert faults(client, resource.one, one.json()) == []


def test_project_says_what_is_public(client: Client, things: Publication) -> None:
    found = client.get(f"{API}projects/water-1").json()
    assert found["title"] == {"nl": "Water", "fr": "Eau", "en": "Water"}
    assert found["total_cost"] == 1234567.8
    assert [(row["name"], row["budget"], row["organisation"]) for row in found["partners"]] == [
        (partner.name, budget, partner.organisation and partner.organisation.slug)
        for partner, budget in zip(things.partners.order_by("position"), (0.0, None, None), strict=True)
    ]


def test_project_names_its_contractors(client: Client, things: Publication) -> None:
    company, person = client.get(f"{API}projects/water-1").json()["contractors"]
    assert company == {
        "number": 1,
        "name": "Bouw bv",
        "is_natural_person": False,
        "country": "BE",
        "id": "BE 0999.888.777",
        "subject_nl": "Bouw",
        "subject_fr": "Construction",
        "subject_en": "Building",
        "awarding_partner": 1,
        "awarded_on": "2024-05-01",
        "amount": 1250.5,
    }
    assert (person["name"], person["is_natural_person"], person["amount"]) == ("Ottoline Vireo", True, None)


def test_call_says_what_article_49_asks_of_the_timetable(client: Client) -> None:
    call = CallFactory(code="spring", state=CallState.PUBLISHED)
    call.programme_period.area.set([RegionFactory(code="FRE1"), RegionFactory(code="BE23")])
    CallRuleFactory(call=call, kind=RuleKind.PARTNER_TYPES, parameters={"allowed": ["sme"]})
    found = client.get(f"{API}calls/spring").json()
    assert (found["area"], found["countries"]) == (
        ["BE23", "FRE1"],
        call.programme_period.programme.countries,
    )
    assert found["rules"] == [{"kind": "partner_types", "parameters": {"allowed": ["sme"]}}]
    assert found["objectives"] == [call.objectives.get().code]
    assert faults(client, "Call", found) == []


def test_every_reference_of_the_description_leads_somewhere(client: Client) -> None:
    whole = document(client)

    def references(part: Any) -> list[str]:
        if isinstance(part, dict):
            own = [part["$ref"]] if "$ref" in part else []
            return own + [found for value in part.values() for found in references(value)]
        return [found for value in part for found in references(value)] if isinstance(part, list) else []

    for reference in references(whole):
        place: Any = whole
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]
    assert whole["openapi"] == "3.1.0"
    assert len({item["get"]["operationId"] for item in whole["paths"].values()}) == len(whole["paths"])


def test_pages_follow_each_other_without_gaps(client: Client) -> None:
    PublicationFactory.create_batch(5)
    seen, address = [], f"{API}projects?limit=2"
    while address:
        content = client.get(address).json()
        assert len(content["data"]) <= 2
        seen += [row["code"] for row in content["data"]]
        address = (content["next"] or "").replace("http://localhost:8000", "")
    assert seen == list(Publication.objects.order_by("pk").values_list("code", flat=True))


def test_search_narrows_the_list(client: Client) -> None:
    PublicationFactory(code="wet", title={"en": "Rivers and floods"}, status="closed")
    PublicationFactory(code="dry", title={"en": "Deserts"}, status="ongoing")
    found = client.get(f"{API}projects?q=flood").json()
    assert ([row["code"] for row in found["data"]], found["total"]) == (["wet"], 1)
    assert [row["code"] for row in client.get(f"{API}projects?status=ongoing").json()["data"]] == ["dry"]


def test_fields_leave_out_the_rest(client: Client) -> None:
    PublicationFactory(code="a")
    assert client.get(f"{API}projects?fields=code,status").json()["data"] == [
        {"code": "a", "status": "unknown"}
    ]


@pytest.mark.parametrize(
    ("address", "parameter", "allowed"),
    [
        ("projects?colour=red", "colour", "q"),
        ("projects?limit=0", "limit", None),
        ("projects?limit=١", "limit", None),
        ("projects?after=%%%", "after", None),
        ("projects?after=bnVsbA", "after", None),
        ("projects?fields=code,secret", "fields", "code"),
        ("projects?lang=xx", "lang", "nl"),
        ("projects?year_from=soon", "year_from", None),
        ("calls?state=draft", "state", "published"),
        ("organisations?country=belgium", "country", None),
        ("projects/a?limit=2", "limit", "fields"),
    ],
)
def test_error_names_the_parameter(address: str, parameter: str, allowed: str | None, client: Client) -> None:
    answer = client.get(API + address)
    problem = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert problem["parameter"] == parameter
    assert allowed is None or allowed in problem["allowed"]
    assert faults(client, "Problem", problem) == []


@pytest.mark.parametrize("address", ["nothing", "projects/nothing", "themes/1", "projects/a/b", "a.b"])
def test_unknown_address_is_a_problem(address: str, client: Client) -> None:
    answer = client.get(API + address)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert faults(client, "Problem", answer.json()) == []


@pytest.mark.parametrize(
    "query", ["q=%ED%A0%80", "q=%FF%FE", "after=OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "q=" + "a" * 5000, "theme=-"]
)
def test_odd_queries_never_break_it(query: str, client: Client) -> None:
    assert client.get(f"{API}projects?{query}").status_code in {200, 400}


@pytest.mark.parametrize("name", list(resources()))
@pytest.mark.parametrize("key", ["\0", "\ud800", "x" * 99, -1, 10**30, 1.5, True, None, ["a"], {"a": 1}])
def test_made_up_cursor_is_refused_or_a_page(name: str, key: object, client: Client) -> None:
    answer = client.get(f"{API}{name}?after={cursor(key)}")
    kind = {200: "application/json", 400: "application/problem+json"}
    assert answer["Content-Type"] == kind[answer.status_code]


@pytest.mark.parametrize("address", ["projects?q=%00", "regions?after=%00", "projects/%00"])
def test_nul_is_a_problem_that_scripts_may_read(address: str, client: Client) -> None:
    answer = client.get(API + address)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert faults(client, "Problem", answer.json()) == []


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "QUERY", "TRACE"])
@pytest.mark.parametrize("address", [API, f"{API}projects", f"{API}projects/a", "/data/operations.csv"])
def test_wrong_method_is_told_what_is_right(method: str, address: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.generic(method, address, "{}", content_type="application/json")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Content-Type"] == (
        "application/problem+json" if address.startswith(API) else "text/plain; charset=utf-8"
    )


def test_star_knows_only_what_there_is(client: Client) -> None:
    PublicationFactory(code="a")
    any_state = {"If-None-Match": "*"}
    assert client.get(f"{API}projects/a", headers=any_state).status_code == 304
    assert client.get(f"{API}projects/b", headers=any_state).status_code == 404


def test_unchanged_answer_is_304(client: Client) -> None:
    PublicationFactory(code="a")
    for address in (f"{API}projects", f"{API}projects/a", f"{API}openapi.json"):
        etag = client.get(address)["ETag"]
        known = client.get(address, headers={"If-None-Match": etag})
        assert (known.status_code, known.content, known["ETag"]) == (304, b"", etag)
    etag = client.get(f"{API}projects")["ETag"]
    PublicChange.objects.create(transaction=1)  # as the next commit of a change leaves it
    assert client.get(f"{API}projects", headers={"If-None-Match": etag}).status_code == 200


def test_any_website_may_read_and_nobody_write(client: Client) -> None:
    answer = client.get(f"{API}projects", headers={"Origin": "https://elsewhere.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    asked = client.options(f"{API}projects")
    assert (asked.status_code, asked["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert client.head(f"{API}projects").status_code == 200
    refused = client.post(f"{API}projects", {})
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_limit_is_told_and_holds_for_each_address(client: Client, settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 2
    answers = [client.get(API, REMOTE_ADDR="192.0.2.1") for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert [one["RateLimit-Remaining"] for one in answers] == ["1", "0", "0"]
    assert 1 <= int(answers[2]["Retry-After"]) <= 60
    assert answers[2]["Content-Type"] == "application/problem+json"
    assert client.get(API, REMOTE_ADDR="192.0.2.2").status_code == 200


@pytest.mark.django_db(transaction=True)  # inside a transaction processes keep nothing
def test_statements_stay_few(client: Client, django_assert_max_num_queries: Any, things: Publication) -> None:
    PublicationFactory.create_batch(3)
    for address in ("projects", "projects?q=water", "projects/water-1", "organisations", "calls"):
        client.get(API + address)  # what a process reads once for each edition of the data
        with django_assert_max_num_queries(4):
            client.get(API + address)


def test_person_without_name_is_nowhere(client: Client, things: Publication) -> None:
    PublishedPartner.objects.filter(is_natural_person=True).update(
        name="", name_en="", forgotten_at=things.data_date
    )
    for name in resources():
        assert "Canarius" not in client.get(f"{API}{name}").content.decode()


def test_page_explains_every_list(client: Client) -> None:
    page = client.get(reverse("catalogue:data_api")).content.decode()
    assert [name for name in resources() if f'id="{name}"' not in page] == []


@pytest.mark.parametrize(
    ("address", "accepted", "language"),
    [
        ("?limit=0", "", "en"),
        ("?limit=0", "de-DE, fr-BE;q=0.8, nl;q=0.4", "fr"),
        ("?limit=0&lang=nl", "fr", "nl"),
        ("?limit=0&lang=xx", "nl-BE", "nl"),
        ("?limit=0", "\x00;;q=9,,-", "en"),
    ],
)
def test_errors_come_in_the_language_that_is_asked_for(
    client: Client, address: str, accepted: str, language: str
) -> None:
    answer = client.get(f"{API}projects{address}", headers={"Accept-Language": accepted})
    assert answer.status_code == 400
    assert answer.headers["Content-Language"] == language
    assert "Accept-Language" in answer.headers["Vary"]
    if "lang=xx" not in address:
        with translation.override(language):
            wanted = translation.gettext("Ask for 1 to %(most)d at once.") % {"most": 100}
        assert answer.json()["detail"] == wanted


def test_description_tells_columns_in_three_languages_and_the_parameter_for_it(client: Client) -> None:
    spoken = {
        language: client.get(f"{API}openapi.json?lang={language}").json() for language in ("nl", "fr", "en")
    }
    code = {
        language: one["components"]["schemas"]["Project"]["properties"]["code"]["description"]
        for language, one in spoken.items()
    }
    assert code == {
        "nl": "Unieke code van het project in dit portaal.",
        "fr": "Code unique du projet dans ce portail.",
        "en": "Unique code of the project in this portal.",
    }
    for one in spoken.values():
        for path in one["paths"].values():
            lang = [each for each in path["get"]["parameters"] if each["name"] == "lang"]
            assert [each["schema"] for each in lang] == [{"enum": ["nl", "fr", "en"]}]
    assert client.get(f"{API}openapi.json").json() == spoken["en"]
    assert client.get(f"{API}openapi.json", headers={"Accept-Language": "nl"}).json() == spoken["nl"]
