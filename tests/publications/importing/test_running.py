"""From a file to public records: tried first, every row accounted for, nothing overwritten."""

from contextlib import nullcontext
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models import Sum

from core.errors import DomainError
from publications import finding, linking, search
from publications.importing import running
from publications.models import (
    ImportDoubt,
    ImportRow,
    ImportRun,
    KeptFigure,
    Organisation,
    Publication,
    PublishedPartner,
    RecordVersion,
)
from tests.factories.programmes import ProgrammePeriodFactory
from tests.factories.publications import PublicationFactory
from tests.publications.importing.lists import HEADER, mapping, taken, tried, written

pytestmark = pytest.mark.django_db

SUMS = ("projects", "total_budget", "eu_funding", "budgeted", "paid", "partners", "partners_paid")
GOOD = "P1;Water over de grens;01/03/2023;31/12/2025;1.250.000,00;€ 750.000;Stad Gent;LP;België;x\n"
MORE = "P1;Water over de grens;01/03/2023;31/12/2025;1.250.000,00;€ 750.000;Gemeente Terneuzen;PP;NL;\n"
OTHER = "P2;Groene energie;2024-01-01;2026;n/a;;Universiteit Antwerpen;lead;BE;\n"
BAD = "P3;Slecht bedrag;2024-01-01;;-5;;Niemand;LP;BE;\n"
NAMELESS = ";Zonder code;2024-01-01;;5;;Niemand;LP;BE;\n"


def found(words: str) -> list[Publication]:
    """What a search for these words finds."""
    return list(finding.records(finding.query({"q": words})))


@pytest.fixture
def chosen():
    return mapping(ProgrammePeriodFactory())


def kept_sums() -> list[tuple[object, ...]]:
    """Kept figures are changes: what counts is their sum by edition, dimension and key."""
    rows = KeptFigure.objects.order_by("edition", "dimension", "key").values_list(
        "edition", "dimension", "key"
    )
    return [row for row in rows.annotate(*(Sum(name) for name in SUMS)) if any(row[3:])]


def accounted(run: ImportRun) -> bool:
    """Rows in are rows accounted for: as counted, and as kept."""
    outcomes = sum(run.counts[name] for name in ImportRow.Outcome.values)
    return run.rows_read == outcomes == run.rows.count() and not run.counts["waiting"]


def test_read_changes_nothing_and_accounts_for_every_row(chosen, tmp_path):
    run = tried(chosen, written(tmp_path, HEADER + GOOD + MORE + "\n" + OTHER + BAD + NAMELESS))
    assert Publication.objects.count() == 0
    assert (run.state, run.rows_read, accounted(run)) == (ImportRun.State.READ, 6, True)
    assert {name: run.counts[name] for name in ("new", "refused", "blank", "operations")} == {
        "new": 3,
        "refused": 2,
        "blank": 1,
        "operations": 3,
    }
    assert run.found["not_taken"] == ["Opmerking"]


def test_write_makes_records_with_partners_provenance_and_search(chosen, tmp_path):
    run = taken(chosen, written(tmp_path, HEADER + GOOD + MORE + OTHER + BAD))
    record = Publication.objects.get(code="test-p1")
    assert (record.title["nl"], record.start_date, record.end_date) == (
        "Water over de grens",
        date(2023, 3, 1),
        date(2025, 12, 31),
    )
    assert (record.total_budget, record.eu_funding) == (Decimal("1250000.00"), Decimal("750000.00"))
    assert list(record.partners.values_list("name", "role", "country")) == [
        ("Stad Gent", "lead", "BE"),
        ("Gemeente Terneuzen", "partner", "NL"),
    ]
    assert (record.lead, record.partner_count, record.countries) == ("Stad Gent", 2, ["BE", "NL"])
    assert (record.source, record.import_source, record.licence, record.is_demo) == (
        "list:test-list",
        "A list for tests",
        "CC0 1.0",
        False,
    )
    assert (record.provenance["file"], record.provenance["rows"]) == ("list.csv", "2, 3")
    assert record.provenance["sha256"] == run.sha256
    assert list(finding.records(finding.query({"q": "grens"}))) == [record]
    assert Organisation.objects.filter(name="Stad Gent", project_count=1).count() == 1
    assert RecordVersion.objects.filter(code="test-p1").count() == 1
    other = Publication.objects.get(code="test-p2")
    assert (other.end_date, other.total_budget, other.eu_funding) == (None, None, None)
    assert not Publication.objects.filter(code="test-p3").exists()
    assert (run.state, accounted(run)) == (ImportRun.State.DONE, True)


