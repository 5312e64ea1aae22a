"""Exports: tables and dossiers hold what the person may see, once, and nobody else gets them."""

import csv
import hashlib
import io
import uuid
import zipfile
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from openpyxl import load_workbook

from accounts import trail
from accounts.models import TrailEntry
from assessments.exports import asking, dossiers, making
from assessments.exports.columns import DEFAULTS, chosen, columns_for
from assessments.exports.tables import rows
from assessments.models import Appeal, Export, ExportState, ExportTemplate, RowsOf
from assessments.permissions import exportable
from core.errors import DomainError, NotAllowed
from documents.batches import advancing, writing
from documents.models import Batch, Document
from programmes.states import Role
from projects.models import Comment, Project, StateChange
from projects.models.talk import Audience
from projects.states import State
from tests.batching import render_all
from tests.factories.accounts import UserFactory
from tests.factories.assessments import staff_of
from tests.factories.assessments import submitted_project as submitted
from tests.factories.correspondence import MessageFactory
from tests.factories.programmes import StaffRoleFactory
from tests.factories.projects import CollaboratorFactory, InterestFactory, PaperFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return submitted()


@pytest.fixture
def officer(project):
    return staff_of(project, Role.OFFICER)


def table(by, **more):
    facts = {"columns": ["code", "acronym"], "rows_of": "proposals", "kind": "csv", "key": uuid.uuid4()}
    return asking.ask_for_table(exportable(by).order_by("pk"), by=by, **facts | more)


def read_csv(export):
    with default_storage.open(str(export.file.name)) as stored:
        return list(csv.reader(io.StringIO(stored.read().decode("utf-8-sig"), newline="")))


def test_every_column_can_be_filled_for_both_kinds_of_row(project, officer):
    for rows_of in RowsOf.values:
        columns = list(columns_for(rows_of).values())
        found = list(rows([project.pk], columns, rows_of, by=officer))
        assert len(found) == (1 if rows_of == RowsOf.PROPOSALS else project.partnerships.count())
        assert {len(row) for row in found} == {len(columns)}
        known = dict(zip([column.key for column in columns], found[0], strict=True))
        frozen = project.versions.get().data
        assert known["code"] == project.code
        assert known["total"] == Decimal(frozen["totals"]["total"])
        assert known["title.nl"] == frozen["title"]["nl"]


def test_usual_columns_are_known():
    for rows_of, keys in DEFAULTS.items():
        assert [column.key for column in chosen(keys, rows_of)] == list(keys)


def test_columns_of_partners_stand_only_in_tables_of_partners():
    assert "partner.name" not in columns_for(RowsOf.PROPOSALS)
    assert [column.key for column in chosen(["partner.name", "code", "code", "x"], RowsOf.PROPOSALS)] == [
        "code"
    ]


def test_rows_cost_the_same_number_of_queries_for_one_and_for_three(
    project, officer, django_assert_max_num_queries
):
    call = project.call
    others = [submitted(0, call=call) for _ in range(2)]
    columns = list(columns_for(RowsOf.PARTNERS).values())
    for keys in ([project.pk], [one.pk for one in (project, *others)]):
        with django_assert_max_num_queries(7):
            assert list(rows(keys, columns, RowsOf.PARTNERS, by=officer))


def test_table_is_made_once_with_its_digest(project, officer):
    key = uuid.uuid4()
    export = table(officer, key=key)
    assert table(officer, key=key) == export
    assert making.make(export.pk)
    assert not making.make(export.pk)
    export.refresh_from_db()
    assert (export.state, export.done, export.total) == (ExportState.READY, 1, 1)
    with default_storage.open(str(export.file.name)) as stored:
        content = stored.read()
    assert (hashlib.sha256(content).hexdigest(), len(content)) == (export.sha256, export.size)
    assert read_csv(export) == [["Number", "Acronym"], [project.code, project.acronym]]


