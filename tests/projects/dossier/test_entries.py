"""The form in a dossier: texts of present rows, entries as a numbered tree, what the call shows."""

import json
from decimal import Decimal

import pytest

from projects import dossier, entries, fields
from projects.form import STANDARD
from projects.models import Answer, Entry
from projects.states import State
from tests.factories.calls import CallFieldFactory
from tests.factories.programmes import LegalStatusOptionFactory, ProgrammeIndicatorFactory, StrategyFactory
from tests.factories.projects import AnswerFactory, complete_call, complete_project, show_fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return complete_project(call=show_fields(complete_call(period_months=6)))


def add(project, kind, parent=None):
    return entries.add(project, kind, by=project.created_by, parent=parent)


def put(project, key, value):
    base = fields.tokens(project)[key].token
    fields.save(project, key, value, base=base, by=project.created_by)


def test_entries_stand_in_the_order_of_the_form_with_their_numbers(project):
    first, second = add(project, "work_package"), add(project, "work_package")
    late = add(project, "activity", second)
    activity = add(project, "activity", second)
    add(project, "deliverable", activity)
    add(project, "output", first)
    add(project, "result")
    entries.move(activity, by=project.created_by, position=1)
    found = dossier.load(project).entries
    assert [(row.kind, row.number) for row in found] == [
        ("work_package", "1"),
        ("output", "1.1"),
        ("work_package", "2"),
        ("activity", "2.1"),
        ("deliverable", "2.1.1"),
        ("activity", "2.2"),
        ("result", "1"),
    ]
    assert found[5].uid == late.uid
    entries.remove(first, by=project.created_by)
    assert [row.number for row in dossier.load(project).entries_in("activity")] == ["1.1", "1.2"]


def test_entries_hold_what_their_columns_say(project):
    package = add(project, "work_package")
    output, activity = add(project, "output", package), add(project, "activity", package)
    fitting = {"programme_period": project.call.programme_period, "objective": project.objective}
    indicator = ProgrammeIndicatorFactory(**fitting)
    put(project, f"output.{output.uid}.indicator", str(indicator.pk))
    put(project, f"output.{output.uid}.target", "3")
    put(project, f"output.{output.uid}.period", "4")
    put(
        project,
        f"activity.{activity.uid}.partners",
        ",".join(str(row.uid) for row in project.partnerships.all()),
    )
    loaded = dossier.load(project)
    (record,) = loaded.entries_in("output")
    assert (record.parent, record.first_period, record.target) == (package.uid, 4, Decimal("3.00"))
    assert (record.indicator.id, record.indicator.objective) == (indicator.pk, project.objective.pk)
    assert loaded.entries_in("activity", package.uid)[0].partners == tuple(
        sorted(row.uid for row in loaded.partners)
    )
    stored = json.loads(dossier.canonical(dossier.to_data(loaded)))
    assert dossier.from_data(stored) == loaded


def test_answers_are_those_of_rows_that_are_there(project):
    package = add(project, "work_package")
    partner = project.partnerships.first()
    put(project, f"work_package.{package.uid}.title.nl", "Bouwen")
    put(project, f"partner.{partner.uid}.street", "Markt")
    put(project, "cooperation.staffing", "yes")
    AnswerFactory(project=project, field="partner.00000000-0000-0000-0000-000000000000.street", language="")
    found = dossier.load(project)
    assert found.answers == {
        "cooperation.staffing": {"": "yes"},
        f"partner.{partner.uid}.street": {"": "Markt"},
        f"work_package.{package.uid}.title": {"nl": "Bouwen"},
    }
    assert found.plain("cooperation.staffing") == "yes"
    assert found.text(found.entries_in("work_package")[0].key("title")) == {"nl": "Bouwen"}
    entries.remove(package, by=project.created_by)
    assert f"work_package.{package.uid}.title" not in dossier.load(project).answers
    assert Answer.objects.filter(field__startswith="work_package").exists()


def test_a_dossier_knows_the_fields_of_its_step(project):
    assert dossier.load(project).call.fields == {key: use for key, use in STANDARD.items() if use != "hidden"}
    plain = complete_project(call=complete_call(code="plain", step1_closes_at=None))
    CallFieldFactory(call=plain.call, key="challenges", use="required", step=2)
    assert dossier.load(plain).call.asks_for("challenges")
    plain.state = State.STEP1_DRAFT
    plain.save()
    found = dossier.load(plain).call
    assert (found.step, found.shows("challenges"), found.shows("title")) == (1, False, True)


def test_a_dossier_knows_the_words_of_what_can_be_chosen(project):
    option = LegalStatusOptionFactory(programme_period=project.call.programme_period)
    strategy = StrategyFactory(programme_period=project.call.programme_period)
    project.call.strategies.add(strategy)
    options = dossier.load(project).call.options
    assert options["partner.legal_form"] == {str(option.pk): option.description}
    assert options["strategy.strategy"] == {strategy.code: strategy.title}


@pytest.mark.parametrize("count", [1, 3])
def test_load_takes_as_many_queries_whatever_the_entries(project, count, django_assert_num_queries):
    for _each in range(count):
        package = add(project, "work_package")
        for _other in range(count):
            add(project, "deliverable", add(project, "activity", package))
    assert Entry.objects.count() == count + 2 * count * count
    with django_assert_num_queries(4):
        dossier.load(project)