def test_what_is_gathered_before_a_record_is_stored_is_what_its_stored_partners_say(chosen, tmp_path):
    known = PublicationFactory(partners=[{"name": "Stad Gent", "country": "BE"}]).partners.get()
    person = (
        "P1;Water over de grens;01/03/2023;31/12/2025;1.250.000,00;€ 750.000;Universiteit Antwerpen;PP;BE;\n"
    )
    taken(chosen, written(tmp_path, HEADER + GOOD + person + MORE + OTHER))
    taken(chosen, written(tmp_path, HEADER + GOOD + MORE + OTHER.replace("Universiteit", "Hogeschool")))
    keys = list(Publication.objects.values_list("pk", flat=True))
    gathered = ("lead", "partner_count", "countries", "regions", "nuts", "partner_types", "organisations")
    before = list(Publication.objects.order_by("pk").values_list("code", *gathered))
    links = list(PublishedPartner.objects.order_by("pk").values_list("pk", "organisation"))
    counts = list(Organisation.objects.order_by("pk").values_list("name", "project_count"))
    assert known.organisation_id in Publication.objects.get(code="test-p1").organisations
    assert counts[0] == ("Stad Gent", 2)
    sums = kept_sums()
    linking.link(keys)
    search.index(keys)
    with connection.cursor() as cursor:
        cursor.execute("SELECT publications_renew_figures()")
    assert list(Publication.objects.order_by("pk").values_list("code", *gathered)) == before
    assert list(PublishedPartner.objects.order_by("pk").values_list("pk", "organisation")) == links
    assert list(Organisation.objects.order_by("pk").values_list("name", "project_count")) == counts
    assert kept_sums() == sums


def test_write_again_changes_nothing(chosen, tmp_path):
    path = written(tmp_path, HEADER + GOOD + MORE + OTHER)
    taken(chosen, path)
    before = list(Publication.objects.order_by("pk").values_list("pk", "data_date", "imported_at"))
    run = taken(chosen, path)
    assert (run.counts["unchanged"], run.counts["new"], run.counts["changed"]) == (3, 0, 0)
    assert list(Publication.objects.order_by("pk").values_list("pk", "data_date", "imported_at")) == before
    assert RecordVersion.objects.count() == 2


def test_write_of_a_changed_list_updates_in_place_and_shows_old_and_new(chosen, tmp_path):
    taken(chosen, written(tmp_path, HEADER + GOOD + MORE + OTHER))
    key = Publication.objects.get(code="test-p1").pk
    changed = GOOD.replace("1.250.000,00", "1.300.000,00") + MORE.replace("Terneuzen", "Sluis").replace(
        "1.250.000,00", "1.300.000,00"
    )
    run = taken(chosen, written(tmp_path, HEADER + changed + OTHER))
    assert (run.counts["changed"], run.counts["unchanged"]) == (2, 1)
    first = run.rows.filter(code="test-p1").order_by("pk")[0]
    assert {"field": "total_budget", "old": "1250000.00", "new": "1300000.00"} in first.changes
    assert {"field": "partner", "old": "Gemeente Terneuzen, partner, NL", "new": ""} in first.changes
    record = Publication.objects.get(code="test-p1")
    assert (record.pk, record.total_budget) == (key, Decimal("1300000.00"))
    assert list(record.partners.values_list("name", flat=True)) == ["Stad Gent", "Gemeente Sluis"]
    assert list(finding.records(finding.query({"q": "Sluis"}))) == [record]
    assert list(finding.records(finding.query({"q": "Terneuzen"}))) == []
    assert RecordVersion.objects.filter(code="test-p1").count() == 2
    assert Organisation.objects.get(name="Gemeente Terneuzen").project_count == 0


def test_write_never_touches_a_record_of_the_portal_or_of_known_facts(chosen, tmp_path):
    mine = PublicationFactory(code="test-p1", acronym="MINE", source="portal")
    PublicationFactory(code="test-p2", acronym="KNOWN", source="reference")
    run = taken(chosen, written(tmp_path, HEADER + GOOD + OTHER))
    assert (run.counts["refused"], run.counts["new"], accounted(run)) == (2, 0, True)
    mine.refresh_from_db()
    assert (mine.acronym, mine.source, mine.partners.count()) == ("MINE", "portal", 0)


