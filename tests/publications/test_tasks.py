from datetime import timedelta

import pytest
from django.utils import timezone

from documents.models import Document
from publications.models import Publication
from publications.states import GENERATED
from publications.tasks import keep_summaries
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db


def test_keep_summaries_asks_for_what_is_missing_and_no_more():
    PublicationFactory(source="reference")
    PublicationFactory(source=GENERATED)
    PublicationFactory(source="list:keep.eu")
    assert keep_summaries() == 1
    assert Document.objects.count() == 3
    assert keep_summaries() == 0


def test_keep_summaries_follows_a_changed_record():
    record = PublicationFactory()
    keep_summaries()
    Publication.objects.update(acronym="OTHER", data_date=timezone.now() + timedelta(seconds=1))
    Document.objects.update(requested_at=record.data_date)
    assert keep_summaries() == 1
    assert Document.objects.count() == 6


def test_keep_summaries_follows_a_new_template():
    PublicationFactory()
    keep_summaries()
    Document.objects.update(template_revision="old")
    assert keep_summaries() == 1
