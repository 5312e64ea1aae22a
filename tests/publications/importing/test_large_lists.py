"""What makes large lists quick changes nothing of what is taken in: persons, rows, facets, statements."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publications import persons, search
from publications.importing import rows, running
from publications.models import (
    FacetValue,
    ForgottenPerson,
    ImportMapping,
    ImportRow,
    Publication,
    PublishedPartner,
    SearchEntry,
)
from tests.factories.programmes import ProgrammePeriodFactory
from tests.factories.publications import PublicationFactory
from tests.publications.importing.lists import COLUMNS, mapping, taken, tried, written

pytestmark = pytest.mark.django_db

HEADER = "Code;Titel / Title;Start;Einde;Budget;EU;Organisatie;Rol;Land;Persoon;Stad\n"
LEAD = "P1;Water over de grens;2024-01-01;;;;Museum Zoutman;LP;BE;;Gent\n"
PERSON = "P1;Water over de grens;2024-01-01;;;;Zebedeus Zoutman;PP;BE;true;Gent\n"


@pytest.fixture
def chosen() -> ImportMapping:
    more = {"partner.is_natural_person": "Persoon", "partner.city": "Stad"}
    return mapping(ProgrammePeriodFactory(), columns={**COLUMNS, **more})


def told() -> list[tuple[Any, ...]]:
    """What is stored of the partners."""
    found = PublishedPartner.objects.order_by("position")
    return list(found.values_list("name", "is_natural_person", "city", "organisation__name"))


def test_little_is_said_of_a_person_also_when_a_list_is_taken_in_again(
    chosen: ImportMapping, tmp_path: Path
) -> None:
    path = written(tmp_path, HEADER + LEAD + PERSON)
    expected = [("Museum Zoutman", False, "Gent", "Museum Zoutman"), ("Zebedeus Zoutman", True, "", None)]
    assert (taken(chosen, path).counts["new"], told()) == (2, expected)
    assert (taken(chosen, path).counts["unchanged"], told()) == (2, expected)
    changed = written(tmp_path, (HEADER + LEAD + PERSON).replace("grens", "dijk"))
    assert (taken(chosen, changed).counts["changed"], told()) == (2, expected)


def test_a_forgotten_name_does_not_come_back_with_a_list(chosen: ImportMapping, tmp_path: Path) -> None:
    persons.remember("test-p1", ["Zebedeus Zoutman"])
    taken(chosen, written(tmp_path, HEADER + LEAD + PERSON.replace("true", "")))
    assert ForgottenPerson.objects.count() == 1
    assert told() == [("Museum Zoutman", False, "Gent", "Museum Zoutman"), ("", True, "", None)]


@pytest.mark.parametrize(
    ("code", "is_person", "concerns"),
    [("other", False, False), ("other", True, True), ("bridge", False, True), ("bridge", True, True)],
)
def test_protection_changes_nothing_of_those_whom_it_does_not_concern(
    code: str, is_person: bool, concerns: bool
) -> None:
    persons.remember("bridge", ["Zebedeus Zoutman"])
    forgotten = persons.of_records(["bridge", "other"])
    partner = PublishedPartner(name="Zebedeus Zoutman", city="Gent", is_natural_person=is_person)
    before = dict(vars(partner))
    persons.protect(partner, code, None, forgotten)
    assert (vars(partner) != before, persons.concerns(code, is_person, forgotten)) == (concerns, concerns)


def test_a_row_knows_whether_it_says_what_was_kept(chosen: ImportMapping, tmp_path: Path) -> None:
    tried(chosen, written(tmp_path, HEADER + LEAD.replace("Gent", "Gent\u200b") + PERSON))
    stored = ImportRow.objects.order_by("number")
    first, second = rows.read(stored)
    kept = list(stored.values_list("pk", "data", "outcome", "is_repaired", "code", "notes", "changes"))
    for row, values in zip((first, second), kept, strict=True):
        said = (row.pk, row.data, row.outcome, row.is_repaired, row.code, row.notes, row.changes)
        assert (said, row.is_as_kept) == (values, True)
    assert (len(first.notes), second.notes, first.place) == (1, [], "2")
    first.notes.append({"field": "", "was": "", "became": "", "why": "More."})
    second.outcome = "refused"
    assert (first.is_as_kept, second.is_as_kept) == (False, False)
    first.say_as_kept()
    second.say_as_kept()
    assert (first.is_as_kept, second.is_as_kept, len(first.notes)) == (True, True, 1)


def test_statements_of_a_chunk_do_not_grow_with_its_rows(chosen: ImportMapping, tmp_path: Path) -> None:
    numbers = []
    for many in (1, 2, 8):
        lines = [
            LEAD.replace("P1", f"N{many}{one}").replace("Museum", f"Museum {one}") for one in range(many)
        ]
        run = tried(chosen, written(tmp_path, HEADER + "".join(lines)))
        decided = running.decide(run, by=None, all_or_nothing=False, remove_gone=False)
        with CaptureQueriesContext(connection) as captured:
            running.write(decided)
        numbers.append(len(captured))
    assert (numbers[1:], Publication.objects.count()) == ([numbers[0]] * 2, 11)


def test_every_record_has_each_facet_and_unknown_ones_too() -> None:
    PublicationFactory(acronym="BARE", partners=[])
    PublicationFactory(acronym="PLACED", partners=[{"country": "BE", "region": "BE234", "kind": "sme"}])
    search.index(list(Publication.objects.values_list("pk", flat=True)))
    found = {}
    for entry in SearchEntry.objects.select_related("record"):
        values = FacetValue.objects.filter(
            pk__in=entry.codes, facet__in=["country", "region", "nuts3", "kind"]
        )
        found[entry.record.acronym] = sorted(values.values_list("facet", "value"))
    assert found == {
        "BARE": [(facet, "unknown") for facet in ("country", "kind", "nuts3", "region")],
        "PLACED": [
            ("country", "BE"), ("kind", "sme"), ("nuts3", "BE234"), ("region", "BE2"), ("region", "BE23"),
        ],
    }  # fmt: skip