def test_table_as_workbook_holds_amounts_as_numbers(project, officer):
    export = table(officer, kind="xlsx", columns=["code", "total"])
    assert making.make(export.pk)
    export.refresh_from_db()
    with default_storage.open(str(export.file.name)) as stored:
        sheet = load_workbook(io.BytesIO(stored.read())).worksheets[0]
    total = Decimal(project.versions.get().data["totals"]["total"])
    assert [cell.value for cell in sheet[2]] == [project.code, float(total)]


def test_acronym_that_looks_like_a_formula_is_defused(project, officer):
    frozen = project.versions.get()
    assert frozen.data["acronym"] == project.acronym
    hostile = submitted(0, call=project.call, acronym="=1+1")
    export = table(officer, columns=["acronym"])
    making.make(export.pk)
    export.refresh_from_db()
    assert ["'=1+1"] in read_csv(export)
    assert hostile.acronym == "=1+1"


def test_conflict_declared_after_asking_leaves_the_row_out(project, officer):
    export = table(officer)
    InterestFactory(project=project, person=officer, has_conflict=True, note="My employer.")
    making.make(export.pk)
    export.refresh_from_db()
    assert read_csv(export) == [["Number", "Acronym"]]


def test_only_secretariat_and_auditors_of_the_programme_export(project, officer):
    seen = {}
    for role in Role:
        seen[role] = exportable(staff_of(project, role)).exists()
    assert seen == {
        Role.OFFICER: True,
        Role.MANAGER: True,
        Role.AUDITOR: True,
        Role.ASSESSOR: False,
        Role.COMMITTEE: False,
        Role.EDITOR: False,
    }
    assert not exportable(StaffRoleFactory(user=UserFactory(), role=Role.OFFICER).user).exists()
    assert not exportable(project.created_by).exists()
    CollaboratorFactory(project=project, user=officer)
    assert not exportable(officer).exists()


def test_nothing_too_much_and_no_column_are_refused(project, officer, monkeypatch):
    nothing = Project.objects.none()
    with pytest.raises(DomainError, match="No proposal is selected"):
        asking.ask_for_table(
            nothing, by=officer, columns=["code"], rows_of="proposals", kind="csv", key=uuid.uuid4()
        )
    with pytest.raises(DomainError, match="at least one column"):
        table(officer, columns=["unknown"])
    with pytest.raises(DomainError, match="kind of file"):
        table(officer, kind="exe")
    monkeypatch.setattr(asking, "MOST_PROPOSALS", 0)
    with pytest.raises(DomainError, match="at most 0 proposals"):
        table(officer)


def test_few_exports_of_one_person_wait_at_a_time(project, officer):
    made = [table(officer) for _ in range(asking.MOST_WAITING)]
    with pytest.raises(DomainError, match="still being made"):
        table(officer)
    asking.stop(made[0], by=officer)
    assert table(officer)


def test_stopped_export_is_not_made(project, officer):
    export = table(officer)
    asking.stop(export, by=UserFactory())
    assert Export.objects.get().is_waiting
    asking.stop(export, by=officer)
    assert not making.make(export.pk)
    assert Export.objects.get().state == ExportState.STOPPED


def test_failure_is_told_and_leaves_no_file(project, officer, monkeypatch):
    export = table(officer)

    def broken(*_args, **_more):
        raise OSError("disk full")

    monkeypatch.setattr(making, "_write_table", broken)
    assert not making.make(export.pk)
    export.refresh_from_db()
    assert (export.state, export.error, str(export.file)) == (ExportState.FAILED, "OSError: disk full", "")


def test_export_left_behind_is_taken_up_and_given_up_in_the_end(project, officer):
    export = table(officer)
    assert making.left_behind() == []
    old = timezone.now() - timedelta(hours=1)
    Export.objects.update(touched_at=old)
    assert making.left_behind() == [export.pk]
    Export.objects.update(touched_at=old, attempts=making.MOST_ATTEMPTS)
    assert making.left_behind() == []
    assert Export.objects.get().state == ExportState.FAILED


def test_files_are_deleted_when_they_expire(project, officer):
    export = table(officer)
    making.make(export.pk)
    export.refresh_from_db()
    name = str(export.file.name)
    assert making.clean() == 0
    Export.objects.update(finished_at=timezone.now() - asking.KEPT_FOR - timedelta(hours=1))
    assert making.clean() == 1
    assert not default_storage.exists(name)
    assert not Export.objects.get().has_file


