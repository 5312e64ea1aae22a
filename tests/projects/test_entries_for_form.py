"""Entries read for the form name their partners as those read with their links do, without asking again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.models import Entry
from tests.factories.form import filled_project

pytestmark = pytest.mark.django_db


def test_partners_of_entries_are_the_same_however_they_were_read():
    project = filled_project()
    rows = Entry.objects.filter(project=project)
    with CaptureQueriesContext(connection) as asked:
        read = [(one.kind, one.partner_uid, sorted(one.named_partners)) for one in rows.for_form()]
    assert len(asked) == 1
    assert read == [(one.kind, one.partner_uid, sorted(one.named_partners)) for one in rows.with_links()]
    first, second = project.partnerships.order_by("position")
    named = {kind: (one, many) for kind, one, many in read}
    assert named["associated_organisation"] == (first.uid, [])
    assert named["activity"] == (None, sorted([first.uid, second.uid]))
    assert named["work_package"] == (None, [])
