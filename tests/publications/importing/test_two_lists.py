"""What projects are in one file, who takes part in another: joined by the name of the project."""

import pytest

from core.errors import DomainError
from publications.importing.mapping import from_data
from publications.models import ImportRow, Publication
from tests.factories.programmes import ProgrammePeriodFactory
from tests.publications.importing.lists import data, mapping, taken, tried, written

pytestmark = pytest.mark.django_db

OPERATIONS = "Titel;Kosten\nWater;1.000,50\nLucht;20,00\n"
PARTNERS = "Titel;Partner;Rol\nWater;Stad Gent;JA\nWater;Terneuzen;\nWater;Vereniging;geassocieerde partner\n"
UNKNOWN = "Vuur;Breda;JA\n"
SHAPE = {"key": ["title"], "source": "two-lists", "prefix": "two"}


@pytest.fixture
def both():
    edition = ProgrammePeriodFactory()
    facts = {"title": "Titel", "total_budget": "Kosten"}
    partners = {"title": "Titel", "partner.name": "Partner", "partner.role": "Rol"}
    return (
        mapping(edition, **SHAPE, holds="facts", columns=facts),
        mapping(edition, **SHAPE, holds="partners", columns=partners),
    )


def record(title: str) -> Publication:
    return Publication.objects.get(title__nl=title)


def partners_of(title: str) -> list[tuple[str, str]]:
    return list(record(title).partners.order_by("position").values_list("name", "role"))


def test_partners_join_what_the_first_list_told(both, tmp_path):
    operations, partners = both
    taken(operations, written(tmp_path, OPERATIONS, "operations.csv"))

    run = taken(partners, written(tmp_path, PARTNERS, "partners.csv"))

    assert run.counts["changed"] == 3
    found = record("Water")
    assert str(found.total_budget) == "1000.50"
    assert partners_of("Water") == [("Stad Gent", "lead"), ("Terneuzen", ""), ("Vereniging", "")]
    assert [fact["value"]["nl"] for fact in found.facts] == ["Vereniging"]
    assert found.provenance["file"] == "operations.csv"
    assert found.provenance["partners_file"] == "partners.csv"
    assert partners_of("Lucht") == []


def test_either_list_again_changes_nothing(both, tmp_path):
    operations, partners = both
    first, second = (written(tmp_path, text, f"{len(text)}.csv") for text in (OPERATIONS, PARTNERS))
    for chosen, path in ((operations, first), (partners, second)):
        taken(chosen, path)

    assert tried(operations, first).counts["unchanged"] == 2
    assert tried(partners, second).counts["unchanged"] == 3

    mended = taken(operations, written(tmp_path, OPERATIONS.replace("1.000,50", "2.000,00"), "new.csv"))
    assert mended.counts["changed"] == 1
    assert len(partners_of("Water")) == 3
    assert record("Water").provenance["partners_file"].endswith(".csv")


def test_partners_of_a_project_that_is_not_there_are_refused_and_nothing_counts_as_gone(both, tmp_path):
    operations, partners = both
    taken(operations, written(tmp_path, OPERATIONS, "operations.csv"))

    run = tried(partners, written(tmp_path, PARTNERS + UNKNOWN, "partners.csv"))

    assert (run.counts["changed"], run.counts["refused"], run.found["gone"]) == (3, 1, 0)
    refused = ImportRow.objects.get(run=run, outcome="refused")
    assert "read that list first" in refused.notes[0]["why"]


def test_a_mapping_holds_facts_or_partners_and_nothing_else():
    with pytest.raises(DomainError, match="facts"):
        from_data(data("X", holds="money"))
