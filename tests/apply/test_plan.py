"""The work plan over time, and the chain from the objective to the money with its gaps."""

from decimal import Decimal

import pytest

from projects.models import Entry
from tests.factories.form import standard_project, titled, work_package
from tests.factories.programmes import ProgrammeIndicatorFactory
from tests.factories.projects import EntryFactory, complete_partner


@pytest.fixture
def project(db):
    return standard_project()


def gaps(client, url):
    return [gap.text for gap in client.get(url("coherence")).context["chain"].gaps]


def test_time_plan_draws_and_lists_each_part(manager, project, url):
    package = work_package(project, 1)
    Entry.objects.filter(kind="activity").update(first_period=1, last_period=2)
    Entry.objects.filter(kind="deliverable").update(first_period=2)
    titled(EntryFactory(project=project, kind="investment", parent=package, position=1), "Sluis")
    plan = manager.get(url("time_plan")).context["plan"]
    assert [(line.name, line.when) for line in plan.lines] == [
        ("Work package 1 Pakket 1", ""),
        ("Activity 1.1 Activiteit 1.1", "periods 1 to 2"),
        ("Deliverable 1.1.1", "period 2"),
        ("Output 1.1", "no period yet"),
        ("Investment 1.1 Sluis", "no period yet"),
    ]
    assert plan.undated == 2
    assert "<svg" in plan.chart


def test_time_plan_of_an_empty_work_plan_says_what_to_do(manager, url):
    assert "Add work packages" in manager.get(url("time_plan")).content.decode()


def test_coherence_names_each_gap(manager, project, url):
    ProgrammeIndicatorFactory(
        programme_period=project.call.programme_period,
        objective=project.objective,
        kind="output",
        identifier="O1",
        name={"en": "Indicator O1"},
    )
    work_package(project, 1, activities=1, outputs=1)
    work_package(project, 2, activities=0, outputs=0)
    complete_partner(project, 3)
    Entry.objects.filter(kind="deliverable").delete()
    assert gaps(manager, url) == [
        "Activity 1.1 Activiteit 1.1 has no deliverable.",
        "Work package 2 Pakket 2 has no activity.",
        "Work package 2 Pakket 2 has no output.",
        "Output 1.1 counts for no indicator of the programme.",
        "Output 1.1 has no target.",
        "No output counts for the indicator “O1 Indicator O1” of the objective.",
        "PARTNER 3 takes part in no activity.",
    ]


def test_coherence_without_gaps_says_so(manager, project, url):
    indicator = ProgrammeIndicatorFactory(
        programme_period=project.call.programme_period, objective=project.objective, kind="output"
    )
    work_package(project, 1)
    Entry.objects.filter(kind="output").update(indicator=indicator, target=Decimal("3.00"))
    assert gaps(manager, url) == []
    assert "Every part leads on to the next." in manager.get(url("coherence")).content.decode()


@pytest.mark.parametrize("name", ["time_plan", "coherence"])
def test_pages_of_the_whole_cost_the_same_with_many_entries(manager, project, url, name, ask_count):
    work_package(project, 1)
    few = ask_count(manager, url(name))
    for position in range(2, 12):
        work_package(project, position, activities=3, outputs=2)
    assert ask_count(manager, url(name)) == few
