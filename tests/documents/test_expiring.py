"""What is taken away by rule, and what never is."""

import os
import time
from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from documents import engine, expiring, rendering
from documents.kinds import kind_of
from documents.models import Document
from documents.states import DocumentState
from tests.documents.kinds import Probe

pytestmark = pytest.mark.django_db
KEPT_FOR_GOOD = {"letter", "receipt", "committee_papers", "committee_minutes", "application"}


def made(name="one", *, unused_for=0):
    document = engine.request("probe", f"thing:{name}", "nl", {"name": name})
    rendering.render(document.pk)
    Document.objects.filter(pk=document.pk).update(used_at=timezone.now() - timedelta(days=unused_for))
    document.refresh_from_db()
    return document


def test_a_document_that_nobody_used_goes_and_comes_back_when_asked_for():
    used, unused = made("used", unused_for=29), made("unused", unused_for=31)
    assert expiring.expire() == 1
    used.refresh_from_db()
    assert default_storage.exists(used.file.name)
    assert not default_storage.exists(unused.file.name)
    assert engine.current("probe", "thing:unused", "nl").state == DocumentState.EXPIRED
    again = engine.request("probe", "thing:unused", "nl", {"name": "unused"})
    assert again == unused
    assert rendering.render(again.pk)
    again.refresh_from_db()
    assert (again.state, again.sha256) == (DocumentState.READY, unused.sha256)


def test_a_kind_without_days_is_kept_for_good(monkeypatch):
    monkeypatch.setattr(Probe, "days_unused", None)
    document = made(unused_for=4000)
    assert expiring.expire() == 0
    assert default_storage.exists(document.file.name)


@pytest.mark.parametrize("name", sorted(KEPT_FOR_GOOD))
def test_papers_of_the_process_never_expire(name, settings):
    settings.DOCUMENT_KINDS = KINDS
    assert kind_of(name).days_unused is None


def test_files_that_no_row_knows_are_swept_when_they_are_old():
    document = made()
    lost = [default_storage.save(f"documents/ab/{name}.pdf", ContentFile(b"%PDF")) for name in ("old", "new")]
    for name in (lost[0], document.file.name):
        age(default_storage.path(name))
    assert expiring.sweep_orphans() == 1
    assert [default_storage.exists(name) for name in (*lost, document.file.name)] == [False, True, True]


def test_what_a_stopped_worker_left_half_made_is_swept(settings):
    folder = settings.MEDIA_ROOT / "making"
    folder.mkdir(parents=True)
    for name in ("old.part", "new.part"):
        (folder / name).write_bytes(b"%P")
    age(folder / "old.part")
    assert expiring.sweep_orphans() == 1
    assert [one.name for one in folder.iterdir()] == ["new.part"]


def age(path):
    before = time.time() - 2 * 24 * 3600
    os.utime(path, (before, before))


KINDS = dict(configured.DOCUMENT_KINDS)
