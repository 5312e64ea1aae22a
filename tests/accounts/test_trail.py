"""The trail: numbered, chained, append-only, checked."""

from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from accounts import trail
from accounts.models import TrailEntry
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def tamper(sql, *values):
    """Change the trail as only somebody with rights on the table's triggers can."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_trailentry DISABLE TRIGGER USER")
        cursor.execute(sql, values)
        cursor.execute("ALTER TABLE accounts_trailentry ENABLE TRIGGER USER")


def three():
    user = UserFactory()
    for action in ("one", "two", "three"):
        trail.record("project:1", action, by=user, new={"action": action})


def test_record_numbers_and_links_entries():
    three()
    entries = list(TrailEntry.objects.for_chain("project:1"))
    assert [entry.sequence for entry in entries] == [1, 2, 3]
    assert [entry.previous_hash for entry in entries] == ["", entries[0].hash, entries[1].hash]
    assert trail.verify_chain("project:1") == []


def test_record_outside_a_transaction_is_refused(transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        trail.record("project:1", "act", by=None)


def test_entries_cannot_be_changed_or_deleted():
    three()
    with pytest.raises(DatabaseError), transaction.atomic():
        TrailEntry.objects.update(action="other")
    with pytest.raises(DatabaseError), transaction.atomic():
        TrailEntry.objects.all().delete()
    assert TrailEntry.objects.count() == 3


@pytest.mark.parametrize(
    ("sql", "faults"),
    [
        ("UPDATE accounts_trailentry SET action = 'other' WHERE sequence = 2", [(2, "was altered")]),
        ("UPDATE accounts_trailentry SET new = '{}' WHERE sequence = 3", [(3, "was altered")]),
        (
            "DELETE FROM accounts_trailentry WHERE sequence = 2",
            [(3, "number 2 is missing"), (3, "does not follow from the entry before")],
        ),
        (
            "DELETE FROM accounts_trailentry WHERE sequence = 1",
            [(2, "number 1 is missing"), (2, "does not follow from the entry before")],
        ),
    ],
)
def test_verify_chain_finds_what_was_done_to_it(transactional_db, sql, faults):
    with transaction.atomic():
        three()
    tamper(sql)
    assert [(fault.sequence, fault.reason) for fault in trail.verify_chain("project:1")] == faults
    with pytest.raises(CommandError):
        call_command("verify_trail", stderr=StringIO())


def test_verify_trail_says_that_all_holds():
    three()
    out = StringIO()
    call_command("verify_trail", stdout=out)
    assert out.getvalue() == "3 entries, all chains hold\n"


@pytest.mark.django_db(transaction=True)
def test_parallel_acts_on_one_thing_leave_no_gap():
    user = UserFactory()

    def act(_):
        try:
            with transaction.atomic():
                trail.record("project:1", "act", by=user)
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(act, range(20)))
    assert list(TrailEntry.objects.for_chain("project:1").values_list("sequence", flat=True)) == list(
        range(1, 21)
    )
    assert trail.verify_chain("project:1") == []
