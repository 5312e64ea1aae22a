"""A thousand documents: few statements, flat memory; and many who ask at the same moment."""

import hashlib
import tracemalloc
import uuid

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.asking import data_hash
from documents.batches import advancing, writing
from documents.kinds import template_revision
from documents.models import Batch, Document
from tests.at_once import at_once
from tests.batching import make, opened, render_all
from tests.documents.batches import kinds
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

MANY = 1_000
CONTENT = b"%PDF" + b"x" * 60_000


def keep_made(number):
    """So many things that were made before, all with the same file."""
    name = default_storage.save("documents/same.pdf", ContentFile(CONTENT))
    digest = hashlib.sha256(CONTENT).hexdigest()
    facts = {"kind": "probe", "language": "nl", "template_revision": template_revision("probe")}
    Document.objects.bulk_create(
        Document(
            subject=f"thing:{key}",
            data={"name": str(key)},
            data_hash=data_hash({"name": str(key)}),
            state="ready",
            file=name,
            sha256=digest,
            size=len(CONTENT),
            **facts,
        )
        for key in range(number)
    )


def test_a_thousand_unchanged_documents_cost_few_statements_and_no_memory():
    keep_made(MANY)
    batch = kinds.ask(range(MANY), by=UserFactory(), key=uuid.uuid4())
    with CaptureQueriesContext(connection) as asked:
        assert advancing.advance(batch.pk)
    tracemalloc.start()
    with CaptureQueriesContext(connection) as written:
        assert writing.write(batch.pk)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(asked) <= 90
    assert len(written) <= 50
    assert peak < 6_000_000  # of sixty megabytes that went through
    batch.refresh_from_db()
    files, table = opened(batch)
    assert (len(files), len(table), batch.done) == (MANY, MANY + 1, MANY)
    assert set(files.values()) == {CONTENT}
    assert Document.objects.filter(attempts=0).count() == MANY


@pytest.mark.django_db(transaction=True)
def test_clicks_at_the_same_moment_make_one_batch():
    person, key = UserFactory(), uuid.uuid4()
    won, told = at_once(lambda _try: kinds.ask(["a", "b"], by=person, key=key), threads=6, tries=2)
    assert (won, told) == (12, [])
    assert Batch.objects.get().items.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_people_who_ask_at_once_share_the_documents():
    people = [UserFactory() for _one in range(4)]

    def ask(number):
        keys = [str(one) for one in range(30)]
        mine = kinds.ask(keys[:: -1 if number % 2 else 1], by=people[number], key=uuid.uuid4())
        advancing.advance(mine.pk)

    won, told = at_once(ask, threads=4, tries=1)
    assert (won, told) == (4, [])
    assert Document.objects.count() == 30
    render_all()
    for batch in Batch.objects.all():
        files, _table = make(batch)
        assert len(files) == 30
    assert set(Document.objects.values_list("attempts", flat=True)) == {1}
