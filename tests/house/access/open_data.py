"""Addresses of the open data: everybody gets them, and may have a large spreadsheet made."""

from tests.factories.open_data import DataFileFactory, ExtractFactory
from tests.house.access.table import EVERYBODY, Row

ROWS = [
    Row("catalogue:data", {200: EVERYBODY}),
    Row("catalogue:data_columns", {200: EVERYBODY}),
    Row("catalogue:data_columns_csv", {200: EVERYBODY}),
    Row("catalogue:data_extract_new", {200: EVERYBODY}, query="?table=operations&format=xlsx"),
    Row("catalogue:data_extract_new", {}, query="?table=nothing&format=xlsx", note="unknown"),
    Row(
        "catalogue:data_extract_new",
        {302: EVERYBODY},
        method="post",
        data=lambda world: {"table": "operations", "format": "xlsx"},
    ),
    Row("catalogue:data_extract", {200: EVERYBODY}, of=lambda world: {"uid": ExtractFactory().uid}),
    Row("data_extract_file", {}, of=lambda world: {"uid": ExtractFactory().uid}, note="not ready"),
    Row("data_table", {200: EVERYBODY}, of=lambda world: {"table": "operations", "ending": "csv"}),
    Row("data_table", {}, of=lambda world: {"table": "operations", "ending": "exe"}, note="unknown"),
    Row("data_catalog", {200: EVERYBODY}, of=lambda world: {"ending": "ttl"}),
    Row("data_catalog", {}, of=lambda world: {"ending": "xml"}, note="unknown"),
    Row("data_schema", {200: EVERYBODY}, of=lambda world: {"table": "partners"}),
    Row("data_checksums", {200: EVERYBODY}, of=lambda world: {"day": f"{DataFileFactory().day}"}),
    Row("data_file", {}, of=lambda world: {"day": "2027-01-31", "name": "nothing.csv.gz"}, note="unknown"),
    Row("catalogue:data_api", {200: EVERYBODY}),
    Row("api_start", {200: EVERYBODY}),
    Row("api_openapi", {200: EVERYBODY}),
    Row("api_list", {200: EVERYBODY}, of=lambda world: {"resource": "projects"}),
    Row("api_list", {}, of=lambda world: {"resource": "nothing"}, note="unknown"),
    Row(
        "api_one",
        {200: EVERYBODY},
        of=lambda world: {"resource": "projects", "key": world.publication.code},
    ),
    Row("api_one", {}, of=lambda world: {"resource": "projects", "key": "nothing"}, note="unknown"),
    Row("api_nothing", {}, of=lambda world: {"rest": "projects/a/b"}),
]