def put_together(officer, key=None):
    """The dossiers of all that the officer may export, as a batch that is made."""
    batch = dossiers.ask(exportable(officer), by=officer, key=key or uuid.uuid4())
    while not advancing.advance(batch.pk):
        render_all()
    assert writing.write(batch.pk), Batch.objects.get().error
    batch.refresh_from_db()
    return batch


def test_form_that_cannot_be_made_holds_up_nothing_else_of_the_dossier(project, officer, settings):
    settings.DOCUMENT_RENDERER = "tests.assessments.exports.test_exports.as_pdf"
    other = submitted(0, call=project.call, acronym="BAD")
    batch = dossiers.ask(exportable(officer), by=officer, key=uuid.uuid4())
    advancing.advance(batch.pk)
    Document.objects.filter(subject=f"{other.chain}:form:1").update(state="failed")
    render_all()
    assert advancing.advance(batch.pk)
    assert writing.write(batch.pk)
    batch.refresh_from_db()
    with default_storage.open(str(batch.file.name)) as stored:
        archive = zipfile.ZipFile(io.BytesIO(stored.read()))
        names, manifest = set(archive.namelist()), archive.read("manifest.csv").decode("utf-8-sig")
    assert f"{project.code}/versions/1/form.pdf" in names
    assert f"{other.code}/versions/1/form.pdf" not in names
    assert {f"{other.code}/versions/1/dossier.json", f"{other.code}/trail.csv"} <= names
    assert f"{other.code}/versions/1/form.pdf,,could not be made" in manifest
    assert (batch.done, batch.failures) == (1, 1)


def test_dossier_of_a_proposal_hidden_meanwhile_stays_out(project, officer, settings):
    settings.DOCUMENT_RENDERER = "tests.assessments.exports.test_exports.as_pdf"
    other = submitted(0, call=project.call, acronym="MINE")
    batch = dossiers.ask(exportable(officer), by=officer, key=uuid.uuid4())
    InterestFactory(project=other, person=officer, has_conflict=True, note="My employer.")
    advancing.advance(batch.pk)
    render_all()
    assert advancing.advance(batch.pk)
    assert writing.write(batch.pk)
    batch.refresh_from_db()
    with default_storage.open(str(batch.file.name)) as stored:
        names = zipfile.ZipFile(io.BytesIO(stored.read())).namelist()
    assert {name.split("/")[0] for name in names} == {project.code, "manifest.csv"}


def test_dossier_holds_all_there_is_but_private_words(project, officer, settings):
    settings.DOCUMENT_RENDERER = "tests.assessments.exports.test_exports.as_pdf"
    for audience in Audience.values:
        Comment.objects.create(
            project=project,
            author=officer,
            by_staff=True,
            audience=audience,
            text=f"Said to {audience}.",
            published_at=None if audience == Audience.PRIVATE else timezone.now(),
        )
    MessageFactory(about=project.chain, state="sent", body="A letter that left.", sent_at=timezone.now())
    MessageFactory(about=project.chain, state="drafted", body="A letter that waits.")
    batch = put_together(officer)
    assert (batch.kind, batch.done) == ("dossiers", 1)
    with default_storage.open(str(batch.file.name)) as stored:
        archive = zipfile.ZipFile(io.BytesIO(stored.read()))
        files = {name: archive.read(name) for name in archive.namelist()}
    folder = project.code
    assert files[f"{folder}/versions/1/form.pdf"] == b"%PDF-1.7 made by a test"
    talk = files[f"{folder}/talk.csv"].decode("utf-8-sig")
    assert ("Said to applicants." in talk, "Said to staff." in talk, "Said to private." in talk) == (
        True,
        True,
        False,
    )
    letters = [content.decode() for name, content in files.items() if "/letters/" in name]
    assert len(letters) == 1
    assert "A letter that left." in letters[0]
    manifest = list(csv.reader(io.StringIO(files.pop("manifest.csv").decode("utf-8-sig"))))[1:]
    assert {name: digest for name, _size, digest in manifest} == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items()
    }
    entries = list(csv.reader(io.StringIO(files[f"{folder}/trail.csv"].decode("utf-8-sig"), newline="")))
    assert len(entries) - 1 == TrailEntry.objects.filter(chain=project.chain).count()
    assert entries[-1][3] == "export dossier"
    assert "is unbroken" in files[f"{folder}/about.txt"].decode()


