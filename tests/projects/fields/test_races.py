"""Saves and submissions at the same moment, by real connections."""

import threading

import pytest
from django.db import connection, transaction

from core.errors import NotAllowed
from projects import dossier, fields, lifecycle
from projects.models import AnswerRevision, FieldChange, Project, Version
from projects.states import Level
from tests.at_once import wait_until_somebody_waits
from tests.factories.projects import CollaboratorFactory, complete_project

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts):
    """Run acts at once, each on a connection of its own; what each gave or raised."""
    gate = threading.Barrier(len(acts))
    found = [None] * len(acts)

    def run(number, act):
        try:
            gate.wait(timeout=120)
            found[number] = act()
        except Exception as error:  # noqa: BLE001  what was raised is what is tested
            found[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return found


def kinds(found):
    return sorted(type(each).__name__ for each in found)


@pytest.mark.parametrize("key", ["title.nl", "acronym"])
def test_of_saves_on_one_base_one_wins_and_the_others_are_told(key):
    project = complete_project()
    base = fields.tokens(project)[key].token
    writers = [CollaboratorFactory(project=project, level=Level.EDIT).user for _each in range(6)]
    acts = [
        lambda writer=writer, text=f"Text {n}": fields.save(project, key, text, base=base, by=writer)
        for n, writer in enumerate(writers)
    ]
    found = together(*acts)
    assert kinds(found) == ["Saved", *["StaleValue"] * 5]
    (winner,) = (each for each in found if isinstance(each, fields.Saved))
    assert fields.tokens(project)[key] == (winner.value, winner.token)
    stale = [each for each in found if isinstance(each, fields.StaleValue)]
    assert {(each.theirs, each.token) for each in stale} == {(winner.value, winner.token)}
    assert sorted([winner.value, *(each.mine for each in stale)]) == [f"Text {n}" for n in range(6)]


def test_one_save_sent_many_times_is_stored_once():
    project = complete_project()
    found = together(
        *[lambda: fields.save(project, "title.nl", "Nieuw", base="1", by=project.created_by)] * 6
    )
    assert kinds(found) == ["Saved"] * 6
    assert {each.token for each in found} == {"2"}
    assert AnswerRevision.objects.filter(text="Nieuw").count() == 1


def test_first_saves_of_an_empty_field_do_not_collide():
    project = complete_project()
    partner = project.partnerships.first()
    key = f"budget.{partner.uid}.travel"
    base = fields.tokens(project)[key].token
    found = together(
        *[
            lambda amount=str(n): fields.save(project, key, amount, base=base, by=project.created_by)
            for n in range(1, 5)
        ]
    )
    assert kinds(found) == ["Saved", *["StaleValue"] * 3]
    assert FieldChange.objects.count() == 1


def test_an_edit_is_in_the_frozen_version_or_refused():
    for attempt in range(6):
        project = complete_project()
        by = project.created_by
        text = f"Gewijzigd {attempt}"
        edit, submitted = together(
            lambda project=project, by=by, text=text: fields.save(project, "title.nl", text, base="1", by=by),
            lambda project=project, by=by: lifecycle.submit(Project.objects.get(pk=project.pk), by=by),
        )
        assert isinstance(submitted, Version)
        frozen = dossier.from_data(submitted.data).title["nl"]
        assert frozen == fields.tokens(project)["title.nl"].value
        assert frozen == text if isinstance(edit, fields.Saved) else isinstance(edit, NotAllowed)


def test_an_edit_waits_for_a_submission_under_way_and_is_then_refused():
    project = complete_project()
    by = project.created_by
    found = []

    def edit():
        try:
            fields.save(project, "acronym", "LATE", base=base, by=by)
        except NotAllowed as refusal:
            found.append(refusal)
        finally:
            connection.close()

    base = fields.tokens(project)["acronym"].token
    with transaction.atomic():
        lifecycle.submit(project, by=by)
        waiting = threading.Thread(target=edit)
        waiting.start()
        wait_until_somebody_waits()
        assert waiting.is_alive()
    waiting.join(timeout=120)
    assert len(found) == 1
    assert Project.objects.get().acronym == "ONTSLUIT"


def test_sections_posted_at_once_lose_nothing():
    project = complete_project()
    stored = fields.tokens(project)
    writers = [CollaboratorFactory(project=project, level=Level.EDIT).user for _each in range(3)]

    def post(number):
        posted = {key: (stored[key].value, stored[key].token) for key in ("title.nl", "title.fr", "acronym")}
        changed = ("title.nl", "title.fr", "acronym")[number]
        posted[changed] = (f"Van {number}", stored[changed].token)
        return fields.save_section(project, posted, by=writers[number])

    found = together(*[lambda n=n: post(n) for n in range(3)])
    assert all(isinstance(outcome, fields.Saved) for outcomes in found for outcome in outcomes.values())
    now = fields.tokens(project)
    assert [now[key].value for key in ("title.nl", "title.fr", "acronym")] == ["Van 0", "Van 1", "Van 2"]
