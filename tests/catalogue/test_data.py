"""Open data as they are fetched: whole tables, parts of them by search, large spreadsheets, dated files."""

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from jsonschema import Draft202012Validator, FormatChecker
from openpyxl import load_workbook

from catalogue import open_data
from core.texts import LANGUAGES
from publications.exports import asking, dumps, making
from publications.exports.tables import tables
from publications.models import DataFile, Extract, ExtractState
from tests.factories.open_data import ExtractFactory
from tests.factories.publications import PublicationFactory
from tests.publications.exports.world import full_record

pytestmark = pytest.mark.django_db


def content(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else bytes(response.content)


def codes(response: Any) -> list[str]:
    text = content(response).decode("utf-8-sig")
    return [row["code"] for row in csv.DictReader(io.StringIO(text))]


def test_csv_holds_what_the_search_finds(client: Client) -> None:
    PublicationFactory(code="wet", title={"en": "Rivers"}, status="closed")
    PublicationFactory(code="dry", title={"en": "Deserts"}, status="ongoing")
    whole = client.get("/data/operations.csv")
    assert codes(whole) == ["wet", "dry"]
    assert whole["Content-Type"] == "text/csv; charset=utf-8"
    assert whole["Content-Disposition"].startswith('attachment; filename="operations-')
    assert whole["Access-Control-Allow-Origin"] == "*"
    assert codes(client.get("/data/operations.csv?q=rivers")) == ["wet"]
    assert codes(client.get("/data/operations.csv?status=ongoing&lang=nl")) == ["dry"]
    assert codes(client.get("/data/partners.csv?status=ongoing")) == []


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ("programm=here", "programm"),
        ("lang=de", "lang"),
        ("country=Belgium", "country"),
        ("budget_from=much", "budget_from"),
        ("sort=colour", "sort"),
    ],
)
@pytest.mark.parametrize("ending", ["csv", "json", "xlsx", "ods"])
def test_address_that_is_not_understood_is_refused(
    asked: str, parameter: str, ending: str, client: Client
) -> None:
    answer = client.get(f"/data/operations.{ending}?{asked}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer.json()["parameter"] == parameter


def test_one_programme_and_one_of_its_periods(client: Client) -> None:
    record = PublicationFactory(code="mine", programme_period__period__code="2014-2020")
    PublicationFactory(code="other")
    slug = record.programme_period.programme.slug
    assert codes(client.get(f"/data/operations.csv?programme={slug}")) == ["mine"]
    assert codes(client.get(f"/data/operations.csv?programme={slug}&period=2014-2020")) == ["mine"]
    assert codes(client.get(f"/data/operations.csv?programme={slug}&period=2021-2027")) == []


@pytest.mark.parametrize("key", list(tables()))
def test_json_document_is_as_its_schema_says(key: str, client: Client) -> None:
    full_record(period="2014-2020")
    answer = client.get(f"/data/{key}.json?status=ongoing")
    document = json.loads(content(answer))
    schema = client.get(f"/data/schema/{key}.json").json()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(document)] == []
    assert (len(document["rows"]) >= 1, document["query"]) == (True, "status=ongoing")
    assert f"/data/schema/{key}.json" in answer["Link"]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_small_spreadsheet_comes_at_once(ending: str, client: Client) -> None:
    full_record(acronym="WATER")
    answer = client.get(f"/data/operations.{ending}?lang=fr")
    assert (answer.status_code, content(answer)[:2]) == (200, b"PK")


def test_titles_follow_the_address_and_not_the_browser(client: Client) -> None:
    answer = client.get("/data/operations.xlsx?lang=nl", headers={"Accept-Language": "fr"})
    header = next(load_workbook(io.BytesIO(content(answer))).active.iter_rows(values_only=True))
    assert header[0] == "Code van de concrete actie"


def test_head_and_304_send_nothing(client: Client) -> None:
    PublicationFactory()
    asked = client.head("/data/operations.csv")
    assert (asked.status_code, content(asked)) == (200, b"")
    known = client.get("/data/operations.csv", headers={"If-None-Match": asked["ETag"]})
    assert known.status_code == 304


def test_new_release_is_no_known_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    addresses = ("/data/operations.csv", "/data/catalog.ttl", "/api/v1/projects")
    held = [client.get(address)["ETag"] for address in addresses]
    monkeypatch.setattr(open_data, "release", lambda: "the next")
    for address, etag in zip(addresses, held, strict=True):
        assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_limit_on_tables_is_told(client: Client, settings: Any) -> None:
    settings.DATA_TABLES_PER_MINUTE = 1
    first, second = client.get("/data/partners.csv"), client.get("/data/partners.csv")
    assert (first.status_code, second.status_code) == (200, 429)
    assert int(second["Retry-After"]) >= 1


