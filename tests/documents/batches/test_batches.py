"""A batch: asked for once, made in portions, written whole, of what its owner may have."""

import hashlib
import io
import uuid
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from core.errors import DomainError
from documents import engine, jobs
from documents.batches import advancing, asking, handing, tasks, writing
from documents.batches.progress import progress
from documents.models import Batch, BatchItem, Document, JobState
from documents.models.batches import ItemState
from documents.states import DocumentState
from tests.batching import make, render_all
from tests.documents.batches import kinds
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory()


def ask(person, keys, **more):
    return kinds.ask(keys, by=person, key=more.pop("key", None) or uuid.uuid4(), **more)


def test_every_document_is_in_the_zip_once_and_in_its_table(person):
    batch = ask(person, ["a", "b", "c"])
    files, table = make(batch)
    assert {name: content.decode() for name, content in files.items()} == {
        f"thing-{key}.pdf": f"%PDF nl Probe {key} <p>{key}</p>\n" for key in "abc"
    }
    assert table[0] == ["File", "About", "Language", "Outcome", "Made", "Bytes", "SHA-256"]
    assert [row[:4] for row in table[1:]] == [
        [f"thing-{key}.pdf", f"Thing {key}", "nl", "Made"] for key in "abc"
    ]
    assert [row[6] for row in table[1:]] == [
        hashlib.sha256(files[f"thing-{key}.pdf"]).hexdigest() for key in "abc"
    ]
    assert (batch.state, batch.done, batch.failures, batch.total) == (JobState.READY, 3, 0, 3)
    with default_storage.open(str(batch.file.name)) as stored:
        content = stored.read()
    assert (batch.size, batch.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_the_same_key_gives_the_same_batch_and_nobody_elses(person):
    key = uuid.uuid4()
    batch = ask(person, ["a"], key=key)
    assert ask(person, ["a"], key=key) == batch
    with pytest.raises(DomainError, match="out of date"):
        ask(UserFactory(), ["a"], key=key)
    assert Batch.objects.count() == 1


def test_what_was_made_before_is_not_made_again(person):
    make(ask(person, ["a", "b"]))
    batch = ask(person, ["b", "a", "c"])
    assert not advancing.advance(batch.pk)
    assert list(batch.items.order_by("position").values_list("state", flat=True)) == ["made", "made", "asked"]
    files, _table = make(batch)
    assert sorted(files) == ["thing-a.pdf", "thing-b.pdf", "thing-c.pdf"]
    assert Document.objects.count() == 3
    assert set(Document.objects.values_list("attempts", flat=True)) == {1}


def test_what_cannot_be_made_holds_up_nothing_and_is_named(person):
    batch = ask(person, ["a", "fault", "broken", "b"])
    files, table = make(batch)
    assert sorted(files) == ["thing-a.pdf", "thing-b.pdf"]
    assert [(row[1], row[3]) for row in table[1:]] == [
        ("Thing a", "Made"),
        ("Thing fault", "Failed"),
        ("Thing broken", "Failed"),
        ("Thing b", "Made"),
    ]
    assert (batch.state, batch.done, batch.failures) == (JobState.READY, 2, 2)


def test_a_batch_of_which_nothing_can_be_made_fails_without_a_file(person):
    batch = ask(person, ["fault-1", "fault-2"])
    assert make(batch) == ({}, [])
    assert (batch.state, batch.failures, batch.has_file) == (JobState.FAILED, 2, False)


def test_failed_ones_are_tried_again_and_the_file_is_made_anew(person):
    batch = ask(person, ["a", "fault"])
    make(batch)
    old = str(batch.file.name)
    with pytest.raises(Batch.DoesNotExist):
        asking.again(batch, by=UserFactory())
    Document.objects.filter(state=DocumentState.FAILED).update(data={"name": "mended"})
    asking.again(batch, by=person)
    with pytest.raises(DomainError, match="being made"):
        asking.again(batch, by=person)
    files, table = make(batch)
    assert files["thing-fault.pdf"] == b"%PDF nl Probe mended <p>mended</p>\n"
    assert [row[3] for row in table[1:]] == ["Made", "Made"]
    assert (batch.failures, default_storage.exists(old)) == (0, False)


def test_what_the_owner_may_not_have_any_more_stays_out(person):
    batch = ask(person, ["a", "b", "c"])
    kinds.HIDDEN.add("a")
    advancing.advance(batch.pk)
    kinds.HIDDEN.add("b")
    files, table = make(batch)
    assert list(files) == ["thing-c.pdf"]
    assert [row[3] for row in table[1:]] == ["Left out", "Left out", "Made"]
    handing.require_all_allowed(batch)
    kinds.HIDDEN.add("c")
    with pytest.raises(DomainError, match="may not see any more"):
        handing.require_all_allowed(batch)


def test_a_file_lost_from_the_storage_is_made_again_before_the_zip(person):
    make(ask(person, ["a", "b"]))
    default_storage.delete(str(Document.objects.get(subject="thing:a").file.name))
    changed = Document.objects.get(subject="thing:b")
    with default_storage.open(str(changed.file.name), "wb") as stored:
        stored.write(b"half")
    batch = ask(person, ["a", "b"])
    assert advancing.advance(batch.pk)
    assert not writing.write(batch.pk)
    assert Batch.objects.get(pk=batch.pk).is_waiting
    files, _table = make(batch)
    assert files["thing-a.pdf"] == b"%PDF nl Probe a <p>a</p>\n"


def test_a_file_that_the_storage_loses_each_time_fails_and_the_others_come(person):
    batch = ask(person, ["a", "b"])
    for _time in range(writing.MOST_LOSSES):
        assert Batch.objects.get(pk=batch.pk).is_waiting
        advancing.advance(batch.pk)
        render_all()
        advancing.advance(batch.pk)
        default_storage.delete(str(Document.objects.get(subject="thing:a").file.name))
        assert not writing.write(batch.pk)
    files, table = make(batch)
    assert list(files) == ["thing-b.pdf"]
    assert [row[3] for row in table[1:]] == ["Failed", "Made"]
    assert (batch.state, batch.done, batch.failures) == (JobState.READY, 1, 1)
    asking.again(batch, by=person)
    assert make(batch) == ({}, [])
    files, _table = make(batch)
    assert sorted(files) == ["thing-a.pdf", "thing-b.pdf"]


def test_names_are_safe_and_never_the_same(person):
    batch = ask(person, ["../../etc/passwd", "x", "X", "a\x00:b?"])
    files, _table = make(batch)
    assert sorted(files) == ["thing-..-..-etc-passwd.pdf", "thing-X (2).pdf", "thing-a_b_.pdf", "thing-x.pdf"]


def test_a_stopped_batch_is_not_gone_on_with_and_its_worker_stops(person):
    batch = ask(person, ["a", "b"])
    asking.stop(batch, by=UserFactory())
    assert Batch.objects.get(pk=batch.pk).is_waiting
    advancing.advance(batch.pk)
    render_all()
    assert advancing.advance(batch.pk)
    held = Batch.objects.get(pk=batch.pk)
    asking.stop(batch, by=person)
    with pytest.raises(jobs.Halted):
        jobs.tell(held)
    assert not writing.write(batch.pk)
    assert not advancing.advance(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, str(batch.file)) == (JobState.STOPPED, "")
    asking.again(batch, by=person)
    files, _table = make(batch)
    assert len(files) == 2


def test_nothing_too_much_and_too_many_at_once_are_refused(person, monkeypatch):
    with pytest.raises(DomainError, match="no document"):
        ask(person, [])
    monkeypatch.setattr(kinds.Things, "most", 2)
    with pytest.raises(DomainError, match="more than 2"):
        ask(person, ["a", "b", "c"])
    made = [ask(person, ["a"]) for _turn in range(asking.MOST_WAITING)]
    with pytest.raises(DomainError, match="still being made"):
        ask(person, ["a"])
    asking.stop(made[0], by=person)
    assert ask(person, ["a"])
    assert ask(UserFactory(), ["a"])


def test_progress_counts_and_reckons_the_minutes_left_from_the_recent_pace(person):
    batch = ask(person, [str(one) for one in range(10)])
    assert (progress(batch).left, progress(batch).minutes) == (10, None)
    advancing.advance(batch.pk)
    now = timezone.now()
    Batch.objects.update(asked_at=now - timedelta(hours=1))
    batch.refresh_from_db()
    first = batch.items.order_by("position")
    BatchItem.objects.filter(pk__in=first.values("pk")[:3]).update(
        state=ItemState.MADE, made_at=now - timedelta(seconds=60)
    )
    BatchItem.objects.filter(pk__in=first.values("pk")[3:4]).update(
        state=ItemState.MADE, made_at=now - timedelta(minutes=30)
    )
    found = progress(batch)
    assert (found.made, found.failed, found.settled, found.left) == (4, 0, 4, 6)
    assert found.minutes == 6  # three in the last three minutes, and six are left


def test_only_some_documents_of_a_batch_wait_at_a_time(person, monkeypatch):
    monkeypatch.setattr(advancing, "WINDOW", 3)
    batch = ask(person, [str(one) for one in range(8)])
    advancing.advance(batch.pk)
    assert batch.items.filter(state=ItemState.ASKED).count() == 3
    render_all()
    advancing.advance(batch.pk)
    assert (batch.items.filter(state=ItemState.MADE).count(), progress(batch).left) == (3, 5)
    files, _table = make(batch)
    assert len(files) == 8


def test_discarded_documents_are_asked_for_anew(person):
    batch = ask(person, ["a"])
    advancing.advance(batch.pk)
    assert engine.discard("probe", "thing:a") == 1
    files, _table = make(batch)
    assert list(files) == ["thing-a.pdf"]


def test_sweep_goes_on_with_what_rests_and_gives_up_what_kills_its_workers(
    person, django_capture_on_commit_callbacks
):
    batch = ask(person, ["a"])
    assert tasks.sweep() == 0
    advancing.advance(batch.pk)
    Batch.objects.update(touched_at=timezone.now() - timedelta(seconds=5))
    with django_capture_on_commit_callbacks() as callbacks:
        assert tasks.sweep() == 1
    assert len(callbacks) == 1
    Batch.objects.update(claim=uuid.uuid4(), attempts=1)
    assert tasks.sweep() == 0
    Batch.objects.update(touched_at=timezone.now() - jobs.PATIENCE)
    assert tasks.sweep() == 1
    Batch.objects.update(attempts=jobs.MOST_ATTEMPTS)
    assert tasks.sweep() == 0
    assert Batch.objects.get().state == JobState.FAILED


def test_files_expire_and_batches_are_forgotten(person):
    batch = ask(person, ["a"])
    make(batch)
    assert tasks.clean() == 0
    Batch.objects.update(finished_at=timezone.now() - tasks.KEPT_FOR - timedelta(hours=1))
    assert tasks.clean() == 1
    batch.refresh_from_db()
    assert (batch.state, batch.has_file) == (JobState.READY, False)
    Batch.objects.update(finished_at=timezone.now() - tasks.REMEMBERED_FOR - timedelta(hours=1))
    tasks.clean()
    assert (Batch.objects.count(), BatchItem.objects.count(), Document.objects.count()) == (0, 0, 1)


def three_pages(html, *, language, title, **rest):
    """In place of the maker of PDFs: a real PDF of three pages."""
    made = pikepdf.new()
    for _page in range(3):
        made.add_blank_page(page_size=(595, 842))
        made.pages[-1].Contents = made.make_stream(f"% {title}".encode())
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def test_one_pdf_to_print_has_each_on_a_sheet_of_its_own_with_a_bookmark(person, settings):
    settings.DOCUMENT_RENDERER = "tests.documents.batches.test_batches.three_pages"
    batch = ask(person, ["a", "fault", "b"], form="pdf")
    while not advancing.advance(batch.pk):
        render_all()
    assert writing.write(batch.pk), Batch.objects.get().error
    batch.refresh_from_db()
    with default_storage.open(str(batch.file.name)) as stored, pikepdf.open(stored) as joined:
        assert len(joined.pages) == 8
        assert joined.pages[4].Contents.read_bytes() == b"% Probe b"
        with joined.open_outline() as outline:
            assert [mark.title for mark in outline.root] == ["Thing a", "Thing b"]
        assert str(joined.docinfo["/Title"]) == "Things of the test"
    assert (batch.done, batch.failures) == (2, 1)
