"""The check in quarantine: one verdict, waiting while the scanner is away, an end for killers of workers."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from accounts.models import TrailEntry
from projects import attachments
from projects.attachments import checking, tasks
from projects.models import Attachment
from projects.models.attachments import AttachmentState
from projects.states import Level
from tests.core.uploads.fake_clamd import EVIL, scanner
from tests.factories.projects import ProjectFactory
from tests.hostile_files import pdf
from tests.projects.people import with_level

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting():
    """Adds a file that waits for its check."""
    project = ProjectFactory()
    writer = with_level(project, Level.EDIT)

    def add(content=None, name="a.pdf"):
        file = SimpleUploadedFile(name, pdf() if content is None else content)
        place = attachments.Place()
        return attachments.add(project, file, by=writer, place=place, key=uuid.uuid4())

    return add


def test_check_passes_a_good_file(waiting):
    row = waiting()
    assert checking.check(row.pk) is True
    row.refresh_from_db()
    assert (row.state, row.content_type, row.fault) == ("clean", "application/pdf", "")
    assert checking.check(row.pk) is False


def test_check_refuses_a_bad_file_with_its_reason(waiting):
    row = waiting(b"MZ\x90\x00" + b"\0" * 200)
    checking.check(row.pk)
    row.refresh_from_db()
    assert (row.state, row.fault) == ("refused", "type")
    entry = TrailEntry.objects.get(action="refuse file")
    assert (entry.actor, entry.new["fault"]) == (None, "type")


def test_check_runs_after_the_upload_is_committed(waiting, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = waiting()
    row.refresh_from_db()
    assert row.state == "clean"


def test_check_asks_the_scanner(waiting, settings):
    clean, evil = waiting(b"a text"[:] + b" of a letter", "a.txt"), waiting(b"text " + EVIL, "b.txt")
    with scanner() as server:
        settings.CLAMD_URL = server.url
        assert checking.check(clean.pk)
        assert checking.check(evil.pk)
    clean.refresh_from_db()
    evil.refresh_from_db()
    assert (clean.state, evil.state, evil.fault) == ("clean", "refused", "virus")


def test_file_waits_while_the_scanner_is_away(waiting, settings):
    settings.CLAMD_URL = "unix:///nowhere/clamd.sock"
    row = waiting()
    for _time in range(checking.MOST_ATTEMPTS + 2):
        Attachment.objects.update(due_at=timezone.now())
        assert checking.check(row.pk) is False
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("quarantined", 0)
    assert row.due_at > timezone.now()
    with scanner() as server:
        settings.CLAMD_URL = server.url
        Attachment.objects.update(due_at=timezone.now())
        assert checking.check(row.pk) is True


def test_file_that_kills_each_worker_comes_to_an_end(waiting):
    row = waiting()
    Attachment.objects.update(attempts=checking.MOST_ATTEMPTS)
    checking.check(row.pk)
    row.refresh_from_db()
    assert (row.state, row.fault) == ("refused", "unchecked")


def test_killed_worker_costs_one_attempt(waiting, monkeypatch):
    row = waiting()

    def killed(*args, **about):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(checking, "judge", killed)
        with pytest.raises(SystemExit):
            checking.check(row.pk)
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("quarantined", 1)
    assert checking.check(row.pk) is True


def test_lost_file_is_refused(waiting):
    row = waiting()
    Attachment.objects.update(file="attachments/00/gone")
    checking.check(row.pk)
    row.refresh_from_db()
    assert row.fault == "broken"


def test_sweep_takes_up_what_waits_for_long(waiting, django_capture_on_commit_callbacks):
    row = waiting()
    assert tasks.sweep() == 0
    Attachment.objects.update(uploaded_at=timezone.now() - timedelta(minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.sweep() == 1
    row.refresh_from_db()
    assert row.state == AttachmentState.CLEAN


@pytest.mark.django_db(transaction=True)
def test_check_leaves_a_file_that_another_worker_is_at(waiting):
    row = waiting()
    Attachment.objects.update(state="quarantined", attempts=0)
    with connection.cursor() as cursor:
        other = connection.copy()
        try:
            with other.cursor() as held:
                held.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [f"attachment:{row.pk}"])
            assert checking.check(row.pk) is False
        finally:
            other.close()
        cursor.execute("SELECT 1")