def test_a_refused_row_holds_back_its_project(chosen, tmp_path):
    taken(chosen, written(tmp_path, HEADER + GOOD + MORE))
    run = taken(chosen, written(tmp_path, HEADER + GOOD + MORE.replace("€ 750.000", "-1")))
    assert run.counts["refused"] == 2
    assert Publication.objects.get(code="test-p1").partners.count() == 2


def test_all_or_nothing_writes_nothing_when_a_row_is_refused(chosen, tmp_path):
    with pytest.raises(DomainError, match="all or nothing"):
        taken(chosen, written(tmp_path, HEADER + GOOD + BAD), all_or_nothing=True)
    assert Publication.objects.count() == 0
    run = taken(chosen, written(tmp_path, HEADER + GOOD + OTHER), all_or_nothing=True)
    assert (run.state, Publication.objects.count()) == (ImportRun.State.DONE, 2)


def test_all_or_nothing_takes_everything_back_when_the_portal_changed(chosen, tmp_path, monkeypatch):
    monkeypatch.setattr("publications.importing.chunks.ROWS", 1)
    run = tried(chosen, written(tmp_path, HEADER + GOOD + OTHER))
    last = run.rows.exclude(key="").order_by("-key")[0].code
    PublicationFactory(code=last, source="portal")
    decided = running.decide(run, by=None, all_or_nothing=True, remove_gone=False)
    with pytest.raises(DomainError, match="changed meanwhile"):
        running.write(decided)
    assert list(Publication.objects.values_list("code", flat=True)) == [last]


def test_what_is_gone_is_listed_and_removed_only_by_choice(chosen, tmp_path):
    taken(chosen, written(tmp_path, HEADER + GOOD + OTHER))
    path = written(tmp_path, HEADER + GOOD)
    run = taken(chosen, path)
    assert (run.found["gone"], run.found["gone_named"]) == (1, ["test-p2 Groene energie"])
    assert Publication.objects.count() == 2
    removed = taken(chosen, path, remove_gone=True)
    assert removed.found["removed"] == 1
    assert list(Publication.objects.values_list("code", flat=True)) == ["test-p1"]
    assert Organisation.objects.get(name="Universiteit Antwerpen").project_count == 0


def test_nothing_is_removed_while_rows_are_refused(chosen, tmp_path):
    taken(chosen, written(tmp_path, HEADER + GOOD + OTHER))
    with pytest.raises(DomainError, match="not sure what is gone"):
        taken(chosen, written(tmp_path, HEADER + GOOD + BAD), remove_gone=True)


@pytest.mark.django_db(transaction=True)
def test_a_second_import_of_the_same_list_is_refused_while_the_first_writes(tmp_path):
    run = tried(mapping(ProgrammePeriodFactory()), written(tmp_path, HEADER + GOOD))
    decided = running.decide(run, by=None, all_or_nothing=False, remove_gone=False)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtextextended('import:test-list', 0))")
            with pytest.raises(running.Busy, match="is being written"):
                running.write(decided)
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended('import:test-list', 0))")
    finally:
        other.close()
    assert running.write(decided) is True
    assert Publication.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_reading_ahead_gives_what_reading_in_turn_gives(tmp_path, monkeypatch):
    chosen = mapping(ProgrammePeriodFactory())
    path = written(tmp_path, HEADER + GOOD + MORE + "\n" + OTHER + BAD + NAMELESS)
    monkeypatch.setattr("publications.importing.chunks.ROWS", 1)
    monkeypatch.setattr("publications.importing.staging.BATCH", 2)
    columns = ("number", "key", "outcome", "code", "is_repaired", "notes", "changes", "data")
    found = []
    for is_alone in (False, True):
        with transaction.atomic() if is_alone else nullcontext():
            run = taken(chosen, path)
            told = list(Publication.objects.order_by("code").values_list("code", "title", "partner_count"))
            found.append((run.counts, list(run.rows.order_by("number").values_list(*columns)), told))
            Publication.objects.all().delete()
    assert found[0] == found[1]
    assert (found[0][0]["new"], found[0][0]["refused"], len(found[0][2])) == (3, 2, 2)
    first = taken(chosen, path)
    again = taken(chosen, path)
    assert (first.counts["new"], again.counts["unchanged"], accounted(again)) == (3, 3, True)


