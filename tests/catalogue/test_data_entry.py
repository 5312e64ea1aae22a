"""The entry of the open data for catalogues of data: said twice alike, and all that they look for."""

import pytest
from django.test import Client

from core.texts import LANGUAGES
from publications.exports import dumps
from publications.exports.tables import tables
from tests.publications.exports.world import full_record

pytestmark = pytest.mark.django_db


def test_entry_for_catalogues_says_the_same_twice(client: Client) -> None:
    full_record()
    graph = client.get("/data/catalog.jsonld").json()["@graph"]
    turtle = client.get("/data/catalog.ttl").content.decode()
    kinds = [kind for thing in graph for kind in thing["@type"]]
    assert (kinds.count("dcat:Catalog"), kinds.count("dcat:Dataset"), kinds.count("dcat:Distribution")) == (
        1,
        len(tables()),
        4 * len(tables()),
    )
    said = sum(len(values) for thing in graph for name, values in thing.items() if name != "@id")
    assert said == len([line for line in turtle.splitlines() if not line.startswith("@prefix")])
    catalogue = graph[0]
    assert catalogue["dct:license"] == [{"@id": "https://creativecommons.org/licenses/by/4.0/"}]
    assert {text["@language"] for text in catalogue["dct:title"]} == {*LANGUAGES}


ASKED_OF_DATASETS = {
    *("dct:title", "dct:description", "dct:publisher", "dct:issued", "dct:modified", "dct:language"),
    *("dct:spatial", "dct:temporal", "dct:accessRights", "dct:accrualPeriodicity", "dcat:contactPoint"),
    *("dcat:distribution", "dcat:keyword", "dcat:theme", "dcat:landingPage"),
}
ASKED_OF_FILES = {
    *("dct:title", "dct:format", "dct:license", "dcat:accessURL", "dcat:downloadURL", "dcat:mediaType"),
    "dcatap:availability",
}


def test_entry_says_all_that_european_catalogues_look_for(client: Client) -> None:
    record = full_record(period="2014-2020")
    record.programme_period.programme.countries = ["BE", "GR"]
    record.programme_period.programme.save()
    dumps.make()
    things = {thing["@id"]: thing for thing in client.get("/data/catalog.jsonld").json()["@graph"]}
    for kind, asked in (("dcat:Dataset", ASKED_OF_DATASETS), ("dcat:Distribution", ASKED_OF_FILES)):
        found = [thing for thing in things.values() if kind in thing["@type"]]
        missing = [(thing["@id"], name) for thing in found for name in asked if name not in thing]
        assert (len(found) >= len(tables()), missing) == (True, [])
    whole = things["http://localhost:8000/en/data/#operations"]
    assert whole["dct:spatial"] == [
        {"@id": f"http://data.europa.eu/nuts/code/{code}"} for code in ("BE", "EL")
    ]
    assert whole["dcatap:applicableLegislation"] == [{"@id": "http://data.europa.eu/eli/reg/2021/1060/oj"}]
    older = things["http://localhost:8000/en/data/#operations-2014-2020"]
    assert older["dcatap:applicableLegislation"] == [{"@id": "http://data.europa.eu/eli/reg/2013/1303/oj"}]
    years = things[older["dct:temporal"][0]["@id"]]
    assert [years[name][0]["@value"] for name in ("dcat:startDate", "dcat:endDate")] == [
        "2014-01-01",
        "2020-12-31",
    ]
    packed = next(thing for name, thing in things.items() if name.endswith("csv.gz"))
    assert [
        packed[name][0]["@id"].partition("media-types/")[2]
        for name in ("dcat:mediaType", "dcat:compressFormat")
    ] == [
        "text/csv",
        "application/gzip",
    ]
    (service,) = [thing for thing in things.values() if "dcat:DataService" in thing["@type"]]
    assert service["dcat:endpointDescription"] == [{"@id": "http://localhost:8000/api/v1/openapi.json"}]
