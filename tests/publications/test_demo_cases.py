"""What waits for somebody in the demo world, so that its pages have something to show."""

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command

from assessments.models import Appeal
from calls import loading as calls
from core.loading.writing import Report
from correspondence.models import Message
from programmes import demo as people
from programmes import demo_setup
from projects.models import Correction, Interest, Modification, Project
from projects.states import State
from publications.demo import letters, loading

DEMO = settings.BASE_DIR / "fixtures" / "demo"


def rows(name):
    return yaml.safe_load((DEMO / name).read_text(encoding="utf-8"))


@pytest.fixture
def world(db):
    """The demo proposals in which somebody waits for something."""
    call_command("load_reference", verbosity=0)
    people.load_people(DEMO)
    demo_setup.load_set_up(DEMO)
    calls.load_demo(DEMO)
    letters.set_up(Report())
    organisations = loading._organisations(rows("organisations.yaml"), Report())
    for entry in rows("proposals.yaml"):
        if entry.get("cases") or entry["state"] == State.RETURNED:
            loading._proposal({**entry, "form": {}}, organisations, Report())


def test_what_is_said_to_run_has_begun_and_what_is_closed_ends():
    """Of the file alone: `starts` counts months from the day of loading."""
    for entry in rows("proposals.yaml"):
        if entry["state"] in {State.CONTRACTED, State.IN_MODIFICATION, State.MODIFICATION_SUBMITTED}:
            assert entry["starts"] < 0 < entry["starts"] + entry["months"], entry["acronym"]
        if entry["state"] == State.CLOSED:
            assert entry["starts"] + entry["months"] <= 1, entry["acronym"]


def test_the_demo_has_each_case_once_and_says_that_it_is_made_up(world):
    assert not Project.objects.filter(is_demo=False).exists()
    wish = Modification.objects.get(state="asked")
    objection = Appeal.objects.open().get()
    conflict = Interest.objects.get(has_conflict=True)
    assert [one.project.acronym for one in (wish, objection, conflict)] == [
        "ZonDelen",
        "DroomToren",
        "FotonBrug",
    ]
    assert all("invented" in text for text in (wish.reason, objection.text, conflict.note))
    failed = Message.objects.get(state="failed")
    assert (failed.kind, "invented" in failed.error) == ("decision", True)
    asked = Correction.objects.asked().get()
    assert (asked.project.acronym, asked.items.count()) == ("BuurtWarmte", 2)
