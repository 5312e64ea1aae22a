"""What a dossier holds of the whole form: entries with numbers, texts that count, periods, twins."""

from datetime import date

import pytest

from calls.models import CallField
from projects import dossier
from projects.models import Answer, Entry
from tests.factories.projects import AnswerFactory, complete_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    made = complete_project(start_date=date(2026, 1, 1), end_date=date(2027, 8, 31))
    made.call.period_months = 6
    made.call.save()
    for key in ("challenges", "work_package.title", "activity.title"):
        CallField.objects.create(call=made.call, key=key, use="required")
    return made


def entry(project, kind, position=1, **given):
    return Entry.objects.create(project=project, kind=kind, position=position, **given)


def test_entries_stand_in_the_order_of_the_form_with_numbers(project):
    second = entry(project, "work_package", 2)
    first = entry(project, "work_package", 1)
    inner = entry(project, "activity", 1, parent=second, first_period=1, last_period=2)
    entry(project, "deliverable", 1, parent=inner)
    inner.partners.set(project.partnerships.all())
    result = entry(project, "result")
    now = dossier.load(project)
    assert [(one.kind, one.number) for one in now.entries] == [
        ("work_package", "1"),
        ("work_package", "2"),
        ("activity", "2.1"),
        ("deliverable", "2.1.1"),
        ("result", "1"),
    ]
    assert [one.uid for one in now.entries_in("work_package")] == [first.uid, second.uid]
    activity = now.entries_in("activity", second.uid)[0]
    assert set(activity.partners) == {one.uid for one in project.partnerships.all()}
    assert now.entries_in("result")[0].uid == result.uid


def test_answers_are_those_of_shown_fields_and_rows_that_are_there(project):
    kept, gone = entry(project, "work_package", 1), entry(project, "work_package", 2)
    AnswerFactory(project=project, field="challenges", language="nl", text="Zout")
    AnswerFactory(project=project, field="challenges", language="fr", text="")
    AnswerFactory(project=project, field="approach", language="nl", text="Not asked by the call")
    AnswerFactory(project=project, field=f"work_package.{kept.uid}.title", language="nl", text="Meten")
    AnswerFactory(project=project, field=f"work_package.{gone.uid}.title", language="nl", text="Weg")
    Entry.objects.filter(pk=gone.pk).update(removed_at="2026-01-01T00:00Z")
    now = dossier.load(project)
    assert now.answers == {"challenges": {"nl": "Zout"}, f"work_package.{kept.uid}.title": {"nl": "Meten"}}
    assert now.text("challenges")["nl"] == "Zout"
    assert now.title["nl"] == "Titel (nl)"


def test_periods_follow_the_duration_and_the_call(project):
    assert [(one.first_month, one.last_month) for one in dossier.periods_of(dossier.load(project))] == [
        (1, 6),
        (7, 12),
        (13, 18),
        (19, 20),
    ]


def test_a_dossier_with_entries_comes_back_from_its_data(project):
    entry(project, "activity", 1, parent=entry(project, "work_package"), first_period=1)
    AnswerFactory(project=project, field="challenges", language="nl", text="Zout")
    now = dossier.load(project)
    assert dossier.from_data(dossier.to_data(now)) == now


def test_a_dossier_frozen_before_the_whole_form_is_still_read(project):
    data = dossier.to_data(dossier.load(project))
    for name in ("answers", "entries", "twins", "annexes", "lump_sums"):
        del data[name]
    for name in ("fields", "step", "annexes", "terms"):
        del data["call"][name]
    old = dossier.from_data(data)
    assert (old.answers, old.entries, old.lump_sums, old.twins) == ({}, (), (), ())
    assert (old.call.fields, old.call.step) == ({}, 2)


def test_twins_share_call_lead_partner_and_name(project):
    lead = project.partnerships.get(role="lead").organisation
    project.code, project.state, project.first_submitted_at = "T-01-00001", "submitted", project.created_at
    project.save()
    again = complete_project(call=project.call, acronym="OTHER")
    assert dossier.load(again).twins == ()
    again.partnerships.filter(role="lead").update(organisation=lead)
    assert dossier.load(again).twins == ("T-01-00001",)
    Answer.objects.filter(project=again, field="title").update(text="Another")
    assert dossier.load(again).twins == ()
    again.acronym = project.acronym.lower()
    again.save()
    assert dossier.load(again).twins == ("T-01-00001",)