def test_dossier_holds_files_of_contracts_and_of_objections_that_were_submitted(project, officer, settings):
    settings.DOCUMENT_RENDERER = "tests.assessments.exports.test_exports.as_pdf"
    now = timezone.now()
    for number, sent in enumerate((True, False)):
        change = StateChange.objects.create(project=project, step="refuse", source="eligible", target="x")
        when = {"submitted_at": now, "submitted_by": officer} if sent else {}
        appeal = Appeal.objects.create(
            project=project, change=change, text=f"Why {number}", due=now, saved_by=officer, **when
        )
        appeal.files.add(stored_paper(project, f"proof-{number}.pdf", "objection"))
    stored_paper(project, "signed.pdf", "contract")
    batch = put_together(officer)
    with default_storage.open(str(batch.file.name)) as stored:
        archive = zipfile.ZipFile(io.BytesIO(stored.read()))
        objections = archive.read(f"{project.code}/objections.csv").decode("utf-8-sig")
        names = {name for name in archive.namelist() if "/files/" in name}
    folder = f"{project.code}/files"
    assert names == {f"{folder}/objection/proof-0.pdf", f"{folder}/contract/signed.pdf"}
    assert ("Why 0,proof-0.pdf" in objections, "Why 1" in objections) == (True, False)


def stored_paper(project, name, purpose):
    file = default_storage.save(f"attachments/tt/{uuid.uuid4()}", ContentFile(b"%PDF-1.4"))
    return PaperFactory(project=project, name=name, purpose=purpose, file=file)


def as_pdf(html, **_more):
    """In place of the maker of PDFs: what it makes is tested elsewhere."""
    return b"%PDF-1.7 made by a test"


def test_asking_twice_notes_the_dossier_once(project, officer):
    key = uuid.uuid4()
    for _turn in range(2):
        dossiers.ask(exportable(officer), by=officer, key=key)
    assert TrailEntry.objects.filter(chain=project.chain, action="export dossier").count() == 1
    assert trail.verify_chain(project.chain) == []


def test_templates_are_kept_shared_replaced_and_removed(project, officer):
    programme = project.call.programme_period.programme
    colleague = staff_of(project, Role.AUDITOR)
    stranger = StaffRoleFactory(user=UserFactory(), role=Role.OFFICER).user
    asking.keep_template("Mine", by=officer, columns=["code"], rows_of="proposals")
    asking.keep_template("  Ours ", by=officer, columns=["code"], rows_of="proposals", programme=programme)
    asking.keep_template("Ours", by=officer, columns=["acronym"], rows_of="proposals", programme=programme)
    assert [one.name for one in asking.templates_for(officer)] == ["Mine", "Ours"]
    assert [(one.name, one.columns) for one in asking.templates_for(colleague)] == [("Ours", ["acronym"])]
    assert asking.templates_for(stranger) == []
    with pytest.raises(NotAllowed):
        asking.keep_template("X", by=stranger, columns=["code"], rows_of="proposals", programme=programme)
    with pytest.raises(DomainError):
        asking.keep_template(" ", by=officer, columns=["code"], rows_of="proposals")
    with pytest.raises(NotAllowed):
        asking.drop_template(ExportTemplate.objects.get(name="Ours"), by=colleague)
    asking.drop_template(ExportTemplate.objects.get(name="Ours"), by=officer)
    assert [one.name for one in asking.templates_for(colleague)] == []


def test_drafts_never_count(officer, project):
    Project.objects.update(state=State.WITHDRAWN)
    draft = submitted(0, call=project.call)
    Project.objects.filter(pk=draft.pk).update(state=State.DRAFT, code=None, first_submitted_at=None)
    assert set(exportable(officer)) == {project}
