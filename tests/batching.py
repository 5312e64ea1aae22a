"""Batches of documents on the way that the workers go, in this process and without making real PDFs."""

import csv
import io
import zipfile

from django.core.files.storage import default_storage
from django.utils import timezone

from documents import rendering
from documents.batches import advancing, writing
from documents.models import Batch, Document
from documents.states import DocumentState

PLAIN = "tests.batching.plain"  # for settings.DOCUMENT_RENDERER


def plain(html, *, language, title, **_more):
    """In place of the maker of PDFs: what it makes is tested elsewhere."""
    return f"%PDF-1.7 {language} {title}".encode()


def render_all():
    """What the workers do meanwhile; a faulty document is tried until it is given up."""
    while waiting := list(Document.objects.filter(state=DocumentState.QUEUED)):
        for document in waiting:
            Document.objects.filter(pk=document.pk).update(due_at=timezone.now())
            rendering.render(document.pk)


def make(batch):
    """The whole way of a batch; what its ZIP holds, and the rows of its table with their head."""
    while not advancing.advance(batch.pk):
        render_all()
        Batch.objects.filter(pk=batch.pk).update(handed_at=None)
    writing.write(batch.pk)
    batch.refresh_from_db()
    return opened(batch) if batch.file else ({}, [])


def opened(batch):
    """The files in a ZIP by name, and its table."""
    with default_storage.open(str(batch.file.name)) as stored:
        archive = zipfile.ZipFile(io.BytesIO(stored.read()))
    assert archive.testzip() is None
    files = {name: archive.read(name) for name in archive.namelist()}
    assert len(files) == len(archive.namelist())
    table = list(csv.reader(io.StringIO(files.pop("index.csv").decode("utf-8-sig"), newline="")))
    return files, table