def test_a_stopped_writing_goes_on_where_it_was(chosen, tmp_path, monkeypatch):
    monkeypatch.setattr("publications.importing.chunks.ROWS", 1)
    run = tried(chosen, written(tmp_path, HEADER + GOOD + MORE + OTHER))
    decided = running.decide(run, by=None, all_or_nothing=False, remove_gone=False)
    assert running.write(decided, turn=0.000001) is False
    assert Publication.objects.count() == 1
    assert running.write(ImportRun.objects.get(pk=run.pk)) is True
    run.refresh_from_db()
    assert (Publication.objects.count(), run.state, accounted(run)) == (2, ImportRun.State.DONE, True)


def test_a_killed_chunk_leaves_nothing_half(chosen, tmp_path, monkeypatch):
    run = tried(chosen, written(tmp_path, HEADER + GOOD + MORE + OTHER))
    decided = running.decide(run, by=None, all_or_nothing=False, remove_gone=False)

    def killed(keys: list[int], *, gathered: set[int]) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("publications.search.index", killed)
        with pytest.raises(KeyboardInterrupt):
            running.write(decided)
    assert Publication.objects.count() == 0
    assert running.write(ImportRun.objects.get(pk=run.pk)) is True
    assert Publication.objects.count() == 2


def test_stop_leaves_the_rest_and_keeps_what_is_written(chosen, tmp_path):
    run = tried(chosen, written(tmp_path, HEADER + GOOD))
    decided = running.decide(run, by=None, all_or_nothing=False, remove_gone=False)
    running.stop(decided, by=None)
    assert running.write(decided) is True
    assert Publication.objects.count() == 0
    with pytest.raises(DomainError, match="over"):
        running.stop(decided, by=None)


def test_decide_twice_is_refused(chosen, tmp_path):
    run = taken(chosen, written(tmp_path, HEADER + GOOD))
    with pytest.raises(DomainError, match="not waiting"):
        running.decide(run, by=None, all_or_nothing=False, remove_gone=False)


def test_begin_with_the_same_key_is_the_same_run(chosen):
    key = uuid4()
    runs = {running.begin(chosen, by=None, file_name="a.csv", key=key).pk for _ in range(2)}
    assert len(runs) == 1


def test_resembling_records_are_listed_with_reasons_and_not_merged(chosen, tmp_path):
    edition = chosen.data["fixed"]["programme"]
    known = PublicationFactory(
        programme_period_id=edition,
        acronym="Water over de grens",
        title={"nl": "Water over de grens"},
        start_date=date(2023, 3, 1),
        end_date=date(2025, 12, 31),
        total_budget=Decimal(1250000),
    )
    twin = (
        GOOD.replace("P1", "P7")
        .replace("Water over de grens", "Over de grens: WATER")
        .replace("Stad Gent", "Gent (stad)")
    )
    taken(chosen, written(tmp_path, HEADER + GOOD + twin))
    doubts = {(one.kind, one.left, one.right): one.reasons for one in ImportDoubt.objects.all()}
    assert len(doubts["project", "Water over de grens", known.acronym]) == 3
    assert ("project", "Water over de grens", "Over de grens: WATER") in doubts
    assert ("organisation", "Gent (stad)", "Stad Gent") in doubts
    assert Publication.objects.count() == 3


def test_a_judged_doubt_is_not_asked_again(chosen, tmp_path):
    path = written(tmp_path, HEADER + GOOD + GOOD.replace("P1", "P7"))
    taken(chosen, path)
    ImportDoubt.objects.update(verdict=ImportDoubt.Verdict.DIFFERENT)
    number = ImportDoubt.objects.count()
    taken(chosen, path)
    assert (ImportDoubt.objects.count(), number > 0) == (number, True)
    assert not ImportDoubt.objects.filter(verdict="open").exists()


def test_what_many_records_share_makes_no_doubts(chosen, tmp_path):
    edition = chosen.data["fixed"]["programme"]
    for number in range(7):
        PublicationFactory(
            programme_period_id=edition,
            acronym=f"S{number}",
            title={"nl": "Water over de grens"},
            start_date=date(2023, 3, 1),
            end_date=date(2025, 12, 31),
            total_budget=Decimal(1250000),
        )
    tried(chosen, written(tmp_path, HEADER + GOOD))
    assert not ImportDoubt.objects.exists()