def test_large_spreadsheet_is_made_by_a_worker(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(asking, "AT_ONCE", 2)
    for number in range(3):
        PublicationFactory(code=f"p-{number}", status="closed")
    led = client.get("/data/operations.xlsx?status=closed")
    assert led.status_code == 302
    page = client.get(led["Location"])
    assert (page.status_code, "3 operations" in page.content.decode()) == (200, True)
    data = {"table": "operations", "format": "xlsx", "status": "closed"}
    with django_capture_on_commit_callbacks(execute=True):
        asked = client.post(reverse("catalogue:data_extract_new"), data)
    extract = Extract.objects.get()
    assert asked["Location"] == reverse("catalogue:data_extract", args=[extract.uid])
    assert (extract.state, extract.done, extract.query) == (ExtractState.READY, 3, "status=closed")
    ready = client.get(asked["Location"]).content.decode()
    assert extract.sha256 in ready
    file = client.get(reverse("data_extract_file", args=[extract.uid]))
    sheet = load_workbook(io.BytesIO(content(file))).active
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["p-0", "p-1", "p-2"]
    client.post(reverse("catalogue:data_extract_new"), data)
    assert Extract.objects.count() == 1
    Extract.objects.update(expires_at=extract.asked_at)
    assert client.get(reverse("data_extract_file", args=[extract.uid])).status_code == 404
    assert (making.clean(), Extract.objects.count()) == (1, 0)


def test_large_spreadsheets_are_few_for_each_address(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "ASKED", asking.limits.Limit("few", 1, 3600))
    address = reverse("catalogue:data_extract_new")
    first = client.post(address, {"table": "operations", "format": "xlsx"})
    second = client.post(address, {"table": "operations", "format": "ods"})
    assert (first.status_code, second.status_code) == (302, 429)
    assert "wait an hour" in second.content.decode()


def test_page_of_a_waiting_file_says_how_far_it_is(client: Client) -> None:
    extract = ExtractFactory(total=5_000, done=1_200)
    address = reverse("catalogue:data_extract", args=[extract.uid])
    assert "1,200 of 5,000" in client.get(address).content.decode()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in part, 'value="1200"' in part) == (False, True)


def test_dated_files_are_listed_and_fetched_in_parts(client: Client) -> None:
    full_record()
    assert dumps.make() == 24
    file = DataFile.objects.get(table="operations", format="csv")
    page = client.get(reverse("catalogue:data")).content.decode()
    assert [
        row.name for row in DataFile.objects.all() if row.name not in page or row.sha256 not in page
    ] == []
    address = reverse("data_file", args=[f"{file.day:%Y-%m-%d}", file.name])
    whole = content(client.get(address))
    assert len(whole) == file.size
    part = client.get(address, headers={"Range": "bytes=10-19"})
    assert (part.status_code, content(part), part["Content-Range"]) == (
        206,
        whole[10:20],
        f"bytes 10-19/{file.size}",
    )
    assert content(client.get(address, headers={"Range": "bytes=-5"})) == whole[-5:]
    asked = client.head(address, headers={"Range": "bytes=10-19"})
    assert (asked.status_code, asked["Content-Length"]) == (200, str(file.size)), "ranges are for GET alone"
    assert client.get(address, headers={"Range": f"bytes={file.size}-"}).status_code == 416
    changed = client.get(address, headers={"Range": "bytes=0-1", "If-Range": '"other"'})
    assert (changed.status_code, content(changed)) == (200, whole)
    sums = client.get(reverse("data_checksums", args=[f"{file.day:%Y-%m-%d}"])).content.decode()
    assert f"{file.sha256}  {file.name}\n" in sums
    assert file.sha256 in client.get("/data/catalog.ttl").content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_explain_every_table_and_column(language: str, client: Client) -> None:
    data = client.get(f"/{language}/data/").content.decode()
    guide = client.get(f"/{language}/data/columns/").content.decode()
    rows = list(
        csv.DictReader(io.StringIO(client.get(f"/{language}/data/columns.csv").content.decode("utf-8-sig")))
    )
    for table in tables().values():
        assert f"/data/{table.key}.csv?lang={language}" in data
    assert "Operations + Partners</span>" in data
    for table in tables().values():
        for column in table.columns:
            assert f"<code>{column.key}</code>" in guide
            assert [table.key, column.key, column.title.best(language).text] in [
                [row["table"], row["column"], row["title"]] for row in rows
            ]


@pytest.mark.parametrize(
    ("language", "of_table", "of_column"),
    [
        ("en", "Regulation (EU) 2021/1060, Art. 49(3)", "CPR Art. 49(3)(d)"),
        ("nl", "Verordening (EU) 2021/1060, artikel 49(3)", "Verordening (EU) 2021/1060, artikel 49(3)(d)"),
        ("fr", "règlement (UE) 2021/1060, article 49(3)", "règlement (UE) 2021/1060, article 49(3)(d)"),
    ],
)
def test_rules_are_named_in_the_language_of_the_page(
    language: str, of_table: str, of_column: str, client: Client
) -> None:
    assert f"<td>{of_table}</td>" in client.get(f"/{language}/data/").content.decode()
    assert f"<td>{of_column}</td>" in client.get(f"/{language}/data/columns/").content.decode()
    told = client.get(f"/{language}/data/columns.csv").content.decode()
    assert of_column in told
    assert language == "en" or "CPR" not in told + client.get(f"/{language}/data/columns/").content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/data/nothing.csv",
        "/data/operations.exe",
        "/data/files/2027-13-01/SHA256SUMS",
        "/data/files/2027-01-01/..%2f..%2fetc",
        "/en/data/extracts/new/?table=operations&format=csv",
        "/en/data/extracts/new/?table=%ED%A0%80&format=xlsx",
    ],
)
def test_unknown_files_are_404(address: str, client: Client) -> None:
    assert client.get(address).status_code == 404


def test_common_list_of_keep_is_one_workbook_with_two_tabs(client: Client) -> None:
    full_record()
    book = load_workbook(io.BytesIO(content(client.get("/data/keep-operations.xlsx"))))
    assert book.sheetnames == ["Operations", "Partners"]
    for sheet, key in ((book["Operations"], "keep-operations"), (book["Partners"], "keep-partners")):
        csv_text = content(client.get(f"/data/{key}.csv")).decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(csv_text)))
        assert (sheet.max_row, sheet.max_column) == (len(lines), len(lines[0]))
        names = [column.title.best("en").text for column in tables()[key].columns]
        assert [cell.value for cell in sheet[1]] == names
    assert b"Zebedeus Canarius" in content(client.get("/data/keep-partners.csv"))
