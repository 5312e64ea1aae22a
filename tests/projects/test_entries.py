"""Adding, removing, bringing back and ordering the repeating entries of the form."""

import uuid

import pytest

from accounts.models import TrailEntry
from core.errors import DomainError, NotAllowed
from projects import entries, fields
from projects.form import GROUPS
from projects.models import Answer, Entry, Project
from projects.states import Level, State
from tests.factories.accounts import UserFactory
from tests.factories.projects import (
    CollaboratorFactory,
    EntryFactory,
    complete_call,
    complete_project,
    show_fields,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return complete_project(call=show_fields(complete_call(period_months=6)))


@pytest.fixture
def by(project):
    return project.created_by


def plan(project, by):
    """A work package with an activity with a deliverable."""
    package = entries.add(project, "work_package", by=by)
    activity = entries.add(project, "activity", by=by, parent=package)
    return package, activity, entries.add(project, "deliverable", by=by, parent=activity)


def order(project, kind="work_package"):
    return list(
        Entry.objects.present()
        .filter(project=project, kind=kind)
        .order_by("position")
        .values_list("uid", flat=True)
    )


def test_add_puts_an_entry_last_and_leaves_a_trail(project, by):
    first, second = (entries.add(project, "work_package", by=by) for _ in range(2))
    assert order(project) == [first.uid, second.uid]
    trail = TrailEntry.objects.filter(chain=project.chain).order_by("-sequence").first()
    assert (trail.action, trail.actor, trail.new["entry"]) == ("add work package", by, str(second.uid))


def test_add_with_the_same_key_gives_the_same_entry(project, by):
    key = uuid.uuid4()
    first = entries.add(project, "result", by=by, key=key)
    assert entries.add(project, "result", by=by, key=key) == first
    assert Entry.objects.count() == 1
    with pytest.raises(DomainError):
        entries.add(project, "synergy", by=by, key=key)
    other = complete_project(call=project.call)
    with pytest.raises(DomainError):
        entries.add(other, "result", by=other.created_by, key=key)


def test_add_asks_for_the_parent_of_the_kind(project, by):
    package, activity, deliverable = plan(project, by)
    assert (activity.parent, deliverable.parent) == (package, activity)
    for parent in (None, activity, EntryFactory()):
        with pytest.raises(DomainError):
            entries.add(project, "activity", by=by, parent=parent)
    assert entries.add(project, "result", by=by, parent=package).parent is None


@pytest.mark.parametrize("kind", sorted(kind for kind, group in GROUPS.items() if not group.parent))
def test_add_stops_at_the_most_that_there_can_be(project, by, kind):
    switches = ["own_unit_costs", "small_project_fund", "policy_instruments"]
    project.call.fields.filter(key__in=switches).update(use="optional")
    most = GROUPS[kind].most
    Entry.objects.bulk_create(Entry(project=project, kind=kind, position=n) for n in range(1, most))
    last = entries.add(project, kind, by=by)
    with pytest.raises(DomainError, match=str(most)):
        entries.add(project, kind, by=by)
    entries.remove(last, by=by)
    entries.add(project, kind, by=by)
    with pytest.raises(DomainError, match=str(most)):
        entries.restore(last, by=by)


def test_add_counts_within_the_parent(project, by):
    first, _activity, _deliverable = plan(project, by)
    Entry.objects.bulk_create(
        Entry(project=project, kind="output", parent=first, position=n) for n in range(10)
    )
    with pytest.raises(DomainError, match="10"):
        entries.add(project, "output", by=by, parent=first)
    second = entries.add(project, "work_package", by=by)
    assert entries.add(project, "output", by=by, parent=second).position == 1


def test_add_refuses_what_the_call_does_not_ask_for(by, project):
    plain = complete_project(call=complete_call(code="plain"))
    for kind in ("work_package", "nothing", ""):
        with pytest.raises(DomainError, match="does not ask"):
            entries.add(plain, kind, by=plain.created_by)


def test_remove_hides_what_hangs_under_it_and_restore_brings_it_back_with_its_texts(project, by):
    package, _activity, deliverable = plan(project, by)
    key = f"deliverable.{deliverable.uid}.title.nl"
    fields.save(project, key, "Handleiding", base="0", by=by)
    entries.remove(package, by=by)
    assert not Entry.objects.present().exists()
    assert key not in fields.tokens(project)
    with pytest.raises(fields.InvalidValue):
        fields.save(project, key, "Te laat", base="1", by=by)
    entries.restore(package, by=by)
    assert Entry.objects.present().count() == 3
    assert fields.tokens(project)[key] == ("Handleiding", "1")
    assert Answer.objects.get(field__startswith="deliverable").text == "Handleiding"


def test_restore_keeps_away_what_was_removed_by_itself(project, by):
    package, activity, _deliverable = plan(project, by)
    entries.remove(activity, by=by)
    entries.remove(package, by=by)
    with pytest.raises(DomainError, match="Bring that back first"):
        entries.restore(activity, by=by)
    entries.restore(package, by=by)
    assert list(Entry.objects.present()) == [package]
    entries.restore(activity, by=by)
    assert Entry.objects.present().count() == 3


def test_restore_comes_back_to_its_place(project, by):
    rows = [entries.add(project, "work_package", by=by) for _ in range(3)]
    entries.remove(rows[1], by=by)
    assert order(project) == [rows[0].uid, rows[2].uid]
    entries.restore(rows[1], by=by)
    entries.restore(rows[1], by=by)
    assert order(project) == [row.uid for row in rows]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"position": 1}, [2, 0, 1, 3]),
        ({"position": 99}, [0, 1, 3, 2]),
        ({"position": -5}, [2, 0, 1, 3]),
        ({"way": "up"}, [0, 2, 1, 3]),
        ({"way": "down"}, [0, 1, 3, 2]),
        ({"position": 3}, [0, 1, 2, 3]),
    ],
)
def test_move_orders_those_beside_it(project, by, asked, expected):
    rows = [entries.add(project, "result", by=by) for _ in range(5)]
    entries.remove(rows.pop(1), by=by)
    entries.move(rows[2], by=by, **asked)
    assert order(project, "result") == [rows[index].uid for index in expected]


def test_remove_and_move_of_what_is_gone_are_refused_in_words(project, by):
    package, _activity, deliverable = plan(project, by)
    entries.remove(package, by=by)
    for gone in (package, deliverable):
        with pytest.raises(DomainError, match="gone"):
            entries.remove(gone, by=by)
        with pytest.raises(DomainError, match="gone"):
            entries.move(gone, by=by, position=1)


def test_only_who_may_edit_the_whole_changes_entries(project, by):
    package = entries.add(project, "work_package", by=by)
    own_part = CollaboratorFactory(
        project=project, level=Level.MANAGE, partnership=project.partnerships.first()
    ).user
    for person in (UserFactory(), CollaboratorFactory(project=project, level=Level.VIEW).user, own_part):
        with pytest.raises(NotAllowed):
            entries.add(project, "result", by=person)
        with pytest.raises(NotAllowed):
            entries.remove(package, by=person)
        with pytest.raises(NotAllowed):
            entries.move(package, by=person, position=1)
    Project.objects.update(state=State.SUBMITTED, code="X-1", first_submitted_at=project.created_at)
    with pytest.raises(NotAllowed):
        entries.restore(package, by=by)
