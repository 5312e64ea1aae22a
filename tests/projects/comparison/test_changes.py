"""Two dossiers compared: texts, rows by identity, money cell by cell, files by content."""

from decimal import Decimal

import pytest

from projects import dossier
from projects.comparison import CellChange, compare
from projects.models import Answer, Attachment, BudgetLine, Entry, Partnership, Project
from tests.factories.calls import CallAnnexFactory
from tests.factories.form import standard_project, work_package
from tests.factories.projects import AnswerFactory, AttachmentFactory, complete_partner, complete_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return standard_project()


def load(project):
    """As it would be frozen and read back."""
    return dossier.from_data(dossier.to_data(dossier.load(project)))


def sections(old, new):
    return {section.key: section for section in compare(old, new).sections}


def test_same_dossier_has_no_differences(project):
    work_package(project, 1)
    assert compare(load(project), load(project)).is_empty


def test_changed_text_is_told_word_by_word(project):
    before = load(project)
    Answer.objects.filter(field="title", language="nl").update(text="Titel (nieuw)")
    (field,) = sections(before, load(project))["identification"].fields
    assert (field.key, field.state) == ("title", "changed")
    (text,) = field.texts
    assert [(piece.kind, piece.text) for piece in text.pieces] == [
        ("same", "Titel ("),
        ("removed", "nl"),
        ("added", "nieuw"),
        ("same", ")"),
    ]


def test_filled_and_cleared_fields_are_added_and_removed(project):
    before = load(project)
    AnswerFactory(project=project, field="challenges", text="Het water stijgt.")
    after = load(project)
    assert [field.state for field in sections(before, after)["relevance"].fields] == ["added"]
    assert [field.state for field in sections(after, before)["relevance"].fields] == ["removed"]


def test_entries_are_added_removed_and_moved(project):
    packages = [work_package(project, position) for position in (1, 2, 3)]
    before = load(project)
    Entry.objects.filter(pk=packages[0].pk).update(position=9)
    Entry.objects.filter(pk=packages[1].pk).update(removed_at=project.created_at)
    added = work_package(project, 10)
    rows = {row.key: row for row in sections(before, load(project))["work_plan"].rows}
    assert rows[str(packages[1].uid)].state == "removed"
    assert rows[str(added.uid)].state == "added"
    assert {rows[str(one.uid)].state for one in (packages[0], packages[2]) if str(one.uid) in rows} == {
        "moved"
    }


def test_change_within_an_entry_is_found_below_it(project):
    package = work_package(project, 1)
    before = load(project)
    activity = Entry.objects.get(kind="activity")
    Entry.objects.filter(pk=activity.pk).update(first_period=2, last_period=3)
    (row,) = sections(before, load(project))["work_plan"].rows
    assert (row.key, row.state, row.fields) == (str(package.uid), "changed", ())
    (below,) = row.rows
    assert sorted(field.key.rpartition(".")[2] for field in below.fields) == ["first_period", "last_period"]


def test_money_is_compared_cell_by_cell(project):
    before = load(project)
    BudgetLine.objects.filter(partnership__position=1).update(amount=Decimal("120000.00"))
    tables = {table.key: table for table in sections(before, load(project))["budget"].tables}
    changed = tables["budget"].rows[0]
    assert changed.cells[-1] == CellChange(Decimal("200000.00"), Decimal("220000.00"))
    assert changed.cells[-1].difference == Decimal("20000.00")
    untouched = project.partnerships.get(position=2)
    assert f"budget.{untouched.uid}" not in tables


def test_partner_that_came_has_its_own_tables():
    project = complete_project()
    before = load(project)
    partner = complete_partner(project, 3)
    found = sections(before, load(project))
    assert [row.state for row in found["partners"].rows] == ["added"]
    assert f"budget.{partner.uid}" in {table.key for table in found["budget"].tables}
    Partnership.objects.filter(pk=partner.pk).delete()


def test_files_are_known_by_their_content(project):
    annex = CallAnnexFactory(call=project.call)
    kept = AttachmentFactory(project=project, annex=annex, name="old.pdf")
    gone = AttachmentFactory(project=project, name="gone.pdf")
    before = load(project)
    Attachment.objects.filter(pk=kept.pk).update(name="new name.pdf")
    Attachment.objects.filter(pk=gone.pk).update(removed_at=project.created_at)
    AttachmentFactory(project=project, name="gone.pdf")
    (table,) = sections(before, load(project))["annexes"].tables
    assert sorted((row.label, row.state) for row in table.rows) == [
        ("gone.pdf", "added"),
        ("gone.pdf", "removed"),
        ("new name.pdf", "changed"),
    ]


def test_versions_of_the_first_schema_can_be_compared(project):
    now = load(project)
    old = dossier.to_data(now) | {"schema": 1, "acronym": "BEFORE"}
    for name in ("answers", "entries", "annexes"):
        old.pop(name)
    for name in ("fields", "step", "annexes"):
        old["call"].pop(name)
    found = sections(dossier.from_data(old), now)
    assert [field.key for field in found["identification"].fields] == ["acronym"]
    assert Project.objects.count() == 1
