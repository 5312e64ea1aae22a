"""A change of the subject: marked, made anew in the background, the last changed first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from documents import engine, refreshing, tasks
from documents.models import Document
from documents.states import DocumentState
from tests.documents.kinds import Probe

pytestmark = pytest.mark.django_db


def made(subject, language="nl", **data):
    Probe.present[subject] = {"name": subject, **data}
    return engine.request("probe", subject, language, Probe.present[subject])


def test_a_changed_subject_gets_documents_of_its_present_data():
    for language in ("nl", "fr"):
        made("thing:1", language)
    Probe.present["thing:1"] = {"name": "changed"}
    assert engine.mark_stale("probe", "thing:1") == 2
    assert tasks.refresh() == 1
    for language in ("nl", "fr"):
        assert engine.current("probe", "thing:1", language).data == {"name": "changed"}
        assert engine.current("probe", "thing:1", language).is_bulk
    assert not Document.objects.filter(stale_at__isnull=False).exists()
    assert tasks.refresh() == 0


def test_what_did_not_change_stays_as_it_is():
    document = made("thing:1")
    engine.mark_stale("probe", "thing:1")
    tasks.refresh()
    assert engine.current("probe", "thing:1", "nl") == document
    assert Document.objects.get().stale_at is None


def test_the_last_changed_subject_is_first():
    for number in range(4):
        made(f"thing:{number}")
    for number in (2, 0, 3, 1):
        Probe.present[f"thing:{number}"] = {"name": "changed"}
        engine.mark_stale("probe", f"thing:{number}")
    assert refreshing.refresh(most=2) == 2
    changed = Document.objects.filter(data={"name": "changed"}).values_list("subject", flat=True)
    assert set(changed) == {"thing:1", "thing:3"}


def test_documents_of_a_subject_that_is_gone_are_withdrawn():
    made("thing:1")
    engine.mark_stale("probe", "thing:1")
    del Probe.present["thing:1"]
    tasks.refresh()
    assert Document.objects.get().state == DocumentState.WITHDRAWN


def test_a_change_during_the_reading_is_not_lost(monkeypatch):
    made("thing:1")
    engine.mark_stale("probe", "thing:1")
    read = Probe.data_of

    def changes_meanwhile(self, subject):
        found = read(self, subject)
        engine.mark_stale("probe", subject)
        return found

    monkeypatch.setattr(Probe, "data_of", changes_meanwhile)
    refreshing.refresh(most=1)
    assert Document.objects.get().stale_at is not None


def test_a_subject_that_can_not_be_read_is_in_nobodys_way(monkeypatch):
    made("thing:1"), made("thing:2")
    for subject in ("thing:1", "thing:2"):
        engine.mark_stale("probe", subject)
    read = Probe.data_of

    def breaks_on_the_second(self, subject):
        if subject == "thing:2":
            raise ValueError("no such thing")
        return read(self, subject)

    monkeypatch.setattr(Probe, "data_of", breaks_on_the_second)
    assert tasks.refresh() == 2
    (left,) = Document.objects.filter(stale_at__isnull=False)
    assert left.subject == "thing:2"
    assert left.due_at > timezone.now() + timedelta(minutes=9)
