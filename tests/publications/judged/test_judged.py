"""Whether the search finds what people mean: queries in three languages, judged by hand."""

from pathlib import Path

import pytest
import yaml

from programmes.models import ProgrammePeriod
from programmes.reference import load as load_programmes
from publications import finding, reference
from publications.models import Publication
from tests.factories.publications import PublicationFactory

HERE = Path(__file__).parent
FILES = Path(__file__).parents[3] / "fixtures" / "reference"
QUERIES = yaml.safe_load((HERE / "queries.yaml").read_text())
FIRST = 10
RECALL = 0.95


@pytest.fixture
def records(db):
    load_programmes(FILES)
    reference.load(FILES)
    edition = ProgrammePeriod.objects.get(code="FWVL-V")
    for row in yaml.safe_load((HERE / "records.yaml").read_text()):
        PublicationFactory(**row, programme_period=edition, is_demo=True)


def test_judged_queries_find_what_people_mean(records):
    codes = dict(Publication.objects.values_list("pk", "code"))
    missed, shares = [], []
    for judged in QUERIES:
        page = finding.page(finding.query({"q": judged["q"]}))
        found = {codes[key] for key in page.keys[:FIRST]}
        shares.append(len(found & set(judged["finds"])) / len(judged["finds"]))
        if shares[-1] < 1:
            missed.append((judged["q"], judged["in"], sorted(found)))
    assert len(QUERIES) >= 60
    assert {judged["in"] for judged in QUERIES} == {"nl", "fr", "en"}
    assert sum(shares) / len(shares) >= RECALL, missed


@pytest.mark.parametrize(
    ("typed", "not_found"),
    [
        ("crossroads -energy", "vlned-crossroads-2-sustainable-energy"),
        ('"eau la qualité"', "test-eaux-vives"),
        ("museums", "test-hydroport"),
    ],
)
def test_judged_queries_leave_out_what_people_do_not_mean(records, typed, not_found):
    found = finding.records(finding.query({"q": typed}))
    assert not_found not in set(found.values_list("code", flat=True))
